package lantian.obd.rule.exhaust;

import java.util.List;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Symptom;
import lantian.obd.rule.state.Words;

/**
 * A state that shows in the pressure drop of the particulate filter at enough flow (DPF征候).
 *
 * @param <S> its own limits
 */
abstract class FilterSymptom<S> implements Symptom<S> {
  @Override
  public final boolean hot() {
    return false;
  }

  @Override
  public final List<Cause> causes() {
    return List.of(Cause.FLOW_UNKNOWN, Cause.PRESSURE_UNKNOWN);
  }

  @Override
  public final Sight look(Reading item, S limits) {
    if (!item.usable(Signal.INTAKE_AIR)) {
      return Sight.unknown(Cause.FLOW_UNKNOWN);
    }
    if (item.raw(Signal.INTAKE_AIR) < leastFlowRaw(limits)) {
      return Sight.APART;
    }
    return item.usable(Signal.DPF_DIFFERENTIAL_PRESSURE)
        ? compare(item.raw(Signal.DPF_DIFFERENTIAL_PRESSURE), limits)
        : Sight.unknown(Cause.PRESSURE_UNKNOWN);
  }

  /** Reads the least flow at which it says something, a raw word. */
  static long leastFlowRaw(LimitsBlock block) {
    return Words.atLeast(Signal.INTAKE_AIR, block.number("leastKgh", "kg/h", 1, 3000));
  }

  /** The least flow at which it says something, a raw word. */
  abstract long leastFlowRaw(S limits);

  /** What a pressure drop says, a raw word. */
  abstract Sight compare(long raw, S limits);
}
