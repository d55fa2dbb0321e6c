package lantian.deploy.simulate.truck;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a truck at the moment (车况); turns only when a fault begins or ends. */
final class Condition {
  private final List<Fault> faults;
  private final Map<Fault.Kind, Double> shares = new EnumMap<>(Fault.Kind.class);
  private long turn = Long.MIN_VALUE;
  private boolean sound = true;

  Condition(List<Fault> faults) {
    this.faults = List.copyOf(faults);
  }

  List<Fault> faults() {
    return faults;
  }

  /** Goes on to a second; seconds ascend. */
  void turnTo(long second) {
    if (second < turn) {
      return;
    }
    turn = Fault.NEVER;
    sound = true;
    shares.clear();
    for (Fault fault : faults) {
      double share = fault.at(second);
      if (share > 0) {
        shares.merge(fault.kind(), share, Math::max);
        sound = false;
      }
      long next = second < fault.fromSecond() ? fault.fromSecond() : fault.untilSecond();
      turn = next > second ? Math.min(turn, next) : turn;
    }
  }

  /** How much of this kind is wrong, 0 if nothing. */
  double share(Fault.Kind kind) {
    return sound ? 0 : shares.getOrDefault(kind, 0.0);
  }

  /** True if this kind is wrong at all. */
  boolean has(Fault.Kind kind) {
    return share(kind) > 0;
  }

  /** True if nothing is wrong. */
  boolean sound() {
    return sound;
  }
}
