package lantian.obd.rule.reagent;

import java.util.Set;
import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;

/**
 * Limits of the reagent rule.
 *
 * @param stages emission stages whose vehicles have a reagent
 * @param engineOnRaw least engine speed that counts as running
 * @param lowestRaw least level that is judged
 * @param toleranceRaw greatest distance from the level at the start, in raw words
 * @param distanceMilli distance in metres (thousandths of a km)
 * @param distanceRaw the same in raw words
 * @param fuelRaw fuel in raw words times seconds
 * @param gapSeconds longest time between two observations over which distance and fuel count
 * @param unseenRaw distance driven in a longer gap above which the stretch begins anew, raw words
 * @param mostKmh greatest speed at which an odometer difference is believed
 */
record ReagentLimits(
    Set<String> stages,
    long engineOnRaw,
    long lowestRaw,
    long toleranceRaw,
    long distanceMilli,
    long distanceRaw,
    long fuelRaw,
    int gapSeconds,
    long unseenRaw,
    int mostKmh) {
  static ReagentLimits read(LimitsBlock block) {
    double distance = block.number("distanceKm", "km", 1, 100_000);
    return new ReagentLimits(
        Set.copyOf(block.names("stages")),
        Words.atLeast(Signal.ENGINE_SPEED, block.number("engineOnRpm", "rpm", 1, 2000)),
        Words.atLeast(Signal.REAGENT_LEVEL, block.number("lowestPct", "%", 0, 100)),
        Words.atMost(Signal.REAGENT_LEVEL, block.number("tolerancePct", "%", 0, 50)),
        Math.round(distance * 1000),
        Words.atLeast(Signal.ODOMETER, distance),
        Words.atLeast(Signal.FUEL_RATE, block.number("fuelLitres", "L", 0, 10_000) * 3600),
        block.whole("gapSeconds", "s", 1, 86_400),
        Words.atMost(Signal.ODOMETER, block.number("unseenKm", "km", 0, 1000)),
        block.whole("mostKmh", "km/h", 1, 300));
  }

  boolean passed(long distance, long fuel) {
    return distance >= distanceRaw && fuel >= fuelRaw;
  }

  /**
   * Greatest believable odometer difference in so many seconds; one word more for its resolution.
   */
  long mostRaw(long seconds) {
    return mostKmh * 10L * seconds / 3600 + 1;
  }
}
