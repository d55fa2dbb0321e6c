package lantian.deploy.bench.score;

import java.util.List;
import java.util.Set;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.world.Exposure;
import lantian.deploy.simulate.world.Severity;

/**
 * One fault as the file defines it (故障定义).
 *
 * @param kind kind of fault
 * @param zh its Chinese name
 * @param slight magnitudes that are called slight, from and to
 * @param clear the same for clear
 * @param gross the same for gross
 * @param hits rules of which one must speak
 * @param follows rules that are right too when they speak
 * @param needs what the truck must have done for the fault to show
 * @param why why gross begins where it does
 */
public record FaultEntry(
    String kind,
    String zh,
    List<Double> slight,
    List<Double> clear,
    List<Double> gross,
    Set<String> hits,
    Set<String> follows,
    Needs needs,
    String why) {
  /** What the truck must have done while the fault was there. */
  public record Needs(double hours, double hotHours, double kilometres, int days) {}

  /** Copies what could change and reads the kind once, so that a wrong file is refused at once. */
  public FaultEntry {
    hits = Set.copyOf(hits);
    follows = Set.copyOf(follows);
    Fault.Kind.of(kind);
    for (List<Double> range : List.of(slight, clear, gross)) {
      if (range.size() != 2 || range.getFirst() > range.getLast()) {
        throw new IllegalArgumentException(kind + ": a range of magnitudes has two ends");
      }
    }
  }

  /** Kind of fault. */
  public Fault.Kind fault() {
    return Fault.Kind.of(kind);
  }

  /** Magnitudes of a severity, from and to. */
  public List<Double> range(Severity severity) {
    return switch (severity) {
      case SLIGHT -> slight;
      case CLEAR -> clear;
      case GROSS -> gross;
    };
  }

  /** True if the rule is right about such a truck. */
  public boolean right(String rule) {
    return hits.contains(rule) || follows.contains(rule);
  }

  /** True if the truck did enough for the fault to show. */
  public boolean shown(Exposure exposure) {
    return exposure.hours() >= needs.hours()
        && exposure.hotHours() >= needs.hotHours()
        && exposure.kilometres() >= needs.kilometres()
        && exposure.days() >= needs.days();
  }
}
