package lantian.obd.quality;

/** A position further from the one before than any truck gets in the time. */
final class PositionJump implements Check {
  private static final double METRES_A_STEP = 6_371_000 * Math.PI / 180 / 1e6;
  private static final double RADIANS_A_STEP = Math.PI / 180 / 1e6;
  private static final long CIRCLE = 360_000_000L;

  private final Marks marks;
  private final double metresASecond;
  private final double slack;
  private boolean known;
  private long last;
  private long longitude;
  private long latitude;

  PositionJump(QualityLimits limits, Marks marks) {
    this.marks = marks;
    this.metresASecond = limits.value(Bound.POSITION_SPEED) / 3.6;
    this.slack = limits.value(Bound.POSITION_SLACK);
  }

  @Override
  public void take(Sample sample, int index) {
    if (!sample.located) {
      return;
    }
    if (known && metres(sample) > metresASecond * (sample.second - last) + slack) {
      marks.add(index, Defect.POSITION_JUMP);
    }
    known = true;
    last = sample.second;
    longitude = sample.longitude;
    latitude = sample.latitude;
  }

  /** On a plane: what matters is near. StrictMath, so that it is the same on every machine. */
  private double metres(Sample sample) {
    long east = Math.abs(sample.longitude - longitude);
    double x =
        Math.min(east, CIRCLE - east)
            * StrictMath.cos((sample.latitude + latitude) / 2.0 * RADIANS_A_STEP);
    double y = sample.latitude - latitude;
    return Math.sqrt(x * x + y * y) * METRES_A_STEP;
  }
}
