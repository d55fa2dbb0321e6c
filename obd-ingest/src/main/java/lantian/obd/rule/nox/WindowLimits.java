package lantian.obd.rule.nox;

import java.util.HashMap;
import java.util.Map;
import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.Words;

/**
 * Limits of work windows.
 *
 * @param duty which seconds are taken
 * @param pauseSeconds longest time without any before all begins anew
 * @param stages what applies to an emission stage
 * @param factor g NOx per ppm and kg of exhaust, millionths
 * @param density kg of fuel per litre, hundredths
 * @param mostFuel specific fuel consumption above which torque can't be right, g/kWh
 * @param windows balance of windows at which it is told
 * @param refuteWeight how many windows one below the limit takes back
 */
public record WindowLimits(
    Duty duty,
    int pauseSeconds,
    Map<String, Stage> stages,
    long factor,
    long density,
    int mostFuel,
    int windows,
    int refuteWeight) {
  private static final double RPM_NM_PER_KW = 9549;

  /**
   * What applies to one emission stage.
   *
   * @param limit specific NOx, thousandths of g/kWh, with the margin
   * @param end specific NOx up to which a window speaks against what was told, thousandths of g/kWh
   * @param power least mean power of a valid window, per cent of the rated power
   */
  public record Stage(long limit, long end, int power) {}

  static WindowLimits read(LimitsBlock block) {
    Map<String, Double> limits = block.numbers("gramPerKwh", "g/kWh", 0.01, 100);
    double margin = block.number("margin", "", 1, 10);
    double endShare = block.number("endShare", "", 0.1, 1);
    Map<String, Double> power = block.numbers("leastPowerPct", "%", 0, 100);
    Map<String, Stage> stages = new HashMap<>();
    limits.forEach((stage, limit) -> {
      Double least = power.get(stage);
      long milli = Math.round(limit * margin * 1000);
      if (least != null) {
        stages.put(stage, new Stage(milli, Math.round(milli * endShare), (int) Math.ceil(least)));
      }
    });
    return new WindowLimits(
        Duty.read(block, true),
        block.whole("pauseSeconds", "s", 1, 31 * 86_400),
        Map.copyOf(stages),
        Math.round(block.number("gramFactor", "", 0.0001, 0.01) * 1_000_000),
        Math.round(block.number("fuelKgPerLitre", "kg/L", 0.5, 1) * 100),
        block.whole("mostFuelGramPerKwh", "g/kWh", 100, 10_000),
        block.whole("windows", "", 1, 1000),
        block.whole("refuteWeight", "", 1, 1000));
  }

  /** Millijoules of one second; motoring does no work. */
  static long work(Reading item, long torque) {
    long percent = Math.max(0, Words.milli(Signal.NET_TORQUE, item.raw(Signal.NET_TORQUE)) / 1000);
    // per cent × mNm × 0.125 rpm
    return percent * torque * item.raw(Signal.ENGINE_SPEED) * 10 / (long) (8 * RPM_NM_PER_KW);
  }

  /** Micrograms of one second; a negative concentration is none. */
  long nox(Reading item) {
    long ppm = Words.milli(Signal.NOX_DOWNSTREAM, item.raw(Signal.NOX_DOWNSTREAM));
    // both in 0.05 of their unit, so the flow comes in 0.0005 kg/h
    long flow = item.raw(Signal.INTAKE_AIR) * 100 + item.raw(Signal.FUEL_RATE) * density;
    return Math.max(0, ppm) * flow * factor / 7_200_000_000L;
  }

  /** True if the window's mean power is enough and its fuel fits its work. */
  boolean valid(Work window, Stage stage, Rating rating) {
    long joules = window.joules();
    return joules * 100 >= window.seconds() * rating.power() * stage.power()
        && window.fuel() * density * 500 <= mostFuel * joules;
  }
}
