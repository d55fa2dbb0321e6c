package lantian.obd.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a longer answer (分页).
 *
 * @param rows at most as many as were asked for
 * @param next cursor to ask the next page with; null if there is none. It may hold a VIN: whoever
 *     puts it into an address seals it first
 * @param <T> what a row is
 */
public record Page<T>(List<T> rows, @Nullable String next) {
  /** Copies the rows. */
  public Page {
    rows = List.copyOf(rows);
  }
}
