package lantian.obd.quality;

/** A speed that no truck reaches from the one before. */
final class SpeedStep implements Check {
  private static final int STEPS = 256;

  private final Marks marks;
  private final int next;
  private final long mostASecond;
  private long last;
  private int speed = Sample.NONE;

  SpeedStep(QualityLimits limits, Marks marks) {
    this.marks = marks;
    this.next = limits.whole(Bound.NEXT);
    this.mostASecond = limits.raw(Bound.SPEED_STEP, STEPS);
  }

  @Override
  public void take(Sample sample, int index) {
    if (sample.speed == Sample.NONE) {
      return;
    }
    long time = sample.second - last;
    if (speed != Sample.NONE
        && time <= next
        && Math.abs(sample.speed - speed) > mostASecond * time) {
      marks.add(index, Defect.SPEED_STEP);
    }
    speed = sample.speed;
    last = sample.second;
  }
}
