package lantian.obd.quality;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Leads samples past the plausibility rules (合理性检查). */
final class Plausibility {
  private final Marks marks = new Marks();
  private final List<Check> checks;

  Plausibility(QualityLimits limits) {
    this.checks =
        List.of(
            new MovingWithoutEngine(limits, marks),
            new SpeedStep(limits, marks),
            new FuelWithoutEngine(limits, marks),
            new OdometerBackwards(marks),
            new OdometerBeyondSpeed(limits, marks),
            new PositionJump(limits, marks),
            new ScrTemperaturesEqual(limits, marks),
            new NoxAboveUpstream(limits, marks),
            new ReagentRises(limits, marks),
            new CoolantConstant(limits, marks),
            new Replayed(limits, marks));
  }

  void take(Sample sample) {
    int index = marks.next();
    for (Check check : checks) {
      check.take(sample, index);
    }
  }

  void end() {
    checks.forEach(Check::end);
  }

  /** Samples that no rule objects to. */
  Ratio accuracy() {
    long bad = marks.count(Defect.bits(DefectClass.OUTLIER) | Defect.bits(DefectClass.MUTATION));
    return new Ratio(marks.size() - bad, marks.size());
  }

  /** Samples that some rule of a class objects to. */
  Ratio of(DefectClass of) {
    return new Ratio(marks.count(Defect.bits(of)), marks.size());
  }

  Map<Defect, Long> defects() {
    Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    for (Defect defect : Defect.values()) {
      defects.put(defect, marks.count(defect.bit()));
    }
    return defects;
  }
}
