package lantian.obd.packet;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import lantian.proto.CityTime;

/**
 * Six binary bytes of time (时间): year − 2000, month, day, hour, minute, second, GMT+8. See spec
 * clause 3.
 */
public final class WireTime {
  /** Length in bytes. */
  public static final int SIZE = 6;

  /** What {@link #read} gives for bytes that are no legal date. */
  public static final long ILLEGAL = Long.MIN_VALUE;

  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+08:00'");

  private WireTime() {}

  /**
   * Epoch second of the six bytes at {@code at}, or {@link #ILLEGAL}. Leap seconds are not legal.
   */
  public static long read(byte[] bytes, int at) {
    int year = 2000 + (bytes[at] & 0xFF);
    int month = bytes[at + 1] & 0xFF;
    int day = bytes[at + 2] & 0xFF;
    int hour = bytes[at + 3] & 0xFF;
    int minute = bytes[at + 4] & 0xFF;
    int second = bytes[at + 5] & 0xFF;
    if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
      return ILLEGAL;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > (month == 2 && leap ? 29 : DAYS[month - 1])) {
      return ILLEGAL;
    }
    // Days from 1970-01-01 in the proleptic Gregorian calendar, counting years from March.
    int shifted = month <= 2 ? year - 1 : year;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long days = 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468;
    long local = days * 86_400 + hour * 3600L + minute * 60L + second;
    return local - CityTime.ZONE.getTotalSeconds();
  }

  /** Writes the six bytes of an epoch second; the year must be 2000 to 2255. */
  public static void write(long epochSecond, byte[] bytes, int at) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, CityTime.ZONE);
    bytes[at] = (byte) (time.getYear() - 2000);
    bytes[at + 1] = (byte) time.getMonthValue();
    bytes[at + 2] = (byte) time.getDayOfMonth();
    bytes[at + 3] = (byte) time.getHour();
    bytes[at + 4] = (byte) time.getMinute();
    bytes[at + 5] = (byte) time.getSecond();
  }

  /** The time as {@code yyyy-MM-ddTHH:mm:ss+08:00}. */
  public static String text(long epochSecond) {
    return TEXT.format(Instant.ofEpochSecond(epochSecond).atOffset(CityTime.ZONE));
  }
}
