package lantian.deploy.simulate.world;

import java.util.random.RandomGenerator;
import lantian.deploy.simulate.truck.Drive;
import lantian.deploy.simulate.truck.Motion;

/** The driving of one duty after the other; the engine runs all the time (作业行驶). */
final class DutyDrive implements Drive {
  private final RandomGenerator random;
  private final double steepness;
  private Duty duty = Duty.IDLE;
  private double speed;
  private double target;
  private double wobble;
  private double slope;
  private int left;

  /** With slopes by this factor. */
  DutyDrive(RandomGenerator random, double steepness) {
    this.random = random;
    this.steepness = steepness;
  }

  /** Begins another duty, standing. */
  void begin(Duty next) {
    duty = next;
    speed = 0;
    target = 0;
    left = 10 + random.nextInt(80);
  }

  @Override
  public Motion next() {
    if (left-- <= 0) {
      choose();
    }
    if (target == 0 && speed == 0) {
      return new Motion(0, 0, true);
    }
    wobble = 0.99 * wobble + 0.05 * random.nextGaussian();
    slope += -slope / 45 + 0.21 * duty.hills() * random.nextGaussian();
    double wanted = target == 0 ? 0 : Math.max(0, target + wobble);
    double pull = speed > 14 ? 0.3 : 0.7;
    speed += Math.clamp(wanted - speed, -1.1, pull);
    speed = speed < 0.2 && target == 0 ? 0 : Math.max(0, speed);
    return new Motion(speed, slope * steepness, true);
  }

  private void choose() {
    boolean drives = target > 0;
    if (drives && random.nextDouble() < duty.stops()) {
      target = 0;
      left = duty.stands(random.nextDouble()) + (int) (speed / 1.1);
    } else {
      target = duty.speed(random.nextDouble());
      left = duty.keeps(random.nextDouble());
    }
  }
}
