package lantian.obd.quality;

/**
 * A share as it is kept (分子分母): sums of both make the share of many days, a mean of shares does
 * not.
 *
 * @param numerator what counts, at least 0
 * @param denominator out of how many, at least the numerator; 0 means that nothing could be said
 */
public record Ratio(long numerator, long denominator) {
  /** Nothing could be said. */
  public static final Ratio NONE = new Ratio(0, 0);

  /** Refuses what is no share. */
  public Ratio {
    if (numerator < 0 || numerator > denominator) {
      throw new IllegalArgumentException(numerator + " of " + denominator);
    }
  }
}
