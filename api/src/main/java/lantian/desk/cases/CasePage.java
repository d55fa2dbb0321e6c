package lantian.desk.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some cases, latest act first (案件列表页).
 *
 * @param rows the cases
 * @param next where the next page begins, null behind the last one
 */
public record CasePage(List<CaseRow> rows, @Nullable String next) {
  /** Copies the list. */
  public CasePage {
    rows = List.copyOf(rows);
  }
}
