package lantian.deploy.simulate.truck;

import java.util.random.RandomGenerator;

/** Motorway shifts of four hours with half an hour's rest between them (高速公路长途). */
public final class MotorwayDrive implements Drive {
  private static final int SHIFT = 4 * 3_600;
  private static final int REST = 1_800;

  private final RandomGenerator random;
  private final double cruise;
  private double wander;
  private double speed;
  private int at;

  /** A driver who keeps 77 to 84 km/h. */
  public MotorwayDrive(RandomGenerator random) {
    this.random = random;
    this.cruise = 21.4 + 2 * random.nextDouble();
  }

  @Override
  public Motion next() {
    int second = at++ % (SHIFT + REST);
    if (second >= SHIFT) {
      return Motion.PARKED;
    }
    wander = 0.997 * wander + 0.02 * random.nextGaussian();
    boolean stopping = second > SHIFT - 120;
    boolean starting = second < 60;
    double wanted = stopping || starting ? 0 : cruise + wander;
    speed += Math.clamp(wanted - speed, -0.5, 0.35);
    return new Motion(Math.max(0, speed), 0, true);
  }
}
