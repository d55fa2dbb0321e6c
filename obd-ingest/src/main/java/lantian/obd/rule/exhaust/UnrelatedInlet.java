package lantian.obd.rule.exhaust;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Followed;

/**
 * The SCR inlet temperature does not follow the load (SCR入口温度与负荷无关), {@code
 * OBD-TEMPERATURE-UNRELATED}. See spec clause 11.
 *
 * <p>The filter before the SCR stores heat for minutes, so that the temperature itself is a poor
 * witness. What it became, given what it was a few minutes ago, is not: fuel heats, idling cools.
 */
public final class UnrelatedInlet {
  public static final Followed READING =
      new Followed(
          "OBD-TEMPERATURE-UNRELATED",
          Signal.SCR_INLET_TEMPERATURE,
          Cause.TEMPERATURE_UNKNOWN,
          Cause.TEMPERATURE_UNKNOWN,
          null,
          null,
          new Rule.Portrait(
              new Wording("SCR入口温度与负荷无关", "SCR inlet temperature unrelated to load"),
              new Wording(
                  "按数分钟一块求燃料流量与SCR入口温度的均值，比较相邻两块：燃料流量有足够变化，而扣除上一块温度后，燃料流量几乎不能解释温度变成多少，连续数段如此；再生高温时段不计。",
                  "Means of fuel rate and inlet temperature over blocks of some minutes, each held against the one before it: the fuel"
                      + " rate varies enough, and explains next to nothing of what the temperature became, given what it was, over"
                      + " several stretches in succession; not around a regeneration."),
              new Wording(
                  "排温随负荷升降：不随之变化的读数是假信号或传感器已坏，会使后处理不喷射、其他限值不适用。",
                  "Exhaust temperature follows load: a reading that does not is faked or its sensor is broken, which keeps dosing off and"
                      + " other limits from applying."),
              new Wording(
                  "跟随负荷的模拟器、燃料流量变化不足的行程（长时间匀速或怠速）和数据稀疏的时段看不见；完全不动的由“SCR入口温度停滞”也会给出。",
                  "An emulator that follows the load, driving in which the fuel rate hardly varies (long cruising or idling), thinned data."
                      + " One that stands still altogether is also told by the rule for a frozen inlet.")),
          new Wording(
              "SCR入口温度在%s分钟的行驶中与燃料流量无关（限值%s分钟）：燃料流量有明显变化，而扣除温度自身的惯性后，其变化至多%s %%可由燃料流量解释",
              "the SCR inlet temperature did not follow the fuel rate over %s minutes (limit %s): the fuel rate varied, and beyond the inertia of heat it explained at most %s %% of the temperature"));

  private UnrelatedInlet() {}
}
