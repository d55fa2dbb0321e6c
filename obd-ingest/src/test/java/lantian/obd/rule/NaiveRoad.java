package lantian.obd.rule;

import java.math.BigInteger;
import java.util.List;

/** What rules on the terminal look at, read anew from the bytes of a stream item. */
final class NaiveRoad {
  private NaiveRoad() {}

  /** The stream items alone. */
  static List<NaiveItem> stream(List<NaiveItem> items) {
    return items.stream().filter(i -> i.type() == 2).toList();
  }

  static long speed(NaiveItem item) {
    long raw = word(item, 0, 2);
    return raw >= 0xFAFF ? -1 : raw;
  }

  /** Odometer in 0.1 km, −1 if there is none. */
  static long odometer(NaiveItem item) {
    return item.odometer() == 0 ? -1 : item.odometer();
  }

  /** True if longitude and latitude are coordinates that the sender calls valid. */
  static boolean placed(NaiveItem item) {
    long longitude = word(item, 25, 4);
    long latitude = word(item, 29, 4);
    return word(item, 24, 1) % 2 == 0
        && longitude <= 180_000_000
        && latitude <= 90_000_000
        && longitude + latitude > 0;
  }

  static long longitude(NaiveItem item) {
    return word(item, 25, 4) * (word(item, 24, 1) / 4 % 2 == 0 ? 1 : -1);
  }

  static long latitude(NaiveItem item) {
    return word(item, 29, 4) * (word(item, 24, 1) / 2 % 2 == 0 ? 1 : -1);
  }

  /** Metres, rounded down. */
  static long metres(NaiveItem from, NaiveItem to) {
    return metres(longitude(to) - longitude(from), latitude(to) - latitude(from), latitude(to));
  }

  /** Metres of so many microdegrees east and north, rounded down. */
  static long metres(long east, long north, long latitude) {
    BigInteger x = BigInteger.valueOf(Math.abs(east(east, latitude)));
    BigInteger y = BigInteger.valueOf(Math.abs(north) * 11_132 / 1000);
    return x.pow(2).add(y.pow(2)).sqrt().longValueExact() / 100;
  }

  /** Centimetres of so many microdegrees along a latitude. */
  static long east(long microdegrees, long latitude) {
    long degree = Math.min(90, Math.abs(latitude) / 1_000_000);
    long cosine = Math.round(Math.cos(Math.toRadians((double) degree)) * 65_536);
    return microdegrees * 11_132 / 1000 * cosine / 65_536;
  }

  static long word(NaiveItem item, int offset, int width) {
    byte[] raw = new byte[width];
    System.arraycopy(item.body(), offset, raw, 0, width);
    return new BigInteger(1, raw).longValueExact();
  }
}
