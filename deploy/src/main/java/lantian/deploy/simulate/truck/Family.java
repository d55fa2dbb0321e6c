package lantian.deploy.simulate.truck;

/**
 * Engine family (发动机系族): how an engine and its exhaust line differ from the one that the model was
 * calibrated with. Factors; 1 is that engine.
 *
 * @param name what it is called in reports
 * @param nox NOx before the catalyst
 * @param heat share of the fuel's heat that leaves as exhaust
 * @param air air taken in
 * @param filter resistance of the particulate filter
 * @param body heat capacity of filter and catalyst
 * @param make whose sensors it has
 */
public record Family(
    String name, double nox, double heat, double air, double filter, double body, SensorMake make) {
  /** The engine that the model was calibrated with. */
  public static final Family PLAIN = new Family("plain", 1, 1, 1, 1, 1, SensorMake.PLAIN);
}
