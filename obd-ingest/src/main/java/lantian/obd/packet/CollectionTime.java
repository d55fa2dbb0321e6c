package lantian.obd.packet;

import java.time.LocalDate;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Which collection seconds can be those of a measurement (采集时间), whoever sent it. See spec clause
 * 7.7.
 *
 * <p>They are held against the receipt of the frame, so that a replay answers the same. The answer
 * to a platform and the projector both go by this.
 */
public final class CollectionTime {
  /** Further ahead of the server than this nothing is stored, seconds. */
  public static final long AHEAD = 86_400;

  /** 2020-11-18 17:20:00 +08:00, sent by a firmware whose clock is not set. */
  public static final long DEFAULT_CLOCK = 1_605_691_200L;

  /**
   * The day GB 17691-2018 was published: no terminal of its kind measured before, and a clock that
   * lost its power begins in 2000, 2010 or 2015.
   */
  public static final LocalDate EARLIEST_DAY = LocalDate.of(2018, 6, 22);

  /** First second of {@link #EARLIEST_DAY}. */
  public static final long EARLIEST = EARLIEST_DAY.atStartOfDay(CityTime.ZONE).toEpochSecond();

  private static final long HALF_DAY = 43_200;

  /** How long a packet may be under way whose clock is right but for twelve hours, seconds. */
  private static final long UNDER_WAY = 120;

  private static final long REACH = 300;

  private CollectionTime() {}

  /** Why an item of this second can't be a measurement, null if it can. */
  public static @Nullable QuarantineReason doubt(long second, long receivedMillis) {
    if (second - AHEAD > Math.floorDiv(receivedMillis, 1000L)) {
      return QuarantineReason.FUTURE;
    }
    if (second == DEFAULT_CLOCK) {
      return QuarantineReason.DEFAULT_CLOCK;
    }
    return second < EARLIEST ? QuarantineReason.TOO_OLD : null;
  }

  /**
   * True if what was sent as live is of a morning twelve hours ago, as every afternoon is by a
   * clock of twelve hours. Alone it says little: a packet that was kept for so long looks the same.
   */
  public static boolean halfDayLate(long second, long receivedMillis) {
    long late = Math.floorDiv(receivedMillis, 1000L) - second;
    return late >= HALF_DAY - UNDER_WAY
        && late <= HALF_DAY + UNDER_WAY
        && secondOfDay(second) < HALF_DAY;
  }

  /**
   * False before one in the afternoon, city time, which a clock of twelve hours can be right about,
   * and for the minutes into which a packet reaches that began before.
   */
  public static boolean afternoon(long second) {
    return secondOfDay(second) >= HALF_DAY + 3_600 + REACH;
  }

  private static long secondOfDay(long second) {
    return second - CityTime.startOf(CityTime.dayNumber(second));
  }

  /** True if no second within {@code margin} of this one is in doubt. */
  static boolean clear(long second, int margin, long receivedMillis) {
    return second + margin - AHEAD <= Math.floorDiv(receivedMillis, 1000L)
        && Math.abs(second - DEFAULT_CLOCK) > margin
        && second - margin >= EARLIEST;
  }
}
