package lantian.deploy.simulate.truck;

import java.util.random.RandomGenerator;
import lantian.deploy.simulate.wire.Slot;
import lantian.deploy.simulate.wire.StreamBody;

/**
 * What the truck's sensors make of the truth (传感器): warm-up, noise, small drift, the first fix of
 * the position.
 */
final class Sensors {
  private static final double UP_READY_C = 110;
  private static final double DOWN_READY_C = 130;
  private static final int UP_READY_S = 60;
  private static final int DOWN_READY_S = 90;
  private static final int FIX_S = 20;
  private static final double RESPONSE_S = 2.5;

  private final Stage stage;
  private final RandomGenerator random;
  private final Route route;
  private final double barometer;
  private final double odometerKm;
  private final double driftPpm;
  private double idle;
  private double feltUpPpm;
  private double feltDownPpm;

  Sensors(Stage stage, RandomGenerator random) {
    this.stage = stage;
    this.random = random;
    this.route = new Route(400_000 * random.nextDouble());
    this.barometer = 100.5 + 1.5 * random.nextDouble();
    this.odometerKm = 5_000 + 400_000 * random.nextDouble();
    this.driftPpm = 2 * random.nextGaussian();
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
   * @param coolantC coolant
   * @param fuelPct fuel level
   * @param reagentPct reagent level
   * @param metres distance driven
   * @param runningFor seconds since the engine was started
   */
  record Seen(
      Motion motion,
      Load load,
      double inletC,
      double outletC,
      double upPpm,
      double downPpm,
      double coolantC,
      double fuelPct,
      double reagentPct,
      double metres,
      int runningFor) {}

  StreamBody read(Seen seen) {
    Load load = seen.load();
    StreamBody body =
        new StreamBody()
            .set(Slot.SPEED_KMH, 3.6 * seen.motion().metresPerSecond())
            .set(Slot.BAROMETER_KPA, barometer)
            .set(Slot.NET_TORQUE_PCT, load.torquePct())
            .set(Slot.FRICTION_TORQUE_PCT, load.frictionPct())
            .set(Slot.ENGINE_RPM, load.rpm() + noise(1.5))
            .set(Slot.FUEL_LPH, load.fuelGps() * 3_600 / 840 * (1 + noise(0.004)))
            .set(Slot.INTAKE_KGH, load.airGps() * 3.6 * (1 + noise(0.008)))
            .set(Slot.REAGENT_PCT, seen.reagentPct() + noise(0.05))
            .set(Slot.SCR_IN_C, seen.inletC() + noise(0.15))
            .set(Slot.SCR_OUT_C, seen.outletC() + noise(0.15))
            .set(Slot.COOLANT_C, seen.coolantC())
            .set(Slot.FUEL_LEVEL_PCT, seen.fuelPct() + noise(0.1))
            .set(Slot.ODOMETER_KM, odometerKm + seen.metres() / 1_000);
    nox(body, seen);
    if (stage.hasFilter()) {
      body.set(Slot.DPF_DP_KPA, Math.max(0, pressure(seen) + noise(0.03)));
    }
    place(body, seen);
    return body;
  }

  private void nox(StreamBody body, Seen seen) {
    feltUpPpm += (seen.upPpm() - feltUpPpm) / RESPONSE_S;
    feltDownPpm += (seen.downPpm() - feltDownPpm) / RESPONSE_S;
    if (seen.runningFor() >= UP_READY_S && seen.inletC() >= UP_READY_C) {
      body.set(Slot.NOX_UP_PPM, feltUpPpm * (1 + noise(0.015)) + noise(2));
    }
    if (seen.runningFor() >= DOWN_READY_S && seen.outletC() >= DOWN_READY_C) {
      // Small negative readings of a clean exhaust are ordinary and are sent as they are.
      body.set(Slot.NOX_DOWN_PPM, feltDownPpm * (1 + noise(0.015)) + driftPpm + noise(2.5));
    }
  }

  /** Pressure across the filter by volume flow, kPa. */
  private static double pressure(Seen seen) {
    double volume = seen.load().exhaustGps() * 3.6 * (seen.inletC() + 273) / 273;
    return 0.0012 * volume + 1.7e-6 * volume * volume;
  }

  private void place(StreamBody body, Seen seen) {
    double[] at = route.at(seen.metres());
    body.position(at[0], at[1]);
    if (seen.runningFor() < FIX_S) {
      body.withoutPosition();
    }
  }

  private double noise(double deviation) {
    return deviation * random.nextGaussian();
  }
}
