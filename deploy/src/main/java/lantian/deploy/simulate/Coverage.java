package lantian.deploy.simulate;

import java.util.random.RandomGenerator;

/**
 * Whether the mobile network reaches a truck (网络覆盖): stretches with and without it, in turn,
 * repeatable from their random source.
 */
public final class Coverage {
  private static final int SHORTEST_HOLE = 25;

  private final RandomGenerator random;
  private final double holesPerHour;
  private long until = Long.MIN_VALUE;
  private boolean up;

  /** Covers with this many holes per hour on average; 0 means always. */
  public Coverage(double holesPerHour, RandomGenerator random) {
    this.holesPerHour = holesPerHour;
    this.random = random;
  }

  /** True if the network is there; seconds must not go back. */
  boolean at(long second) {
    if (holesPerHour <= 0) {
      return true;
    }
    if (until == Long.MIN_VALUE) {
      up = true;
      until = second + covered();
    }
    while (second >= until) {
      up = !up;
      until += up ? covered() : SHORTEST_HOLE + (long) exponential(90);
    }
    return up;
  }

  private long covered() {
    return 60 + (long) exponential(3_600 / holesPerHour);
  }

  private double exponential(double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }
}
