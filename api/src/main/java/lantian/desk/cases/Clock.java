package lantian.desk.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One running or stopped time limit of a case (时限).
 *
 * @param id which of {@code clocks.yaml}
 * @param start from when it counts
 * @param due last millisecond that is still in time
 * @param known false if working days were counted without a calendar of the year
 * @param stopped when it was met or fell away, null while it runs
 */
public record Clock(
    String id, Instant start, Instant due, boolean known, @Nullable Instant stopped) {
  /** True while it runs. */
  public boolean running() {
    return stopped == null;
  }

  /** True if it runs and its time is over. */
  public boolean overdue(Instant now) {
    return running() && now.isAfter(due);
  }

  Clock stop(Instant at) {
    return running() ? new Clock(id, start, due, known, at) : this;
  }
}
