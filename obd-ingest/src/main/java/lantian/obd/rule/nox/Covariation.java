package lantian.obd.rule.nox;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How fuel rate and upstream NOx vary together over the blocks of a stretch (协变): whole sums of
 * the blocks' means, rounded down to raw words.
 *
 * @param start first second
 * @param last last second
 * @param blocks blocks
 * @param x sum of the fuel rate
 * @param y sum of NOx
 * @param xx sum of the fuel rate's squares
 * @param yy sum of NOx's squares
 * @param xy sum of the products
 * @param verified true if every block is verified
 */
record Covariation(
    long start, long last, int blocks, long x, long y, long xx, long yy, long xy, boolean verified) {

  static Covariation of(NoxBlock block) {
    long fuel = block.fuel() / block.items();
    long nox = block.nox() / block.items();
    return new Covariation(
        block.start(), block.last(), 1, fuel, nox, fuel * fuel, nox * nox, fuel * nox, block.verified());
  }

  Covariation with(NoxBlock block) {
    Covariation one = of(block);
    return new Covariation(
        start,
        one.last,
        blocks + 1,
        x + one.x,
        y + one.y,
        xx + one.xx,
        yy + one.yy,
        xy + one.xy,
        verified && one.verified);
  }

  /** True if both vary at least so much (standard deviation, raw words). */
  boolean varied(long fuel, long nox) {
    long n = blocks;
    return n * xx - x * x >= n * fuel * n * fuel && n * yy - y * y >= n * nox * n * nox;
  }

  /** Correlation without its sign, thousandths, rounded down; only where both vary. */
  long relation() {
    long n = blocks;
    BigInteger both = BigInteger.valueOf(n * xy - x * y);
    BigInteger each = BigInteger.valueOf(n * xx - x * x).multiply(BigInteger.valueOf(n * yy - y * y));
    return both.multiply(both).multiply(BigInteger.valueOf(1_000_000)).divide(each).sqrt().longValue();
  }

  static void write(@Nullable Covariation of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(of.start).putLong(of.last).putInt(of.blocks);
    out.putLong(of.x).putLong(of.y).putLong(of.xx).putLong(of.yy).putLong(of.xy);
    out.put((byte) (of.verified ? 1 : 0));
  }

  static @Nullable Covariation read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Covariation(
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0);
  }
}
