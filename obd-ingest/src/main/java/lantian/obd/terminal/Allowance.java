package lantian.obd.terminal;

/** A rate with a burst of one second (令牌桶). Thread-safe. */
final class Allowance {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private double left;
  private long at;

  Allowance(long perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.at = nowNanos;
  }

  /** Takes an amount and answers for how many nanoseconds nothing more should be taken, or 0. */
  synchronized long spend(long amount, long nowNanos) {
    left = Math.min(perSecond, left + (nowNanos - at) * perSecond / NANOS) - amount;
    at = nowNanos;
    return left >= 0 ? 0 : (long) (-left * NANOS / perSecond);
  }

  /** True while nothing more should be taken. */
  synchronized boolean owes(long nowNanos) {
    return left + (nowNanos - at) * perSecond / NANOS < 0;
  }
}
