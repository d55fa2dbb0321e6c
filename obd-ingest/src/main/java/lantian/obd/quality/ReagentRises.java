package lantian.obd.quality;

/** The reagent tank fills while the vehicle moves: by more than it sloshes. */
final class ReagentRises implements Check {
  private static final double STEPS = 2.5;

  private final Marks marks;
  private final int next;
  private final long rise;
  private long last;
  private int least = Sample.NONE;

  ReagentRises(QualityLimits limits, Marks marks) {
    this.marks = marks;
    this.next = limits.whole(Bound.NEXT);
    this.rise = limits.raw(Bound.REAGENT_RISE, STEPS);
  }

  @Override
  public void take(Sample sample, int index) {
    if (sample.speed <= 0 || sample.second - last > next) {
      least = Sample.NONE;
    }
    last = sample.second;
    if (sample.speed <= 0 || sample.reagent == Sample.NONE) {
      return;
    }
    least = least == Sample.NONE ? sample.reagent : Math.min(least, sample.reagent);
    if (sample.reagent - least >= rise) {
      marks.add(index, Defect.REAGENT_RISES_MOVING);
    }
  }
}
