package lantian.deploy.bench.score;

/**
 * A share with its interval of 95 % (区间估计).
 *
 * @param hits how many of
 * @param of how many
 * @param low lower end after Wilson
 * @param high upper end
 */
public record Interval(int hits, int of, double low, double high) {
  private static final double Z = 1.959964;
  private static final double ONE_SIDED = 0.05;

  /** Hits among so many. */
  public static Interval of(int hits, int of) {
    if (of == 0) {
      return new Interval(0, 0, 0, 1);
    }
    double n = of;
    double share = hits / n;
    double middle = share + Z * Z / (2 * n);
    double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    double scale = 1 + Z * Z / n;
    return new Interval(
        hits, of, Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale));
  }

  /** The share, NaN of none. */
  public double share() {
    return of == 0 ? Double.NaN : (double) hits / of;
  }

  /** The greatest mean of events of which so few or fewer are seen in 5 % (exact, Poisson). */
  public static double most(int events) {
    double low = events;
    double high = events + 10 + 5 * Math.sqrt(events + 1.0);
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (atMost(events, middle) > ONE_SIDED) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double atMost(int events, double mean) {
    double term = Math.exp(-mean);
    double sum = term;
    for (int i = 1; i <= events; i++) {
      term *= mean / i;
      sum += term;
    }
    return sum;
  }
}
