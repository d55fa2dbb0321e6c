package lantian.obd.store;

import java.time.Instant;

/**
 * A vehicle-day that has to be judged again (待重判车辆日).
 *
 * @param key which day
 * @param reason why; the last one told
 * @param origin day from which a chain of changed days began, for the horizon
 * @param due not before this moment
 * @param mark grows with every telling, so that one told during a judgement is not lost
 */
record PendingDay(DayKey key, Reason reason, int origin, Instant due, long mark) {
  /** Why a day is judged again. */
  enum Reason {
    /** The vehicle went on to a new day: the finished one is judged whole, once. */
    CLOSE(true),
    /** An item came that is older than the last one stepped. */
    LATE(true),
    /** Two bodies for one item. */
    CONFLICT(true),
    /** The live judge told or closed a finding: the day's judgement writes it. */
    FINDING(false),
    /** The memory at the end of the day before changed. */
    CHAIN(false),
    /** The register changed, or could not be asked. */
    REGISTER(true),
    /** The rule sets changed. */
    RULES(false),
    /** The projections were made again; a finding of the day stands. */
    REBUILT(true);

    private final boolean waits;

    Reason(boolean waits) {
      this.waits = waits;
    }

    /**
     * True if more of the same is to be waited for, false if the judgement is asked for at once.
     */
    boolean waits() {
      return waits;
    }
  }
}
