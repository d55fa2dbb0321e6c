package lantian.deploy.simulate.truck;

/** Road load, gearbox and engine map of one truck (动力总成). */
final class Powertrain {
  private static final double GRAVITY = 9.81;
  private static final double ROLLING = 0.0058;
  private static final double AIR_DENSITY = 1.2;
  private static final double DRIVELINE = 0.93;
  private static final double AUXILIARY_KW = 4;
  private static final double IDLE_RPM = 620;
  private static final double TOP_GEAR_RPM_PER_MPS = 50.8;
  private static final double GEAR_STEP = 1.27;
  private static final int GEARS = 12;
  private static final double INDICATED_EFFICIENCY = 0.47;
  private static final double[] RATIOS = ratios();

  /** Lower heating value of diesel fuel, kJ/g. */
  static final double HEATING_VALUE = 42.6;

  private final Specification truck;
  private final double airFactor;
  private int gear = 1;
  private double idleOffset;

  /** With air by this factor: the engine's own, and that of thin air. */
  Powertrain(Specification truck, double airFactor) {
    this.truck = truck;
    this.airFactor = airFactor;
  }

  /** A small slow deviation of the idle speed, rpm; keeps an idling engine from being constant. */
  void idleOffset(double rpm) {
    idleOffset = rpm;
  }

  /** The engine's second at this speed (m/s), acceleration (m/s²) and slope. */
  Load load(double speed, double acceleration, double grade) {
    double wheelKw = wheelKw(speed, acceleration, grade);
    double demandKw =
        wheelKw > 0 ? wheelKw / DRIVELINE + AUXILIARY_KW : wheelKw * DRIVELINE + AUXILIARY_KW;
    double rpm = rpm(speed, demandKw);
    double omega = rpm * Math.PI / 30;
    double friction = (0.9 + 0.0065 * rpm) / 100 * truck.referenceTorqueNm();
    double wanted = demandKw * 1_000 / omega + friction;
    boolean dragged = wanted <= 0 && speed > 1;
    double torque = dragged ? 0 : Math.clamp(wanted, 0.3 * friction, full(omega) + friction);
    double fuel = torque * omega / 1_000 / (INDICATED_EFFICIENCY * HEATING_VALUE);
    double share = torque / truck.referenceTorqueNm();
    return new Load(
        rpm,
        Math.min(100, 100 * share),
        100 * friction / truck.referenceTorqueNm(),
        (torque - friction) * omega / 1_000,
        fuel,
        Math.max(air(rpm, share), 18 * fuel));
  }

  private double wheelKw(double speed, double acceleration, double grade) {
    double inertia = truck.massKg() * 1.04 * acceleration;
    double rolling = speed > 0 ? truck.massKg() * GRAVITY * (ROLLING + grade) : 0;
    double drag = 0.5 * AIR_DENSITY * truck.dragAreaM2() * speed * speed;
    return (inertia + rolling + drag) * speed / 1_000;
  }

  private double full(double omega) {
    return Math.min(truck.referenceTorqueNm() * 0.95, truck.ratedPowerKw() * 1_000 / omega);
  }

  /** Highest gear that keeps the engine above its floor; the floor rises with the demand. */
  private double rpm(double speed, double demandKw) {
    double idle = IDLE_RPM + idleOffset;
    if (speed < 0.3) {
      gear = 1;
      return idle;
    }
    double floor = demandKw > 0.6 * truck.ratedPowerKw() ? 1_200 : 1_000;
    double now = speed * ratio(gear);
    if (now < floor * 0.88 || now > floor * 1.4) {
      gear = GEARS;
      while (gear > 1 && speed * ratio(gear) < floor) {
        gear--;
      }
    }
    // Below the floor in first gear the clutch slips.
    return Math.max(idle, speed * ratio(gear));
  }

  private static double ratio(int gear) {
    return RATIOS[gear];
  }

  private static double[] ratios() {
    double[] ratios = new double[GEARS + 1];
    for (int gear = 1; gear <= GEARS; gear++) {
      ratios[gear] = TOP_GEAR_RPM_PER_MPS * Math.pow(GEAR_STEP, GEARS - gear);
    }
    return ratios;
  }

  /** Air by displacement, boost and exhaust recirculation, g/s. */
  private double air(double rpm, double share) {
    double swept = truck.litres() / 1_000 * rpm / 120;
    double boost = 1 + 1.9 * Math.pow(share, 1.2);
    double fresh = 0.4 + 0.5 * Math.min(1, 2 * share);
    return swept * 1_180 * 0.9 * boost * fresh * airFactor;
  }
}
