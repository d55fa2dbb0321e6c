package lantian.obd.rule.nox;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Followed;

/**
 * Downstream NOx moves without the engine (SCR下游NOx与工况无关), {@code OBD-NOX-DOWNSTREAM-UNRELATED}.
 * See spec clause 11.
 *
 * <p>What a sound catalyst leaves is little and looks unrelated, so that a reading which hardly
 * moves says nothing. But what passes the catalyst is a share of what enters it: when the reading
 * moves by far more than a sensor's noise, it moves with the NOx before it or with the load.
 */
public final class UnrelatedDownstream {
  public static final Followed READING =
      new Followed(
          "OBD-NOX-DOWNSTREAM-UNRELATED",
          Signal.NOX_DOWNSTREAM,
          Cause.NOX_UNKNOWN,
          Cause.NOX_SATURATED,
          new Followed.Driver(Signal.NOX_UPSTREAM, Cause.UPSTREAM_UNKNOWN),
          Signal.SCR_OUTLET_TEMPERATURE,
          new Rule.Portrait(
              new Wording("SCR下游NOx与工况无关", "Downstream NOx does not follow the engine"),
              new Wording(
                  "预热后且SCR入口温度在规定范围内、出口温度不低于限值，按时间块求均值并比较相邻两块：下游NOx的波动远大于传感器噪声、燃料流量有足够变化，而上游NOx与燃料流量都几乎不能解释下游NOx变成多少，连续数段如此。",
                  "Means over short blocks, each held against the one before it, warm, with the SCR inlet in the given range and the outlet hot: downstream"
                      + " NOx moves by far more than a sensor's noise, the fuel rate varies enough, and neither NOx before the SCR nor the"
                      + " fuel rate explains anything of what it became, over several stretches in succession."),
              new Wording(
                  "SCR后的NOx是进入SCR的NOx的一部分：大幅波动却与来流和负荷毫不相关的读数来自模拟器或被替换的信号。",
                  "NOx behind the SCR is a share of what enters it: a reading that moves widely, and with neither of them, comes from an"
                      + " emulator or a replaced signal."),
              new Wording(
                  "波动很小的模拟读数（健康车辆也如此，不判）、跟随负荷的模拟器、上游NOx缺失的车辆和数据稀疏的时段看不见；氨泄漏或喷射失控引起的波动若持续数小时也可能如此。",
                  "An emulated reading that hardly moves, as that of a sound truck (not judged), an emulator that follows the load, trucks"
                      + " without upstream NOx, thinned data. Ammonia slip or dosing out of control may look like it if it lasts for hours.")),
          new Wording(
              "SCR下游NOx在%s分钟的热态行驶中与工况无关（限值%s分钟）：读数有明显波动，而SCR上游NOx和燃料流量至多解释其变化的%s %%",
              "NOx behind the SCR did not follow the engine over %s minutes of hot driving (limit %s): it moved, and neither NOx before the SCR nor the fuel rate explained more than %s %% of that"));

  private UnrelatedDownstream() {}
}
