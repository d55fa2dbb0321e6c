package lantian.desk.cases;

import java.time.Duration;

/**
 * Settings of the case book (案件簿设置).
 *
 * @param interval time between two sweeps over what has changed in a room
 * @param overlap how far before the last position a sweep begins: a change may become visible later
 *     than one that was made after it
 * @param unverifiedLaw whether a legal basis that nobody has compared with the printed text may
 *     carry a case; for trying only
 */
public record CaseSettings(Duration interval, Duration overlap, boolean unverifiedLaw) {
  /** Refuses what could never work. */
  public CaseSettings {
    if (!interval.isPositive() || overlap.isNegative()) {
      throw new IllegalArgumentException(
          "a sweep needs a positive interval and no less overlap than 0");
    }
  }

  /** What holds if nothing is set. */
  public static CaseSettings defaults() {
    return new CaseSettings(Duration.ofMinutes(1), Duration.ofMinutes(10), false);
  }
}
