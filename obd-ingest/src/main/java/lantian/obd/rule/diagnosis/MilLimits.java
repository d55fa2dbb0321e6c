package lantian.obd.rule.diagnosis;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;

/**
 * Limits of the lamp rule.
 *
 * @param milliHours driving hours, thousandths
 * @param seconds the same in seconds
 * @param engineOnRaw least engine speed that counts as running
 * @param gapSeconds longest time between two engine-on seconds that counts as driven
 * @param blockGapSeconds longest time between two OBD blocks over which the lamp is believed on
 */
record MilLimits(
    long milliHours, long seconds, long engineOnRaw, int gapSeconds, int blockGapSeconds) {
  static MilLimits read(LimitsBlock block) {
    double hours = block.number("hours", "h", 0.001, 10_000);
    return new MilLimits(
        Math.round(hours * 1000),
        Math.round(hours * 3600),
        Words.atLeast(Signal.ENGINE_SPEED, block.number("engineOnRpm", "rpm", 1, 2000)),
        block.whole("gapSeconds", "s", 1, 86_400),
        block.whole("blockGapSeconds", "s", 1, 31 * 86_400));
  }
}
