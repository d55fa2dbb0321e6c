package lantian.obd.filing;

import java.time.Duration;

/**
 * How answers of the register are kept (备案缓存设置).
 *
 * @param maxAge how old an answer may be when it is used
 * @param capacity most vehicles kept, the oldest answers go first; also most that wait to be asked
 * @param batch most vehicles asked for at once
 * @param recheck how long a session counts as verified before the register is asked again
 */
public record FilingSettings(Duration maxAge, int capacity, int batch, Duration recheck) {
  /** Refuses values that could not work. */
  public FilingSettings {
    if (maxAge.isNegative() || maxAge.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("maxAge " + maxAge + " is not 0 to 1 hour");
    }
    if (capacity < 1 || batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException("capacity must be positive, batch 1 to 10,000");
    }
    if (recheck.toMillis() < 1 || recheck.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("recheck " + recheck + " is not 1 ms to 1 day");
    }
  }

  /** What holds unless somebody sets it. */
  public static FilingSettings defaults() {
    return new FilingSettings(Duration.ofSeconds(5), 100_000, 500, Duration.ofMinutes(1));
  }
}
