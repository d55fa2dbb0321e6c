package lantian.deploy.simulate.truck;

/**
 * A recorded speed trace, repeated without end. Between its last and its first second a ramp joins
 * the two, so that the repetition has no jump.
 */
public final class RecordedDrive implements Drive {
  private static final double RAMP = 0.6;
  private static final double MOVING = 0.1;

  private final Motion[] trace;
  private final int bridge;
  private int at;

  /**
   * A drive along a trace.
   *
   * @param metresPerSecond recorded speeds, NaN where one is missing, first and last present
   * @param grades slopes of the same length, or empty for a level road
   * @param start index to start from
   * @param restAfter standing longer than this many seconds means that the engine is off from the
   *     second minute on
   */
  public RecordedDrive(double[] metresPerSecond, double[] grades, int start, int restAfter) {
    double last = metresPerSecond[metresPerSecond.length - 1];
    double first = metresPerSecond[0];
    this.bridge = (int) Math.ceil(Math.abs(first - last) / RAMP);
    this.trace = new Motion[metresPerSecond.length + bridge];
    for (int i = 0; i < metresPerSecond.length; i++) {
      double grade = grades.length == 0 ? 0 : grades[i];
      trace[i] = new Motion(metresPerSecond[i], grade, running(metresPerSecond, i, restAfter));
    }
    for (int i = 0; i < bridge; i++) {
      double between = last + (first - last) * (i + 1) / (bridge + 1);
      trace[metresPerSecond.length + i] = new Motion(between, 0, true);
    }
    this.at = Math.floorMod(start, trace.length);
  }

  @Override
  public Motion next() {
    Motion motion = trace[at];
    at = (at + 1) % trace.length;
    return motion;
  }

  private static boolean running(double[] speeds, int at, int restAfter) {
    if (speeds[at] > MOVING || Double.isNaN(speeds[at])) {
      return true;
    }
    int from = at;
    while (from > 0 && at - from <= 60 && speeds[from - 1] <= MOVING) {
      from--;
    }
    if (from > 0 && at - from <= 60) {
      return true;
    }
    int to = at;
    while (to < speeds.length - 1 && to - from <= restAfter && speeds[to + 1] <= MOVING) {
      to++;
    }
    return to - from <= restAfter;
  }
}
