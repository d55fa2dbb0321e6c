package lantian.obd.rule.exhaust;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Watched;

/**
 * The coolant temperature does not move across rests (冷却液温度停滞), {@code OBD-COOLANT-FROZEN}. See
 * spec clauses 10 and 11.
 */
public final class FrozenCoolant {
  public static final Watched READING =
      new Watched(
          "OBD-COOLANT-FROZEN",
          Signal.COOLANT_TEMPERATURE,
          Cause.COOLANT_UNKNOWN,
          Cause.COOLANT_UNKNOWN,
          false,
          true,
          new Rule.Portrait(
              new Wording("冷却液温度停滞", "Coolant temperature frozen"),
              new Wording(
                  "发动机停够规定时间又起动若干次，其间燃料流量有足够变化，而冷却液温度始终不出允许波动带。",
                  "Coolant temperature inside a narrow band across a number of starts after long rests, while the fuel rate moved far enough."),
              new Wording(
                  "停车数小时后水温必然下降：仍然不变说明信号被替代；热管理与排放控制都以它为前提。",
                  "After hours of rest it has fallen: one that has not is a stand-in, and warm-up and emission control rest on it."),
              new Wording(
                  "节温器使热机水温长时间不变，因此只看跨越停车的停滞；装有驻车加热器的车辆须由人核实。",
                  "A thermostat holds it while warm, so only what spans rests counts; a parking heater has to be ruled out by a person.")),
          new Wording(
              "发动机多次冷却后起动，冷却液温度仍停在%s °C附近不动，运转累计%s分钟（限值%s分钟）",
              "the engine was started again after rests in which it grows cold, and the coolant temperature stood still near %s °C for %s minutes of running (limit %s)"));

  private FrozenCoolant() {}
}
