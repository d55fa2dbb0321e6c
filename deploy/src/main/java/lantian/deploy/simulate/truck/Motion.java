package lantian.deploy.simulate.truck;

/**
 * How a truck moves in one second (行驶状态).
 *
 * @param metresPerSecond speed, at least 0; NaN where the recording has a hole
 * @param grade slope of the road, rise over run
 * @param running true while the engine runs
 */
public record Motion(double metresPerSecond, double grade, boolean running) {
  /** Parked, engine off. */
  public static final Motion PARKED = new Motion(0, 0, false);
}
