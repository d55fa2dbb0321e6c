package lantian.obd.rule;

import java.util.List;
import lantian.obd.packet.Signal;
import org.jspecify.annotations.Nullable;

/** Exhaust flow through the particulate filter and what it costs (DPF流量与压差). */
final class FilterFlow {
  static final List<Cause> CAUSES = List.of(Cause.FLOW_UNKNOWN, Cause.PRESSURE_UNKNOWN);

  private FilterFlow() {}

  /** Least flow that says something, as a raw word. */
  static long least(LimitsBlock block) {
    return Words.atLeast(Signal.INTAKE_AIR, block.number("leastKgh", "kg/h", 1, 3000));
  }

  /** Why the item says nothing of the filter, null if it does. */
  static @Nullable Sight refusal(Reading item, long leastRaw) {
    if (!item.usable(Signal.INTAKE_AIR)) {
      return Sight.unknown(Cause.FLOW_UNKNOWN);
    }
    if (item.raw(Signal.INTAKE_AIR) < leastRaw) {
      return Sight.APART;
    }
    return item.usable(Signal.DPF_DIFFERENTIAL_PRESSURE)
        ? null
        : Sight.unknown(Cause.PRESSURE_UNKNOWN);
  }
}
