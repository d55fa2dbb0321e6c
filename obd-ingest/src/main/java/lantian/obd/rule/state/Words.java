package lantian.obd.rule.state;

import lantian.obd.packet.Signal;

/**
 * Limits turned into raw words (原始值), once, when a rule set is read: afterwards the rules compare
 * whole numbers, so that no rounding of a scale and no NaN can make or hide a breach.
 */
public final class Words {
  private Words() {}

  /** Greatest raw word whose value is at most {@code limit}; −1 if even 0 is above. */
  public static long atMost(Signal signal, double limit) {
    long milliLimit = Math.round(limit * 1000);
    long low = -1;
    long high = 0xFFFF_FFFFL;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (milli(signal, middle) <= milliLimit) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Least raw word whose value is at least {@code limit}. */
  public static long atLeast(Signal signal, double limit) {
    long below = atMost(signal, limit);
    return below >= 0 && milli(signal, below) == Math.round(limit * 1000) ? below : below + 1;
  }

  /** Greatest number of raw words that lie at most {@code difference} apart. */
  public static long apart(Signal signal, double difference) {
    return (long) Math.floor(Math.round(difference * 1000) / (signal.scale() * 1000) + 1e-9);
  }

  /** Value of a raw word in thousandths of the signal's unit. */
  public static long milli(Signal signal, long raw) {
    return Math.round((raw * signal.scale() + signal.offset()) * 1000);
  }
}
