package lantian.desk.live;

import java.time.Duration;

/**
 * Settings of streams (实时推送设置).
 *
 * @param interval time between two looks at what has moved, while somebody watches
 * @param heartbeat a stream says something this often, and its reader's rights are looked at again
 * @param longest a stream ends after this long, and its reader opens another
 * @param perAccount streams that one account may have open
 * @param streams open streams in all
 */
public record LiveSettings(
    Duration interval, Duration heartbeat, Duration longest, int perAccount, int streams) {
  /** Refuses what could never work. */
  public LiveSettings {
    if (!interval.isPositive() || !heartbeat.isPositive() || !longest.isPositive()) {
      throw new IllegalArgumentException("streams need positive times");
    }
    if (perAccount < 1 || streams < perAccount) {
      throw new IllegalArgumentException("there must be room for one account's streams");
    }
  }

  /** What holds if nothing is set. */
  public static LiveSettings defaults() {
    return new LiveSettings(
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(30), 4, 200);
  }

  /** The same with another longest time of a stream. */
  public LiveSettings within(Duration other) {
    return new LiveSettings(interval, heartbeat, other, perAccount, streams);
  }
}
