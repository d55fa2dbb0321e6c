package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How often a concentration was how high (浓度分布), in {@value #BINS} classes of 50 ppm: the first
 * takes all up to 50 ppm, the last all above its lower end. What is asked of it is answered with
 * the lower end of a class, in favour of the vehicle.
 */
final class Distribution {
  static final Distribution NONE = new Distribution(new int[Distribution.BINS], 0, 0);
  private static final int BINS = 24;
  private static final long WIDTH = 50_000;
  private static final int BITS = 5;
  private static final int ROOM = Long.SIZE / BITS;

  private final int[] counts;

  /** Classes of the last readings, not yet counted: so the counts are copied now and then only. */
  private final long waiting;

  private final int length;

  private Distribution(int[] counts, long waiting, int length) {
    this.counts = counts;
    this.waiting = waiting;
    this.length = length;
  }

  /** With one more reading, in thousandths of a ppm. */
  Distribution with(long milli) {
    long bin = milli <= 0 ? 0 : Math.min((milli - 1) / WIDTH, BINS - 1);
    long more = waiting | bin << (BITS * length);
    return length + 1 < ROOM
        ? new Distribution(counts, more, length + 1)
        : new Distribution(new Distribution(counts, more, ROOM).counted(), 0, 0);
  }

  private int[] counted() {
    int[] all = counts.clone();
    for (int i = 0; i < length; i++) {
      all[(int) (waiting >>> (BITS * i)) & ((1 << BITS) - 1)]++;
    }
    return all;
  }

  /**
   * Lower end of the class that holds the reading of this rank, thousandths of a ppm.
   *
   * @param rank 1 for the least
   */
  long atRank(int rank) {
    int[] all = counted();
    int bin = 0;
    int left = rank - all[0];
    while (left > 0 && bin < BINS - 1) {
      bin++;
      left -= all[bin];
    }
    return bin * WIDTH;
  }

  void write(ByteBuffer out) {
    for (int count : counted()) {
      out.putInt(count);
    }
  }

  static Distribution read(ByteBuffer in) {
    int[] counts = new int[BINS];
    for (int i = 0; i < BINS; i++) {
      counts[i] = in.getInt();
    }
    return new Distribution(counts, 0, 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution that && Arrays.equals(counted(), that.counted());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counted());
  }
}
