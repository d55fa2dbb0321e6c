package lantian.deploy.simulate.world;

import java.util.List;
import lantian.deploy.simulate.truck.Family;
import lantian.deploy.simulate.truck.SensorMake;

/** The engine families of the world (发动机系族). */
final class Families {
  private static final SensorMake BRISK =
      new SensorMake(110, 60, 130, 90, 2.5, 2.5, SensorMake.ABSENT, SensorMake.ABSENT, 0);
  private static final SensorMake CAREFUL =
      new SensorMake(150, 100, 170, 150, 3.5, 1.5, SensorMake.ERROR, SensorMake.ERROR, 0);
  private static final SensorMake LOUD =
      new SensorMake(120, 45, 140, 60, 2, 4, SensorMake.ZERO, SensorMake.GREATEST, 2.5);
  private static final SensorMake SLOW =
      new SensorMake(180, 200, 185, 260, 4, 1.2, SensorMake.ODD, SensorMake.ABSENT, 4);

  /**
   * A family and what it is built into.
   *
   * @param family engine and exhaust line
   * @param build build class, see {@link lantian.deploy.simulate.truck.Specification#of}
   */
  record Model(Family family, int build) {}

  /** Those that limits may be chosen with. */
  static final List<Model> OPEN =
      List.of(
          new Model(new Family("H13 without EGR", 1.15, 0.98, 1.05, 0.9, 1.15, BRISK), 4),
          new Model(new Family("H11 with EGR", 0.85, 1.03, 0.93, 1, 1, CAREFUL), 3),
          new Model(new Family("M10", 1, 1, 1, 1.1, 0.85, LOUD), 2),
          new Model(new Family("M8", 0.95, 1.05, 0.97, 1.25, 0.75, CAREFUL), 1));

  /** The one that no limit has ever seen: cool exhaust, slow sensors, a wide filter. */
  static final Model HELD_OUT =
      new Model(new Family("H12 held out", 1.05, 0.95, 1.08, 0.8, 1.25, SLOW), 4);

  private Families() {}
}
