package lantian.obd.rule.terminal;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;

/**
 * Positions in whole microdegrees, east and north positive (定位). Distances are the same on every
 * machine: whole numbers and one correctly rounded root.
 */
final class Place {
  /** Cosine of each whole degree, in parts of 65,536. */
  private static final int[] COSINE = new int[91];

  static {
    for (int degree = 0; degree < COSINE.length; degree++) {
      COSINE[degree] = (int) StrictMath.round(StrictMath.cos(Math.toRadians(degree)) * 65_536);
    }
  }

  private static final int INVALID = 1;
  private static final int SOUTH = 2;
  private static final int WEST = 4;

  private Place() {}

  /**
   * True if the item has a position that its sender calls valid. Exactly 0, 0 is what a receiver
   * without a fix sends.
   */
  static boolean known(Reading item) {
    return (item.raw(Signal.LOCATION_STATE) & INVALID) == 0
        && item.usable(Signal.LONGITUDE)
        && item.usable(Signal.LATITUDE)
        && (item.raw(Signal.LONGITUDE) != 0 || item.raw(Signal.LATITUDE) != 0);
  }

  static long longitude(Reading item) {
    long raw = item.raw(Signal.LONGITUDE);
    return (item.raw(Signal.LOCATION_STATE) & WEST) == 0 ? raw : -raw;
  }

  static long latitude(Reading item) {
    long raw = item.raw(Signal.LATITUDE);
    return (item.raw(Signal.LOCATION_STATE) & SOUTH) == 0 ? raw : -raw;
  }

  /** Metres to the north, rounded towards 0. */
  static long northMetres(long latitude, long toLatitude) {
    return (toLatitude - latitude) * 11_132 / 100_000;
  }

  /** Metres to the east on the way along a latitude, rounded towards 0. */
  static long eastMetres(long longitude, long toLongitude, long latitude) {
    return (toLongitude - longitude) * 11_132 / 1000 * cosine(latitude) / 65_536 / 100;
  }

  /** Metres between two positions, rounded down; right within 2 % below 100 km, at our latitude. */
  static long metres(long longitude, long latitude, long toLongitude, long toLatitude) {
    // a microdegree of latitude is 11.132 cm
    long north = (toLatitude - latitude) * 11_132 / 1000;
    long east = (toLongitude - longitude) * 11_132 / 1000 * cosine(toLatitude) / 65_536;
    return (long) Math.sqrt((double) north * north + (double) east * east) / 100;
  }

  /** A position that was moved back may lie beyond the pole. */
  private static long cosine(long latitude) {
    return COSINE[(int) Math.min(90, Math.abs(latitude) / 1_000_000)];
  }
}
