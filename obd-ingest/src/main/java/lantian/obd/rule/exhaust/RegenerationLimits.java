package lantian.obd.rule.exhaust;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.Words;

/**
 * Limits of the rule for a filter that is never regenerated.
 *
 * @param duty when it looks
 * @param gapSeconds longest time between two items that counts
 * @param mostKmh greatest speed at which an odometer difference is believed
 * @param heatRaw inlet temperature of a regeneration, raw word
 * @param heatSeconds how long it must last to be one
 * @param leastFlowRaw least intake air at which pressures are compared, raw word
 * @param mostFlowRaw greatest one
 * @param blockSeconds time over which they are averaged
 * @param reliefPct share of the greatest mean at which the filter is relieved
 * @param growthPct share of the least mean from which it has grown
 * @param leastMilli pressure drop from which it is told, thousandths of a kPa
 * @param distanceMilli distance, thousandths of a km
 * @param distanceRaw the same, raw words
 * @param holdSeconds time under observation
 */
record RegenerationLimits(
    Duty duty,
    int gapSeconds,
    int mostKmh,
    long heatRaw,
    int heatSeconds,
    long leastFlowRaw,
    long mostFlowRaw,
    int blockSeconds,
    int reliefPct,
    int growthPct,
    long leastMilli,
    long distanceMilli,
    long distanceRaw,
    long holdSeconds) {
  private static final int DAY = 86_400;

  static RegenerationLimits read(LimitsBlock block) {
    double distance = block.number("distanceKm", "km", 0.1, 100_000);
    return new RegenerationLimits(
        Duty.read(block, false),
        block.whole("gapSeconds", "s", 1, DAY),
        block.whole("mostKmh", "km/h", 1, 300),
        Words.atLeast(Signal.SCR_INLET_TEMPERATURE, block.number("heatCelsius", "°C", 0, 800)),
        block.whole("heatSeconds", "s", 1, DAY),
        Words.atLeast(Signal.INTAKE_AIR, block.number("leastKgh", "kg/h", 1, 3000)),
        Words.atMost(Signal.INTAKE_AIR, block.number("mostKgh", "kg/h", 1, 3000)),
        block.whole("blockSeconds", "s", 1, DAY),
        block.whole("reliefPct", "%", 1, 100),
        block.whole("growthPct", "%", 101, 10_000),
        Math.round(block.number("leastKpa", "kPa", 0.1, 200) * 1000),
        Math.round(distance * 1000),
        Words.atLeast(Signal.ODOMETER, distance),
        Math.round(block.number("hours", "h", 0.001, 10_000) * 3600));
  }

  boolean flows(long raw) {
    return raw >= leastFlowRaw && raw <= mostFlowRaw;
  }
}
