package lantian.obd.rule.reagent;

import java.util.List;
import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the rule for too little reagent.
 *
 * @param track when the level is followed
 * @param least least share of reagent by stage
 * @param tank the largest tank in millilitres
 * @param leastTank the smallest volume in litres that is believed of a filed one
 * @param room hundredths of a filed volume that count
 * @param fuelRaw fuel after which it is told in any tank, raw words times seconds
 * @param stepMilli step of a coarse level sensor, thousandths of a per cent
 * @param flatRaw greatest spread of levels that the rule for a level at rest sees, raw words
 * @param custom what is learned of the vehicle itself
 */
record LowUseLimits(
    TrackLimits track,
    List<Least> least,
    long tank,
    double leastTank,
    long room,
    long fuelRaw,
    long stepMilli,
    long flatRaw,
    Custom.Limits custom) {

  /** The least share of reagent in the fuel of a stage, thousandths of a per cent. */
  record Least(String stage, long milli) {}

  static LowUseLimits read(LimitsBlock block) {
    return new LowUseLimits(
        TrackLimits.read(block),
        block.numbers("leastPct", "%", 0.01, 100).entrySet().stream()
            .map(e -> new Least(e.getKey(), Math.round(e.getValue() * 1000)))
            .toList(),
        Math.round(block.number("tankLitres", "L", 1, 1000) * 1000),
        block.number("tankLeastLitres", "L", 0.1, 1000),
        block.whole("tankRoomPct", "%", 100, 1000),
        Words.atLeast(Signal.FUEL_RATE, block.number("fuelLitres", "L", 0.01, 100_000) * 3600),
        Math.round(block.number("stepPct", "%", 0.4, 100) * 1000),
        Words.atMost(Signal.REAGENT_LEVEL, block.number("flatPct", "%", 0, 50)),
        new Custom.Limits(
            Words.atLeast(Signal.FUEL_RATE, block.number("ownLitres", "L", 0.01, 100_000) * 3600),
            block.whole("ownTimes", "", 1, 100),
            block.whole("ownPct", "%", 0, 99)));
  }

  @Nullable Least least(@Nullable String stage) {
    for (int i = 0; i < least.size(); i++) {
      if (least.get(i).stage.equals(stage)) {
        return least.get(i);
      }
    }
    return null;
  }

  /** What is asked of a vehicle of which this is known before and filed. */
  Ask ask(Least stage, Custom known, @Nullable Double filedTank) {
    long volume = volume(filedTank);
    long due = Math.max(stage.milli, known.least(volume, custom));
    return new Ask(due, volume, Math.min(fuelRaw, Lack.used(stepMilli, volume) / due));
  }

  /** The tank that is filed, if it can be one, or the largest, in millilitres. */
  private long volume(@Nullable Double filed) {
    return filed != null && filed >= leastTank
        ? Math.min(tank, Math.round(filed * 10 * room))
        : tank;
  }

  /**
   * What is asked of a block.
   *
   * @param due least share of reagent in the fuel, thousandths of a per cent
   * @param tank volume of the tank in millilitres
   * @param fuelRaw fuel on which a step of the level is due, or the limit's if that is less; raw
   *     words times seconds
   */
  record Ask(long due, long tank, long fuelRaw) {}
}
