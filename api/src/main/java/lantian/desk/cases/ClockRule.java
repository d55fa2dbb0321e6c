package lantian.desk.cases;

import java.time.LocalDate;

/**
 * One dated row of {@code clocks.yaml} (时限规定).
 *
 * @param id which clock
 * @param zh the Chinese words
 * @param en the English words
 * @param days how many
 * @param count which days count
 * @param from from when it counts
 * @param validFrom first day on which a clock that starts follows this row
 * @param source where it is from
 * @param verified true if somebody compared it with the source
 */
public record ClockRule(
    String id,
    String zh,
    String en,
    int days,
    Count count,
    From from,
    LocalDate validFrom,
    String source,
    boolean verified) {
  /** Which days count. */
  public enum Count {
    /** Working days (工作日). */
    WORKING,
    /** All days (自然日). */
    CALENDAR
  }

  /** From when a clock counts. */
  public enum From {
    /** The earliest start of a standing finding (采集时间). */
    COLLECTION,
    /** When the earliest standing finding reached the desk. */
    NOTICED,
    /** The move that starts it. */
    MOVE
  }
}
