package lantian.obd.rule.nox;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.Spell;
import lantian.obd.rule.state.Unrelated;
import lantian.obd.rule.state.Words;

/**
 * Limits of a sensor that does not follow the engine.
 *
 * @param duty when it is looked for
 * @param pauseSeconds longest time without a usable item before all begins anew
 * @param blockSeconds length of a block, so long that a sensor's delay does not matter
 * @param leastItems usable items from which a block counts
 * @param stretchBlocks blocks of a stretch, over which the relation is taken
 * @param stretches stretches in succession without relation after which it is told
 * @param classRaw width of a class of fuel rate, raw words
 * @param mostExplained greatest share of the variance of NOx explained by these classes that is no
 *     relation, thousandths of a per cent
 * @param related share from which there is a relation, thousandths of a per cent; what lies between
 *     the two says nothing
 * @param fuelRaw least standard deviation of the fuel rate, raw words
 * @param noxRaw least standard deviation of upstream NOx, raw words
 * @param silentRaw greatest raw word of a sensor that is taken not to measure
 */
public record UnrelatedLimits(
    Duty duty,
    int pauseSeconds,
    int blockSeconds,
    int leastItems,
    int stretchBlocks,
    int stretches,
    long classRaw,
    long mostExplained,
    long related,
    long fuelRaw,
    long noxRaw,
    long silentRaw) {
  static UnrelatedLimits read(LimitsBlock block) {
    return new UnrelatedLimits(
        Duty.read(block, true),
        block.whole("pauseSeconds", "s", 1, 31 * 86_400),
        block.whole("blockSeconds", "s", 1, 600),
        block.whole("leastItems", "", 1, 600),
        block.whole("stretchBlocks", "", 3, 1000),
        block.whole("stretches", "", 1, 100),
        Words.apart(Signal.FUEL_RATE, block.number("classLph", "L/h", 0.05, 100)),
        Math.round(block.number("mostExplainedPct", "%", 0.1, 90) * 1000),
        Math.round(block.number("relatedPct", "%", 0.1, 100) * 1000),
        Words.apart(Signal.FUEL_RATE, block.number("fuelDeviationLph", "L/h", 0.05, 100)),
        Words.apart(Signal.NOX_UPSTREAM, block.number("noxDeviationPpm", "ppm", 0.05, 1000)),
        Words.atMost(Signal.NOX_UPSTREAM, block.number("silentPpm", "ppm", -200, 100)));
  }

  /** True if the sensor before the SCR measures. */
  boolean measured(Reading item) {
    return item.usable(Signal.NOX_UPSTREAM) && item.raw(Signal.NOX_UPSTREAM) > silentRaw;
  }

  /** What so many blocks observe. */
  long seconds(int blocks) {
    return (long) blocks * blockSeconds;
  }

  /** What is told. */
  Unrelated.Bounds bounds() {
    long minutes = Spell.minutes(seconds(stretches * stretchBlocks));
    return new Unrelated.Bounds(related, mostExplained, stretches, minutes);
  }
}
