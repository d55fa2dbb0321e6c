package lantian.deploy.simulate.truck;

/**
 * Which truck it is (车辆构成).
 *
 * @param specification what it is built of
 * @param family its engine family
 * @param fitting how it differs from its sisters
 */
public record Build(Specification specification, Family family, Fitting fitting) {
  /** The truck that the model was calibrated with. */
  static Build plain(Specification specification) {
    return new Build(specification, Family.PLAIN, Fitting.PLAIN);
  }

  /** Air by engine and altitude, 1 for the calibrated engine at the sea. */
  double air() {
    return family.air() * (1 - fitting.altitudeKpa() / 101);
  }
}
