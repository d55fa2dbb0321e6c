package lantian.obd.rule.reagent;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * In which operation the reagent level is followed (反应剂液位跟踪条件), raw words where not said otherwise.
 *
 * @param engineOnRaw least engine speed that counts as running
 * @param lowestRaw least level that is followed
 * @param mostRaw greatest level that is followed; above it a full tank can hide what is used
 * @param inletRaw least SCR inlet temperature at which fuel counts
 * @param inletMostRaw greatest one
 * @param gapSeconds longest time between two items over which fuel counts
 * @param unseenRaw distance driven in a longer one above which a refill could lie in it
 * @param blockSeconds time over which the level is averaged
 * @param refillMilli rise above the lowest mean that is a refill, thousandths of a per cent
 */
record TrackLimits(
    long engineOnRaw,
    long lowestRaw,
    long mostRaw,
    long inletRaw,
    long inletMostRaw,
    int gapSeconds,
    long unseenRaw,
    int blockSeconds,
    long refillMilli) {
  private static final int DAY = 86_400;

  static TrackLimits read(LimitsBlock block) {
    return new TrackLimits(
        Words.atLeast(Signal.ENGINE_SPEED, block.number("engineOnRpm", "rpm", 1, 2000)),
        Words.atLeast(Signal.REAGENT_LEVEL, block.number("lowestPct", "%", 0, 100)),
        Words.atMost(Signal.REAGENT_LEVEL, block.number("mostPct", "%", 0, 100)),
        Words.atLeast(Signal.SCR_INLET_TEMPERATURE, block.number("inletCelsius", "°C", 0, 800)),
        Words.atMost(Signal.SCR_INLET_TEMPERATURE, block.number("inletMostCelsius", "°C", 0, 800)),
        block.whole("gapSeconds", "s", 1, DAY),
        Words.atMost(Signal.ODOMETER, block.number("unseenKm", "km", 0, 1000)),
        block.whole("blockSeconds", "s", 1, DAY),
        Math.round(block.number("refillPct", "%", 0.1, 100) * 1000));
  }

  /** Null if the item shows level, fuel and heat of a running engine; else what it says instead. */
  @Nullable Sight refusal(Reading item, boolean listed) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      return Sight.unknown(Cause.ENGINE_UNKNOWN);
    }
    if (item.raw(Signal.ENGINE_SPEED) < engineOnRaw) {
      return Sight.APART;
    }
    if (!listed) {
      return Sight.unknown(Cause.STAGE_UNKNOWN);
    }
    if (!item.usable(Signal.REAGENT_LEVEL) || item.raw(Signal.REAGENT_LEVEL) < lowestRaw) {
      return Sight.unknown(Cause.LEVEL_UNKNOWN);
    }
    if (!item.usable(Signal.FUEL_RATE)) {
      return Sight.unknown(Cause.FUEL_UNKNOWN);
    }
    if (!item.usable(Signal.SCR_INLET_TEMPERATURE)) {
      return Sight.unknown(Cause.TEMPERATURE_UNKNOWN);
    }
    return item.raw(Signal.REAGENT_LEVEL) > mostRaw ? Sight.APART : null;
  }

  /** True if the SCR of an item that is not refused doses and does not regenerate. */
  boolean hot(Reading item) {
    long inlet = item.raw(Signal.SCR_INLET_TEMPERATURE);
    return inlet >= inletRaw && inlet <= inletMostRaw;
  }
}
