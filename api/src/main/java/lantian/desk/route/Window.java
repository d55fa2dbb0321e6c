package lantian.desk.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a caller may see a vehicle (可见时段).
 *
 * @param from first moment
 * @param to first moment behind it
 */
record Window(Instant from, Instant to) {
  static final Window ALWAYS = new Window(Instant.MIN, Instant.MAX);

  boolean holds(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }

  /** The part inside another time; null bounds are open. Null if there is none. */
  @Nullable Window within(@Nullable Instant first, @Nullable Instant behind) {
    Instant begin = first == null || from.isAfter(first) ? from : first;
    Instant end = behind == null || to.isBefore(behind) ? to : behind;
    return begin.isBefore(end) ? new Window(begin, end) : null;
  }
}
