package lantian.deploy.simulate.truck;

/**
 * What the engine does in one second (发动机工况).
 *
 * @param rpm engine speed
 * @param torquePct indicated torque in percent of the reference torque, what the stream calls net
 *     torque
 * @param frictionPct friction torque in percent of the reference torque
 * @param brakeKw power at the flywheel, negative while the engine is dragged
 * @param fuelGps fuel burnt, g/s
 * @param airGps air taken in, g/s
 */
record Load(
    double rpm,
    double torquePct,
    double frictionPct,
    double brakeKw,
    double fuelGps,
    double airGps) {
  /** Engine at rest. */
  static final Load OFF = new Load(0, 0, 0, 0, 0, 0);

  /** Load as a share of the reference torque, 0–1. */
  double share() {
    return torquePct / 100;
  }

  /** Exhaust mass flow, g/s. */
  double exhaustGps() {
    return fuelGps + airGps;
  }
}
