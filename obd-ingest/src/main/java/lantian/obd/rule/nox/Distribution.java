package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How often a concentration was how high (浓度分布), in {@value #BINS} classes of 50 ppm: the first
 * takes all up to 50 ppm, the last all above its lower end. What is asked of it is answered with
 * the lower end of a class, in favour of the vehicle.
 */
final class Distribution {
  static final Distribution NONE = new Distribution(new int[Distribution.BINS]);
  private static final int BINS = 24;
  private static final long WIDTH = 50_000;

  private final int[] counts;

  private Distribution(int[] counts) {
    this.counts = counts;
  }

  /** With one more reading, in thousandths of a ppm. */
  Distribution with(long milli) {
    int[] next = counts.clone();
    int bin = milli <= 0 ? 0 : (int) ((milli - 1) / WIDTH);
    next[Math.min(bin, BINS - 1)]++;
    return new Distribution(next);
  }

  /**
   * Lower end of the class that holds the reading of this rank, thousandths of a ppm.
   *
   * @param rank 1 for the least
   */
  long atRank(int rank) {
    int bin = 0;
    int left = rank - counts[0];
    while (left > 0 && bin < BINS - 1) {
      bin++;
      left -= counts[bin];
    }
    return bin * WIDTH;
  }

  void write(ByteBuffer out) {
    for (int count : counts) {
      out.putInt(count);
    }
  }

  static Distribution read(ByteBuffer in) {
    int[] counts = new int[BINS];
    for (int i = 0; i < BINS; i++) {
      counts[i] = in.getInt();
    }
    return new Distribution(counts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
