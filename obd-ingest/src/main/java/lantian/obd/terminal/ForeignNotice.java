package lantian.obd.terminal;

import java.time.Duration;
import lantian.obd.frame.Foreign;
import org.jspecify.annotations.Nullable;

/**
 * Words for the log about senders of other protocols (误接提示): so many lines a minute at most, the
 * rest is counted. They name the listener and the address, never a vehicle.
 */
final class ForeignNotice {
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private long toldNanos;
  private boolean told;
  private long untold;

  /** The line to write now, null if it is too soon for another. */
  @Nullable String line(Foreign protocol, int listener, String address, long nanos) {
    if (told && nanos - toldNanos < PAUSE) {
      untold++;
      return null;
    }
    String others = untold == 0 ? "" : ", " + untold + " more since the last such line";
    told = true;
    toldNanos = nanos;
    untold = 0;
    return protocol + " is spoken to listener " + listener + " from " + address + others;
  }
}
