package lantian.deploy.simulate.truck;

import java.util.random.RandomGenerator;

/**
 * What a modelled truck is built of (车辆参数).
 *
 * @param stage emission stage
 * @param litres engine displacement
 * @param referenceTorqueNm torque that 100 % stands for
 * @param ratedPowerKw rated power
 * @param massKg mass on the road, with its load
 * @param grossMassKg permitted gross mass
 * @param dragAreaM2 drag coefficient times frontal area
 * @param fuelTankLitres fuel tank
 * @param reagentTankLitres reagent tank
 */
public record Specification(
    Stage stage,
    double litres,
    double referenceTorqueNm,
    double ratedPowerKw,
    double massKg,
    double grossMassKg,
    double dragAreaM2,
    double fuelTankLitres,
    double reagentTankLitres) {
  /** Build classes: litres, reference torque, rated power, gross mass, fuel tank, reagent tank. */
  private static final double[][] CLASSES = {
    {6.7, 1_000, 184, 18_000, 260, 30},
    {8.4, 1_300, 235, 25_000, 300, 35},
    {9.7, 1_650, 276, 31_000, 380, 40},
    {11.1, 2_000, 316, 42_000, 600, 55},
    {12.5, 2_400, 368, 49_000, 800, 60},
  };

  /** Checks that every figure is positive. */
  public Specification {
    if (litres <= 0 || referenceTorqueNm <= 0 || ratedPowerKw <= 0 || massKg <= 0) {
      throw new IllegalArgumentException("a truck needs positive figures");
    }
  }

  /** A truck of 25 t and more drawn at random; its load is between a third and all of the room. */
  public static Specification draw(Stage stage, RandomGenerator random) {
    return of(stage, 1 + random.nextInt(CLASSES.length - 1), 0.33 + 0.67 * random.nextDouble());
  }

  /** A tractor of 49 t with this share of its possible load, 0–1. */
  public static Specification tractor(Stage stage, double load) {
    return of(stage, CLASSES.length - 1, load);
  }

  /** Work of the engine over the WHTC cycle in kWh, estimated from the rated power. */
  public double whtcWorkKwh() {
    return Math.round(ratedPowerKw * 0.9) / 10.0;
  }

  /**
   * A truck of a build class.
   *
   * @param build class, 0 (18 t) to 4 (49 t)
   * @param load share of its possible load, 0–1
   */
  public static Specification of(Stage stage, int build, double load) {
    double[] row = CLASSES[build];
    double empty = row[3] * 0.36;
    double mass = Math.round(empty + (row[3] - empty) * load);
    return new Specification(stage, row[0], row[1], row[2], mass, row[3], 5.6, row[4], row[5]);
  }
}
