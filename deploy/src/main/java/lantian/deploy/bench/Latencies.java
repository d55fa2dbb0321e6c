package lantian.deploy.bench;

/**
 * Latencies in buckets of 3 % (延迟分布), from 1 µs to over a minute. One thread writes; readers after
 * it has stopped.
 */
final class Latencies {
  private static final int STEPS = 32;
  private static final int LEVELS = 27;

  private final long[] counts = new long[STEPS * LEVELS];
  private long total;

  /** Adds one, in nanoseconds. */
  void add(long nanos) {
    counts[bucket(nanos)]++;
    total++;
  }

  /** Adds all of another. */
  void add(Latencies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  /** How many were added. */
  long total() {
    return total;
  }

  /** The latency in milliseconds that this share (0–1) does not exceed; NaN if there is none. */
  double millis(double share) {
    if (total == 0) {
      return Double.NaN;
    }
    long left = (long) Math.ceil(share * total);
    for (int i = 0; i < counts.length; i++) {
      left -= counts[i];
      if (left <= 0) {
        return upper(i) / 1e3;
      }
    }
    return upper(counts.length - 1) / 1e3;
  }

  private static int bucket(long nanos) {
    long micros = Math.max(1, nanos / 1_000);
    int level = 63 - Long.numberOfLeadingZeros(micros);
    long step = level == 0 ? 0 : ((micros << 5) >>> level) - STEPS;
    return (int) Math.min((long) level * STEPS + step, (long) STEPS * LEVELS - 1);
  }

  private static double upper(int bucket) {
    double base = 1L << (bucket / STEPS);
    return base * (1 + (bucket % STEPS + 1) / (double) STEPS);
  }
}
