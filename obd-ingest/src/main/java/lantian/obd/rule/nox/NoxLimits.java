package lantian.obd.rule.nox;

import java.util.HashMap;
import java.util.Map;
import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the NOx rule, temperatures and concentrations as raw words.
 *
 * @param stages limit by emission stage
 * @param engineOnRaw least engine speed that counts as running
 * @param inletRaw least SCR inlet temperature
 * @param outletRaw least SCR outlet temperature where it stands in
 * @param inletMissingSeconds how long the inlet must have been away before the outlet stands in
 * @param warmUpSeconds time after engine start that is not judged
 * @param runGapSeconds longest silence within one engine run
 * @param holdSeconds how long the breach must last
 * @param gapSeconds longest time between two judged samples of a streak
 * @param endSeconds how long NOx must stay low until a told breach is over
 */
record NoxLimits(
    Map<String, Stage> stages,
    long engineOnRaw,
    long inletRaw,
    long outletRaw,
    int inletMissingSeconds,
    int warmUpSeconds,
    int runGapSeconds,
    int holdSeconds,
    int gapSeconds,
    int endSeconds) {
  private static final int DAY = 86_400;

  /**
   * The limit of one emission stage.
   *
   * @param limitMilli thousandths of a ppm
   * @param limitRaw greatest raw word that is not above the limit
   * @param endRaw greatest raw word that counts as low again once a breach was told
   */
  record Stage(long limitMilli, long limitRaw, long endRaw) {}

  static NoxLimits read(LimitsBlock block) {
    Map<String, Double> ppm = block.numbers("ppm", "ppm", 1, 3000);
    double endShare = block.number("endShare", "", 0.1, 1);
    Map<String, Stage> stages = new HashMap<>();
    ppm.forEach((stage, limit) -> stages.put(stage, stage(limit, endShare)));
    return new NoxLimits(
        Map.copyOf(stages),
        Words.atLeast(Signal.ENGINE_SPEED, block.number("engineOnRpm", "rpm", 1, 2000)),
        Words.atLeast(Signal.SCR_INLET_TEMPERATURE, block.number("inletCelsius", "°C", 0, 800)),
        Words.atLeast(Signal.SCR_OUTLET_TEMPERATURE, block.number("outletCelsius", "°C", 0, 800)),
        block.whole("inletMissingSeconds", "s", 1, DAY),
        block.whole("warmUpSeconds", "s", 0, DAY),
        block.whole("runGapSeconds", "s", 1, DAY),
        block.whole("holdSeconds", "s", 1, DAY),
        block.whole("gapSeconds", "s", 1, DAY),
        block.whole("endSeconds", "s", 1, DAY));
  }

  private static Stage stage(double ppm, double endShare) {
    return new Stage(
        Math.round(ppm * 1000),
        Words.atMost(Signal.NOX_DOWNSTREAM, ppm),
        Words.atMost(Signal.NOX_DOWNSTREAM, ppm * endShare));
  }

  /** The limit of a stage, null if the stage is unknown or not listed. */
  @Nullable Stage stage(@Nullable String stage) {
    return stage == null ? null : stages.get(stage);
  }
}
