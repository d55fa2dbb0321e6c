package lantian.deploy.simulate.truck;

import java.util.random.RandomGenerator;

/**
 * Particulate filter (颗粒捕集器): soot that gathers, burns by itself where it is warm, and is burnt off
 * by heat now and then (再生).
 */
final class Filter {
  private static final double GRAMS_TO_FULL = 240_000;
  private static final double PASSIVE_FROM_C = 300;
  private static final double PASSIVE_PER_K_S = 1.6e-7;
  private static final int BURN_S = 1_260;
  private static final double CLEAN = 0.65;
  private static final double RESISTANCE_PER_SOOT = 0.9;
  private static final double MOST_SOOT = 5;

  private final double passive;
  private final double pace;
  private double soot;
  private int left;
  private boolean heated;

  /** A filter somewhere between two regenerations. */
  Filter(double passive, RandomGenerator random) {
    this.passive = passive;
    this.pace = 0.6 + 0.9 * random.nextDouble();
    this.soot = random.nextDouble();
  }

  /**
   * One second.
   *
   * @param fuelGps fuel burnt
   * @param inletC temperature behind the filter
   * @param moving true if heat may be made: the truck moves and is warm
   * @param refused share of active regenerations that do not happen, 0–1
   */
  void step(double fuelGps, double inletC, boolean moving, double refused) {
    double burnt =
        Math.max(0, inletC - PASSIVE_FROM_C)
            * PASSIVE_PER_K_S
            * (0.3 + passive)
            * Math.min(1, soot);
    double kept = 1 - 0.9 * passive;
    soot = Math.clamp(soot + fuelGps / GRAMS_TO_FULL * pace * kept - burnt, 0, MOST_SOOT);
    if (left == 0 && soot > 1 + 2.5 * refused && refused < 0.99 && moving) {
      left = BURN_S;
    }
    heated = left > 0 && moving;
    if (heated) {
      left--;
      soot = Math.max(0.03, soot - (inletC > 500 ? 1.6 / BURN_S : 0));
    }
  }

  /** True while heat is made to burn the soot. */
  boolean regenerating() {
    return heated;
  }

  /** Resistance; 1 is that of the calibration run, in which the filter held some soot. */
  double resistance() {
    return CLEAN + RESISTANCE_PER_SOOT * soot;
  }
}
