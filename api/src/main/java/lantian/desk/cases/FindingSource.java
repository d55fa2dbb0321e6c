package lantian.desk.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where findings come from (线索来源): a room, behind a port. Calls block. */
public interface FindingSource {
  /**
   * Some findings.
   *
   * @param rows the newest revision of each, oldest change first
   * @param next where the next page begins, null behind the last one
   */
  record Page(List<CaseFinding> rows, @Nullable String next) {
    /** Copies the list. */
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Findings of any state that changed after a moment, oldest change first.
   *
   * @param cursor {@code next} of the page before, null for the first
   */
  Page changedAfter(Instant after, @Nullable String cursor, int limit);

  /**
   * Whether what the finding rests on is still what was received.
   *
   * @param sealed digests of packets that were sealed while the log still had them, SM3 as hex by
   *     position; what is archived since is held against these
   */
  FindingFacts.Evidence evidence(CaseFinding finding, Map<String, String> sealed);

  /** Archives that hold what the finding rests on and the log no more, by month as 2025-10. */
  default Set<String> archives(CaseFinding finding) {
    return Set.of();
  }
}
