package lantian.obd.chunk;

import org.jspecify.annotations.Nullable;

/**
 * Sums and extremes of a fragment's stream items, in raw words (块内汇总). Invalid and saturated words
 * are left out.
 *
 * <p>Only to be used where the vehicle has one fragment for the five minutes and {@code clashes} is
 * 0; otherwise merge first.
 *
 * @param clashes bodies beyond the first of their second and type, and packets of which this is
 *     only one of several readings
 * @param speedCount items with a usable speed
 * @param speedSum sum, 1/256 km/h
 * @param speedMax greatest, −1 if none
 * @param running items with an engine speed above 0
 * @param fuelCount items with a usable fuel rate
 * @param fuelSum sum, 0.05 L/h
 * @param noxCount items with a usable downstream NOx
 * @param noxSum sum of words, 0.05 ppm above −200 ppm
 * @param noxMax greatest word, −1 if none
 * @param odometerFirst first usable odometer, 0.1 km; null if none
 * @param odometerLast last usable odometer
 */
public record ChunkSums(
    int clashes,
    int speedCount,
    long speedSum,
    int speedMax,
    int running,
    int fuelCount,
    long fuelSum,
    int noxCount,
    long noxSum,
    int noxMax,
    @Nullable Long odometerFirst,
    @Nullable Long odometerLast) {
  private static final int SPEED = 0;
  private static final int RPM = 5;
  private static final int FUEL = 7;
  private static final int NOX = 11;
  private static final int ODOMETER = 33;

  /** From here on a 16-bit word is saturated or no measurement (spec clause 4.5). */
  private static final int LIMIT_16 = 0xFAFF;

  private static final long LIMIT_32 = 0xFAFF_FFFFL;

  /** Adds a fragment up. */
  public static ChunkSums of(Fragment fragment) {
    return new Adding().add(fragment);
  }

  private static final class Adding {
    private int clashes;
    private int speedCount;
    private long speedSum;
    private int speedMax = -1;
    private int running;
    private int fuelCount;
    private long fuelSum;
    private int noxCount;
    private long noxSum;
    private int noxMax = -1;
    private @Nullable Long odometerFirst;
    private @Nullable Long odometerLast;

    ChunkSums add(Fragment fragment) {
      for (int row = 0; row < fragment.packetCount(); row++) {
        clashes += fragment.packets().oneOfSeveral(row) ? 1 : 0;
      }
      for (int i = 0; i < fragment.size(); i++) {
        boolean again = i > 0 && fragment.key(i) == fragment.key(i - 1);
        boolean sameBody = again && fragment.compareBody(i - 1, fragment, i) == 0;
        clashes += again && !sameBody ? 1 : 0;
        if (fragment.isStream(i) && !sameBody) {
          add(fragment.stream(), fragment.offset(i));
        }
      }
      return new ChunkSums(
          clashes,
          speedCount,
          speedSum,
          speedMax,
          running,
          fuelCount,
          fuelSum,
          noxCount,
          noxSum,
          noxMax,
          odometerFirst,
          odometerLast);
    }

    private void add(byte[] stream, int at) {
      int speed = u16(stream, at + SPEED);
      if (speed < LIMIT_16) {
        speedCount++;
        speedSum += speed;
        speedMax = Math.max(speedMax, speed);
      }
      int rpm = u16(stream, at + RPM);
      running += rpm > 0 && rpm < LIMIT_16 ? 1 : 0;
      int fuel = u16(stream, at + FUEL);
      if (fuel < LIMIT_16) {
        fuelCount++;
        fuelSum += fuel;
      }
      int nox = u16(stream, at + NOX);
      if (nox < LIMIT_16) {
        noxCount++;
        noxSum += nox;
        noxMax = Math.max(noxMax, nox);
      }
      long odometer = (long) u16(stream, at + ODOMETER) << 16 | u16(stream, at + ODOMETER + 2);
      if (odometer < LIMIT_32) {
        odometerFirst = odometerFirst == null ? (Long) odometer : odometerFirst;
        odometerLast = odometer;
      }
    }

    private static int u16(byte[] bytes, int at) {
      return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
  }
}
