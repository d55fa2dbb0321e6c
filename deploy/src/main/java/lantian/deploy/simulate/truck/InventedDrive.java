package lantian.deploy.simulate.truck;

import java.util.random.RandomGenerator;

/**
 * An invented working day: town, trunk road and motorway in turn, stops at lights, rests with the
 * engine off. Repeatable from its random source.
 */
public final class InventedDrive implements Drive {
  private static final double EASY = 0.35;
  private static final double BRISK = 0.7;

  private final RandomGenerator random;
  private double speed;
  private double target;
  private double wobble;
  private int left;
  private boolean running;

  /** Starts parked; the engine starts within a minute. */
  public InventedDrive(RandomGenerator random) {
    this.random = random;
    this.left = random.nextInt(60);
  }

  @Override
  public Motion next() {
    if (left-- <= 0) {
      choose();
    }
    if (!running) {
      return Motion.PARKED;
    }
    // A slow wander around the target keeps the speed from ever standing still while driving.
    wobble = 0.995 * wobble + 0.03 * random.nextGaussian();
    double wanted = target == 0 ? 0 : Math.max(0, target + wobble);
    double pull = speed > 14 ? EASY : BRISK;
    speed += Math.clamp(wanted - speed, -1.1, pull);
    speed = speed < 0.2 && target == 0 ? 0 : speed;
    return new Motion(speed, 0, true);
  }

  private void choose() {
    double dice = random.nextDouble();
    boolean stopped = target == 0;
    running = true;
    if (!stopped && dice < 0.45) {
      stop(20 + random.nextInt(70));
    } else if (stopped && speed == 0 && dice < 0.12) {
      rest(600 + random.nextInt(1_800));
    } else if (dice < 0.65) {
      go(7 + 7 * random.nextDouble(), 60 + random.nextInt(240));
    } else if (dice < 0.85) {
      go(15 + 4 * random.nextDouble(), 180 + random.nextInt(600));
    } else {
      go(20 + 4 * random.nextDouble(), 600 + random.nextInt(1_800));
    }
  }

  private void go(double metresPerSecond, int seconds) {
    target = metresPerSecond;
    left = seconds;
  }

  private void stop(int seconds) {
    target = 0;
    left = seconds + (int) (speed / 1.1);
  }

  private void rest(int seconds) {
    running = false;
    left = seconds;
  }
}
