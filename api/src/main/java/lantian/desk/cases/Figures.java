package lantian.desk.cases;

import java.time.Instant;

/**
 * What was measured against what (测量结果).
 *
 * @param measured the quantity compared with the limit
 * @param peak its greatest value
 * @param peakAt when that was
 * @param limit the limit
 * @param unit unit of the three
 * @param score 0–100; 50 at the limit
 */
public record Figures(
    double measured, double peak, Instant peakAt, double limit, String unit, int score) {
  /** Refuses what is no number. */
  public Figures {
    if (!Double.isFinite(measured) || !Double.isFinite(peak) || !Double.isFinite(limit)) {
      throw new IllegalArgumentException("a figure is not finite");
    }
  }
}
