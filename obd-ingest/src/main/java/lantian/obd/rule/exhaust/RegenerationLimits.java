package lantian.obd.rule.exhaust;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
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
 * @param warmRaw least inlet temperature at which they are, raw word
 * @param compared volume flow to which they are converted, see {@link Resistance}
 * @param blockSeconds time over which they are averaged
 * @param reliefPct share of the greatest mean at which the filter is relieved
 * @param jumpPct share of the mean before at which something else than soot happened
 * @param growthPct share of the least mean from which it has grown
 * @param leastMilli pressure drop from which it is told if it has grown by just that, thousandths
 *     of a kPa; with more growth so much less is enough
 * @param floorMilli pressure drop that it takes with any growth, thousandths of a kPa
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
    long warmRaw,
    long compared,
    int blockSeconds,
    int reliefPct,
    int jumpPct,
    int growthPct,
    long leastMilli,
    long floorMilli,
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
        Words.atLeast(Signal.SCR_INLET_TEMPERATURE, block.number("warmCelsius", "°C", 0, 800)),
        Resistance.flow(
            Words.atLeast(Signal.INTAKE_AIR, block.number("comparedKgh", "kg/h", 1, 3000)),
            Words.atLeast(
                Signal.SCR_INLET_TEMPERATURE, block.number("comparedCelsius", "°C", 0, 800))),
        block.whole("blockSeconds", "s", 1, DAY),
        block.whole("reliefPct", "%", 1, 100),
        block.whole("jumpPct", "%", 101, 10_000),
        block.whole("growthPct", "%", 101, 10_000),
        Math.round(block.number("leastKpa", "kPa", 0.1, 200) * 1000),
        Math.round(block.number("floorKpa", "kPa", 0.1, 200) * 1000),
        Math.round(distance * 1000),
        Words.atLeast(Signal.ODOMETER, distance),
        Math.round(block.number("hours", "h", 0.001, 10_000) * 3600));
  }

  /** True if an item that shows heat and flow may be compared by its pressure. */
  boolean compares(Reading item) {
    long air = item.raw(Signal.INTAKE_AIR);
    long inlet = item.raw(Signal.SCR_INLET_TEMPERATURE);
    return air >= leastFlowRaw && air <= mostFlowRaw && inlet >= warmRaw && inlet < heatRaw;
  }

  /** True if a filter with such a mean after such a least one holds far more than it should. */
  boolean loaded(long mean, long lowest) {
    return lowest < leastMilli
        && mean >= floorMilli
        && mean * 100 >= lowest * growthPct
        && mean * mean * 100 >= leastMilli * growthPct * lowest;
  }
}
