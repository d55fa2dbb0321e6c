package lantian.obd.rule.exhaust;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Watched;

/**
 * The SCR inlet temperature does not move under changing load (SCR入口温度停滞), {@code
 * OBD-INLET-FROZEN}. See spec clauses 10 and 11.
 */
public final class FrozenInlet {
  public static final Watched READING =
      new Watched(
          "OBD-INLET-FROZEN",
          Signal.SCR_INLET_TEMPERATURE,
          Cause.TEMPERATURE_UNKNOWN,
          Cause.TEMPERATURE_UNKNOWN,
          false,
          false,
          new Rule.Portrait(
              new Wording("SCR入口温度停滞", "SCR inlet temperature frozen"),
              new Wording(
                  "预热后燃料流量有足够变化，而SCR入口温度长时间不出允许波动带。",
                  "SCR inlet temperature inside a narrow band for long, warm, while the fuel rate moved far enough."),
              new Wording(
                  "排温随负荷变化：恒定的低温使后处理不喷射、使其他限值不适用。",
                  "Exhaust temperature follows load: a constant low one keeps dosing off and other limits from applying."),
              new Wording("随时间漂移的假信号看不见。", "A faked signal that drifts.")),
          new Wording(
              "负荷变化时SCR入口温度停在%s °C附近不动，累计%s分钟（限值%s分钟）",
              "the SCR inlet temperature stood still near %s °C under changing load for %s minutes (limit %s)"));

  private FrozenInlet() {}
}
