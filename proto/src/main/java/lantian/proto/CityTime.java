package lantian.proto;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The city's clock: days and printed times are in +08:00 (北京时间), whatever the machine is set to.
 */
public final class CityTime {
  /** +08:00, without summer time. */
  public static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private CityTime() {}

  /** The city's day at an instant. */
  public static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }

  /** Number of the city's day (days since 1970-01-01) at an epoch second. */
  public static int dayNumber(long epochSecond) {
    return Math.toIntExact(Math.floorDiv(epochSecond + ZONE.getTotalSeconds(), 86_400L));
  }

  /** First epoch second of the city's day with this number. */
  public static long startOf(int dayNumber) {
    return dayNumber * 86_400L - ZONE.getTotalSeconds();
  }
}
