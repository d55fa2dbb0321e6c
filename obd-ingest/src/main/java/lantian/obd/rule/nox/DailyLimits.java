package lantian.obd.rule.nox;

import java.util.HashMap;
import java.util.Map;
import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.Words;

/**
 * Limits of the daily distribution.
 *
 * @param duty which seconds are valid
 * @param stages concentration by emission stage
 * @param leastSeconds valid seconds from which a day counts
 * @param share of the valid seconds, above which a day is high, thousandths of a per cent
 * @param days high days after which it is told, and good days after which it is over
 * @param windowDays calendar days within which the high days must lie
 */
public record DailyLimits(
    Duty duty,
    Map<String, Ceiling> stages,
    int leastSeconds,
    long share,
    int days,
    int windowDays) {
  static final int MOST_DAYS = 7;

  /**
   * A concentration that may be reached and not exceeded.
   *
   * @param milli thousandths of a ppm
   * @param raw greatest raw word that is not above it
   */
  public record Ceiling(long milli, long raw) {}

  static DailyLimits read(LimitsBlock block) {
    Map<String, Ceiling> stages = new HashMap<>();
    block.numbers("ppm", "ppm", 1, 1000).forEach((stage, ppm) -> stages.put(stage, ceiling(ppm)));
    return new DailyLimits(
        Duty.read(block, true),
        Map.copyOf(stages),
        block.whole("leastSeconds", "s", 1, 86_400),
        Math.round(block.number("sharePct", "%", 1, 99) * 1000),
        block.whole("days", "d", 1, MOST_DAYS),
        block.whole("windowDays", "d", 1, 31));
  }

  private static Ceiling ceiling(double ppm) {
    return new Ceiling(Math.round(ppm * 1000), Words.atMost(Signal.NOX_DOWNSTREAM, ppm));
  }
}
