package lantian.obd.rule.reagent;

import java.util.List;
import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the rule for water in the tank.
 *
 * @param track when the level is followed
 * @param stages emission stages to which the rule applies
 * @param least upstream NOx from which an item says something, thousandths of a ppm
 * @param pairs share of a block's items that must say something, per cent
 * @param remaining what may be left of the upstream NOx, thousandths of a per cent
 * @param smallest what is asked where no tank is filed: the smallest one
 * @param leastTank the smallest volume in litres that is believed of a filed one
 * @param mostTank the greatest one
 * @param room hundredths of the true volume that may be filed
 * @param filedShare reagent in the fuel from which dosing is proven in a filed tank, thousandths of
 *     a per cent
 * @param noise fall of the level that says nothing, thousandths of a per cent
 * @param fuelRaw fuel after which it is told, raw words times seconds
 * @param refuteWeight how much fuel burnt in vain a fuel that was not takes back
 */
record WaterLimits(
    TrackLimits track,
    List<String> stages,
    long least,
    int pairs,
    long remaining,
    Proof smallest,
    double leastTank,
    double mostTank,
    long room,
    long filedShare,
    long noise,
    long fuelRaw,
    int refuteWeight) {

  /**
   * What proves that a vehicle doses.
   *
   * @param tank volume in which the level's falls count, millilitres
   * @param share reagent in the fuel, thousandths of a per cent
   */
  record Proof(long tank, long share) {}

  /** What proves it of a vehicle whose register entry names this volume in litres, or none. */
  Proof proof(@Nullable Double filed) {
    return filed != null && filed >= leastTank && filed <= mostTank
        ? new Proof(Math.round(filed * 100_000 / room), filedShare)
        : smallest;
  }

  static WaterLimits read(LimitsBlock block) {
    return new WaterLimits(
        TrackLimits.read(block),
        List.copyOf(block.names("stages")),
        Math.round(block.number("leastPpm", "ppm", 1, 3000) * 1000),
        block.whole("pairedPct", "%", 1, 100),
        Math.round(block.number("remainingPct", "%", 1, 100) * 1000),
        new Proof(
            Math.round(block.number("tankLitres", "L", 1, 1000) * 1000),
            Math.round(block.number("dosedPct", "%", 0.01, 100) * 1000)),
        block.number("tankLeastLitres", "L", 0.1, 1000),
        block.number("tankMostLitres", "L", 0.1, 1000),
        block.whole("tankRoomPct", "%", 100, 1000),
        Math.round(block.number("dosedFiledPct", "%", 0.01, 100) * 1000),
        Math.round(block.number("noisePct", "%", 0, 100) * 1000),
        Words.atLeast(Signal.FUEL_RATE, block.number("fuelLitres", "L", 0.01, 100_000) * 3600),
        block.whole("refuteWeight", "", 1, 1000));
  }

  boolean applies(@Nullable String stage) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).equals(stage)) {
        return true;
      }
    }
    return false;
  }
}
