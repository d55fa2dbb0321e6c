package lantian.deploy.simulate.truck;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How well the dosing follows the engine (喷射控制): it lags behind quick changes, and its calibration
 * wanders a little.
 */
final class Dosing {
  private static final double FOLLOW_S = 5;
  private static final double WANDER_S = 900;

  private final boolean perfect;
  private final RandomGenerator random;
  private final double lag;
  private final double unrest;
  private double followed;
  private double wander;

  private Dosing(boolean perfect, RandomGenerator random) {
    this.perfect = perfect;
    this.random = random;
    this.lag = 0.1 + 0.5 * random.nextDouble();
    this.unrest = 0.0003 + 0.002 * random.nextDouble();
  }

  /** Dosing as in the calibration run: always right. */
  static Dosing calibrated() {
    return new Dosing(true, new SplittableRandom(0));
  }

  /** Dosing of a truck on the road. */
  static Dosing of(RandomGenerator random) {
    return new Dosing(false, random);
  }

  /** True as in the calibration run. */
  boolean perfect() {
    return perfect;
  }

  /** Share of the possible conversion that is reached in this second, 0–1. */
  double precision(double noxGps) {
    if (perfect) {
      return 1;
    }
    followed += (noxGps - followed) / FOLLOW_S;
    wander += -wander / WANDER_S + unrest * random.nextGaussian();
    double lagging = noxGps > followed ? lag * (1 - followed / noxGps) : 0;
    return Math.clamp(1 - lagging - Math.abs(wander), 0, 1);
  }
}
