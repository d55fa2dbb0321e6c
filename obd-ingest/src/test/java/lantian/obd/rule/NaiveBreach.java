package lantian.obd.rule;

import org.jspecify.annotations.Nullable;

/**
 * A breach found by scanning.
 *
 * @param told its figures when it was told
 * @param closed its final figures, null while it is open
 */
record NaiveBreach(Figures told, @Nullable Figures closed) {

  /** Figures of a breach, numbers in thousandths. */
  record Figures(
      String set,
      long start,
      long last,
      long peakAt,
      long measured,
      long peak,
      long limit,
      long detail,
      boolean verified) {}
}
