package lantian.obd.quality;

/**
 * An odometer that has gone further than the speed: by a factor and a few of its steps, since the
 * last time that both were compared anew. Where a speed is missing they are.
 */
final class OdometerBeyondSpeed implements Check {
  /** Half steps of speed (1/512 km/h) times seconds in a step of the odometer (0.1 km). */
  private static final long HALVES = 512 * 360L;

  private static final long PERCENT = 100;

  private final Marks marks;
  private final int next;
  private final long factor;
  private final long slack;
  private long last;
  private int speed = Sample.NONE;
  private long from = Sample.NONE;
  private long driven;

  OdometerBeyondSpeed(QualityLimits limits, Marks marks) {
    this.marks = marks;
    this.next = limits.whole(Bound.NEXT);
    this.factor = limits.raw(Bound.ODOMETER_FACTOR, 1);
    this.slack = limits.raw(Bound.ODOMETER_SLACK, 10);
  }

  @Override
  public void take(Sample sample, int index) {
    long time = sample.second - last;
    if (speed == Sample.NONE || sample.speed == Sample.NONE || time > next) {
      from = Sample.NONE;
    } else {
      driven += (speed + sample.speed) * time;
    }
    speed = sample.speed;
    last = sample.second;
    if (sample.odometer == Sample.NONE) {
      return;
    }
    long gone = sample.odometer - from;
    boolean beyond = (gone - slack) * HALVES * PERCENT > driven * factor;
    if (from != Sample.NONE && beyond) {
      marks.add(index, Defect.ODOMETER_BEYOND_SPEED);
    }
    if (from == Sample.NONE || beyond || gone < 0) {
      from = sample.odometer;
      driven = 0;
    }
  }
}
