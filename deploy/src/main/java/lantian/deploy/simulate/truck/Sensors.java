package lantian.deploy.simulate.truck;

import java.util.random.RandomGenerator;
import lantian.deploy.simulate.wire.Slot;
import lantian.deploy.simulate.wire.StreamBody;

/**
 * What the truck's sensors make of the truth (传感器): warm-up, noise, small drift, the first fix of
 * the position.
 */
final class Sensors {
  private static final int FIX_S = 20;
  private static final double LEVEL_S = 90;

  private final Stage stage;
  private final Fitting fitting;
  private final SensorMake make;
  private final RandomGenerator random;
  private final Route route;
  private final double barometer;
  private final double odometerKm;
  private final double driftPpm;
  private final double levelStep;
  private double idle;
  private double feltUpPpm;
  private double feltDownPpm;
  private double feltLevel = Double.NaN;
  private int lost;

  Sensors(Build build, RandomGenerator random) {
    this.stage = build.specification().stage();
    this.fitting = build.fitting();
    this.make = build.family().make();
    this.random = random;
    this.route = new Route(400_000 * random.nextDouble());
    this.barometer = 100.5 + 1.5 * random.nextDouble() - fitting.altitudeKpa();
    this.odometerKm = 5_000 + 400_000 * random.nextDouble();
    this.driftPpm = (fitting.lively() ? 5 : 2) * random.nextGaussian();
    this.levelStep = Math.max(make.levelStepPct(), fitting.levelStepPct());
  }

  /** The next value of a slow wander around the idle speed, rpm. */
  double idleWander() {
    idle = 0.9 * idle + 1.2 * random.nextGaussian();
    return idle;
  }

  /**
   * The truth of one second, as far as there is a sensor for it.
   *
   * @param motion recorded or invented motion
   * @param load engine
   * @param inletC before the catalyst
   * @param outletC behind the catalyst
   * @param upPpm NOx before the catalyst
   * @param downPpm NOx that the sensor behind the catalyst meets, or is told
   * @param resistance of the particulate filter, 1 in the calibration run
   * @param coolantC coolant
   * @param fuelPct fuel level
   * @param reagentPct reagent level
   * @param metres distance driven
   * @param countedMetres distance that the odometer has counted
   * @param runningFor seconds since the engine was started
   */
  record Seen(
      Motion motion,
      Load load,
      double inletC,
      double outletC,
      double upPpm,
      double downPpm,
      double resistance,
      double coolantC,
      double fuelPct,
      double reagentPct,
      double metres,
      double countedMetres,
      int runningFor) {}

  StreamBody read(Seen seen) {
    Load load = seen.load();
    double net = fitting.netTorque() ? load.torquePct() - load.frictionPct() : load.torquePct();
    StreamBody body =
        new StreamBody()
            .set(Slot.SPEED_KMH, 3.6 * seen.motion().metresPerSecond())
            .set(Slot.BAROMETER_KPA, barometer)
            .set(Slot.NET_TORQUE_PCT, net)
            .set(Slot.FRICTION_TORQUE_PCT, load.frictionPct())
            .set(Slot.ENGINE_RPM, load.rpm() + noise(1.5))
            .set(Slot.FUEL_LPH, load.fuelGps() * 3_600 / 840 * (1 + noise(0.004)))
            .set(Slot.INTAKE_KGH, load.airGps() * 3.6 * (1 + noise(0.008)))
            .set(Slot.REAGENT_PCT, level(seen) + noise(0.05));
    double inlet = seen.inletC() + noise(0.15);
    if (fitting.inlet()) {
      body.set(Slot.SCR_IN_C, coarse(inlet, 1));
    }
    body.set(Slot.SCR_OUT_C, coarse(seen.outletC() + noise(0.15), 1))
        .set(Slot.COOLANT_C, seen.coolantC())
        .set(Slot.FUEL_LEVEL_PCT, seen.fuelPct() + noise(0.1))
        .set(Slot.ODOMETER_KM, odometerKm + seen.countedMetres() / 1_000);
    nox(body, seen);
    if (stage.hasFilter()) {
      body.set(Slot.DPF_DP_KPA, coarse(Math.max(0, pressure(seen) + noise(0.03)), 0.1));
    }
    place(body, seen);
    return body;
  }

  /** A reagent level sensor is slow, sloshes, and often has steps. */
  private double level(Seen seen) {
    if (!fitting.lively()) {
      return seen.reagentPct();
    }
    feltLevel = Double.isNaN(feltLevel) ? seen.reagentPct() : feltLevel;
    double slosh = seen.motion().metresPerSecond() > 0.5 ? noise(3 * fitting.sloshPct()) : 0;
    feltLevel += (seen.reagentPct() + slosh - feltLevel) / LEVEL_S;
    return levelStep > 0 ? Math.round(feltLevel / levelStep) * levelStep : feltLevel;
  }

  private double coarse(double value, double step) {
    if (fitting.coarse() <= 1) {
      return value;
    }
    double wide = step * fitting.coarse();
    return Math.round(value / wide) * wide;
  }

  private void nox(StreamBody body, Seen seen) {
    feltUpPpm += (seen.upPpm() - feltUpPpm) / make.responseS();
    feltDownPpm += (seen.downPpm() - feltDownPpm) / make.responseS();
    int late = fitting.lateSeconds();
    if (seen.runningFor() >= make.upReadyS() + late && seen.inletC() >= make.upReadyC()) {
      body.set(Slot.NOX_UP_PPM, coarse(feltUpPpm * (1 + noise(0.015)) + noise(2), 1));
    } else {
      body.word(Slot.NOX_UP_PPM, make.upSilent());
    }
    if (!fitting.downstream()) {
      body.word(Slot.NOX_DOWN_PPM, SensorMake.GREATEST);
    } else if (seen.runningFor() >= make.downReadyS() + late
        && seen.outletC() >= make.downReadyC()) {
      // Small negative readings of a clean exhaust are ordinary and are sent as they are.
      double felt = feltDownPpm * (1 + noise(0.015)) + driftPpm + noise(make.noisePpm());
      body.set(Slot.NOX_DOWN_PPM, coarse(felt, 1));
    } else {
      body.word(Slot.NOX_DOWN_PPM, make.downSilent());
    }
  }

  /** Pressure across the filter by volume flow, kPa. */
  private static double pressure(Seen seen) {
    double volume = seen.load().exhaustGps() * 3.6 * (seen.inletC() + 273) / 273;
    return (0.0012 * volume + 1.7e-6 * volume * volume) * seen.resistance();
  }

  private void place(StreamBody body, Seen seen) {
    double[] at = route.at(seen.metres());
    body.position(at[0], at[1]);
    if (fitting.lively() && lost == 0 && random.nextInt(9_000) == 0) {
      // A tunnel or a roof: the last known position goes on being sent.
      lost = 30 + random.nextInt(150);
    }
    lost = Math.max(0, lost - 1);
    if (seen.runningFor() < FIX_S || lost > 0) {
      body.withoutPosition();
    }
  }

  private double noise(double deviation) {
    return deviation * random.nextGaussian();
  }
}
