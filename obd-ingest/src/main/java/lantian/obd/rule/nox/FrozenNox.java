package lantian.obd.rule.nox;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Watched;

/**
 * Downstream NOx does not move under changing load (SCR下游NOx读数停滞), {@code OBD-NOX-FROZEN}. See spec
 * clauses 10 and 11.
 */
public final class FrozenNox {
  public static final Watched READING =
      new Watched(
          "OBD-NOX-FROZEN",
          Signal.NOX_DOWNSTREAM,
          Cause.NOX_UNKNOWN,
          Cause.NOX_SATURATED,
          true,
          false,
          new Rule.Portrait(
              new Wording("SCR下游NOx读数停滞", "Downstream NOx frozen"),
              new Wording(
                  "预热后且SCR入口温度在规定范围内，燃料流量有足够变化，而下游NOx长时间不出允许波动带。",
                  "Downstream NOx inside a narrow band for long, warm, with the SCR inlet in the given range, while the fuel rate moved far enough."),
              new Wording(
                  "真实传感器随负荷与喷射波动：恒定读数说明模拟器、恒0或恒−200的替代信号。",
                  "A real sensor moves with load and dosing: a constant one is an emulator, or a stand-in of constant 0 or −200."),
              new Wording(
                  "会抖动的模拟器看不见；读数精度很粗的传感器可能误入。",
                  "An emulator that jitters; a sensor with coarse steps may look like it.")),
          new Wording(
              "负荷变化时下游NOx停在%s ppm附近不动，累计%s分钟（限值%s分钟）",
              "downstream NOx stood still near %s ppm under changing load for %s minutes (limit %s)"));

  private FrozenNox() {}
}
