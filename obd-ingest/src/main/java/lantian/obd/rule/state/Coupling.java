package lantian.obd.rule.state;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a reading follows its drivers from slice to slice (跟随度): sums over pairs of neighbouring
 * slices, of the later one's means and the earlier one's reading, raw words.
 *
 * <p>A reading with a memory of its own, heat or a slow wander, is like what it was a moment ago,
 * and two slow quantities seem related by chance. So what counts is how much of that which the
 * reading was not already a slice ago its driver explains (partial correlation, squared).
 *
 * @param start first second of the first pair
 * @param last last second of the last
 * @param pairs pairs
 * @param verified true if every item of them is verified
 * @param fuel sums of the fuel rate
 * @param second sums of the other driver
 * @param y sum of the reading
 * @param yy sum of its squares
 * @param z sum of what the reading was before
 * @param zz sum of its squares
 * @param yz sum of the products of the two
 */
record Coupling(
    long start,
    long last,
    int pairs,
    boolean verified,
    Sums fuel,
    Sums second,
    long y,
    long yy,
    long z,
    long zz,
    long yz) {
  private static final BigInteger ALL = BigInteger.valueOf(100_000);

  /**
   * Sums of one driver: itself, its squares, its products with the reading and with what the
   * reading was before.
   */
  record Sums(long x, long xx, long xy, long xz) {
    static final Sums NONE = new Sums(0, 0, 0, 0);

    Sums and(long more, long reading, long before) {
      return new Sums(x + more, xx + more * more, xy + more * reading, xz + more * before);
    }

    void write(ByteBuffer out) {
      out.putLong(x).putLong(xx).putLong(xy).putLong(xz);
    }

    static Sums read(ByteBuffer in) {
      return new Sums(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }
  }

  /** One more pair, or the first. */
  static Coupling and(@Nullable Coupling was, Slice before, Slice now) {
    Coupling c =
        was == null
            ? new Coupling(before.start(), now.last(), 0, true, Sums.NONE, Sums.NONE, 0, 0, 0, 0, 0)
            : was;
    long reading = now.meanReading();
    long earlier = before.meanReading();
    return new Coupling(
        c.start,
        now.last(),
        c.pairs + 1,
        c.verified && before.verified() && now.verified(),
        c.fuel.and(now.meanFuel(), reading, earlier),
        c.second.and(now.meanSecond(), reading, earlier),
        c.y + reading,
        c.yy + reading * reading,
        c.z + earlier,
        c.zz + earlier * earlier,
        c.yz + reading * earlier);
  }

  /** True if fuel rate and reading vary at least so much (standard deviation, raw words). */
  boolean varied(long leastFuel, long leastReading) {
    long n = pairs;
    return n * fuel.xx - fuel.x * fuel.x >= n * leastFuel * n * leastFuel
        && n * yy - y * y >= n * leastReading * n * leastReading;
  }

  /** What the better driver explains, thousandths of a per cent, rounded down. */
  long explained() {
    return Math.max(explained(fuel), explained(second));
  }

  private long explained(Sums driver) {
    long n = pairs;
    BigInteger xx = BigInteger.valueOf(n * driver.xx - driver.x * driver.x);
    BigInteger yOwn = BigInteger.valueOf(n * yy - y * y);
    BigInteger zOwn = BigInteger.valueOf(n * zz - z * z);
    BigInteger xy = BigInteger.valueOf(n * driver.xy - driver.x * y);
    BigInteger xz = BigInteger.valueOf(n * driver.xz - driver.x * z);
    BigInteger together = BigInteger.valueOf(n * yz - y * z);
    if (zOwn.signum() == 0) {
      return share(xy, xx, yOwn, xx.signum() > 0);
    }
    return share(
        xy.multiply(zOwn).subtract(xz.multiply(together)),
        xx.multiply(zOwn).subtract(xz.multiply(xz)),
        yOwn.multiply(zOwn).subtract(together.multiply(together)),
        xx.signum() > 0);
  }

  /**
   * A driver that stands still explains nothing; one that goes as the reading did before cannot be
   * told from it, in favour of the vehicle. Of a reading that does not move nothing is explained.
   */
  private static long share(
      BigInteger common, BigInteger driver, BigInteger reading, boolean moves) {
    if (driver.signum() == 0) {
      return moves ? ALL.longValue() : 0;
    }
    if (reading.signum() == 0) {
      return 0;
    }
    return common.multiply(common).multiply(ALL).divide(driver.multiply(reading)).longValue();
  }

  static void write(@Nullable Coupling of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (of.verified ? 2 : 1)).putLong(of.start).putLong(of.last).putInt(of.pairs);
    of.fuel.write(out);
    of.second.write(out);
    out.putLong(of.y).putLong(of.yy).putLong(of.z).putLong(of.zz).putLong(of.yz);
  }

  static @Nullable Coupling read(ByteBuffer in) {
    int form = in.get();
    if (form == 0) {
      return null;
    }
    return new Coupling(
        in.getLong(),
        in.getLong(),
        in.getInt(),
        form == 2,
        Sums.read(in),
        Sums.read(in),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }
}
