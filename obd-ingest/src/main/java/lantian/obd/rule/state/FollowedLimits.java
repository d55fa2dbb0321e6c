package lantian.obd.rule.state;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;

/**
 * Limits of a reading that does not follow (跟随性限值).
 *
 * @param duty when it is looked for
 * @param hotRaw least raw word of the other temperature, 0 if it is not asked
 * @param gapSeconds longest time between two items of a slice, and of neighbouring ones
 * @param pauseSeconds longest time without a usable item before all begins anew
 * @param sliceSeconds length of a slice, so long that the delay of the reading does not matter
 * @param leastItems usable items from which a slice counts
 * @param stretchPairs pairs of neighbouring slices over which the relation is taken
 * @param stretches stretches in succession without relation after which it is told
 * @param mostExplained greatest share explained that is no relation, thousandths of a per cent
 * @param related share from which there is a relation, thousandths of a per cent; what lies between
 *     the two says nothing
 * @param fuelRaw least standard deviation of the fuel rate, raw words
 * @param readingRaw least standard deviation of the reading, raw words
 */
public record FollowedLimits(
    Duty duty,
    long hotRaw,
    int gapSeconds,
    int pauseSeconds,
    int sliceSeconds,
    int leastItems,
    int stretchPairs,
    int stretches,
    long mostExplained,
    long related,
    long fuelRaw,
    long readingRaw) {
  /** What so many pairs observe. */
  long seconds(int pairs) {
    return (long) pairs * sliceSeconds;
  }

  /** What is told. */
  Unrelated.Bounds bounds() {
    long minutes = Spell.minutes(seconds(stretches * stretchPairs));
    return new Unrelated.Bounds(related, mostExplained, stretches, minutes);
  }

  private static final int DAY = 86_400;

  static FollowedLimits read(LimitsBlock block, Followed followed) {
    Signal hot = followed.hot();
    return new FollowedLimits(
        Duty.read(block, true),
        hot == null ? 0 : Words.atLeast(hot, block.number("outletCelsius", "°C", 0, 800)),
        block.whole("gapSeconds", "s", 1, DAY),
        block.whole("pauseSeconds", "s", 1, 31 * DAY),
        block.whole("blockSeconds", "s", 1, 3600),
        block.whole("leastItems", "", 1, 3600),
        block.whole("stretchPairs", "", 3, 1000),
        block.whole("stretches", "", 1, 100),
        Math.round(block.number("mostExplainedPct", "%", 0.1, 90) * 1000),
        Math.round(block.number("relatedPct", "%", 0.1, 100) * 1000),
        Words.apart(Signal.FUEL_RATE, block.number("fuelDeviationLph", "L/h", 0.05, 100)),
        Words.apart(
            followed.signal(), block.number("deviation", followed.signal().unit(), 0, 1000)));
  }
}
