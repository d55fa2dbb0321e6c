package lantian.obd.rule.nox;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far upstream NOx depends on the fuel rate over the blocks of a stretch (依存度): the blocks'
 * means, rounded down to raw words, sorted into {@value #CLASSES} classes of fuel rate.
 *
 * <p>A correlation would call an engine unrelated whose NOx is greatest at half load; that its
 * classes differ shows whatever the curve.
 *
 * @param start first second
 * @param last last second
 * @param blocks blocks
 * @param x sum of the fuel rate
 * @param xx sum of its squares
 * @param y sum of NOx
 * @param yy sum of its squares
 * @param classes blocks and NOx by class of fuel rate
 * @param verified true if every block is verified
 */
record Dependence(
    long start,
    long last,
    int blocks,
    long x,
    long xx,
    long y,
    long yy,
    List<Load> classes,
    boolean verified) {
  private static final int CLASSES = 8;
  private static final List<Load> EMPTY = Collections.nCopies(CLASSES, new Load(0, 0));

  /** Blocks of one class, and the sum of their NOx. */
  record Load(int blocks, long y) {}

  static Dependence of(NoxBlock block, long classRaw) {
    return new Dependence(block.start(), block.last(), 0, 0, 0, 0, 0, EMPTY, true)
        .with(block, classRaw);
  }

  Dependence with(NoxBlock block, long classRaw) {
    long fuel = block.fuel() / block.items();
    long nox = block.nox() / block.items();
    int which = (int) Math.min(fuel / classRaw, CLASSES - 1);
    List<Load> next = new ArrayList<>(classes);
    next.set(which, new Load(next.get(which).blocks + 1, next.get(which).y + nox));
    return new Dependence(
        start,
        block.last(),
        blocks + 1,
        x + fuel,
        xx + fuel * fuel,
        y + nox,
        yy + nox * nox,
        List.copyOf(next),
        verified && block.verified());
  }

  /** True if both vary at least so much (standard deviation, raw words). */
  boolean varied(long fuel, long nox) {
    long n = blocks;
    return n * xx - x * x >= n * fuel * n * fuel && n * yy - y * y >= n * nox * n * nox;
  }

  /**
   * How much of the variance of NOx its classes explain (correlation ratio, squared), thousandths
   * of a per cent, rounded down; only where it varies.
   */
  long explained() {
    // a fraction, brought to one denominator class by class
    BigInteger between = BigInteger.ZERO;
    BigInteger shared = BigInteger.ONE;
    for (Load load : classes) {
      if (load.blocks > 0) {
        BigInteger squares = BigInteger.valueOf(blocks * load.y * load.y).multiply(shared);
        between = between.multiply(BigInteger.valueOf(load.blocks)).add(squares);
        shared = shared.multiply(BigInteger.valueOf(load.blocks));
      }
    }
    return between
        .subtract(BigInteger.valueOf(y * y).multiply(shared))
        .multiply(BigInteger.valueOf(100_000))
        .divide(BigInteger.valueOf(blocks * yy - y * y).multiply(shared))
        .longValue();
  }

  static void write(@Nullable Dependence of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (of.verified ? 2 : 1)).putLong(of.start).putLong(of.last).putInt(of.blocks);
    out.putLong(of.x).putLong(of.xx).putLong(of.y).putLong(of.yy);
    of.classes.forEach(load -> out.putInt(load.blocks).putLong(load.y));
  }

  static @Nullable Dependence read(ByteBuffer in) {
    int form = in.get();
    if (form == 0) {
      return null;
    }
    long start = in.getLong();
    long last = in.getLong();
    int blocks = in.getInt();
    long x = in.getLong();
    long xx = in.getLong();
    long y = in.getLong();
    long yy = in.getLong();
    List<Load> classes = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      classes.add(new Load(in.getInt(), in.getLong()));
    }
    return new Dependence(start, last, blocks, x, xx, y, yy, List.copyOf(classes), form == 2);
  }
}
