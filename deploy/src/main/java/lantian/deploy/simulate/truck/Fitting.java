package lantian.deploy.simulate.truck;

/**
 * How one honest truck differs from its sisters (个体差异): what is fitted, worn or coarse.
 *
 * @param lively true for a truck with what the calibration run did not show: soot that is burnt off
 *     now and then, dosing that is not perfect, a thermostat that opens and shuts, slow level
 *     sensors, uneven roads
 * @param inlet true if it has an SCR inlet temperature
 * @param downstream true if it has a downstream NOx sensor
 * @param lateSeconds further seconds for which its NOx sensors do not measure
 * @param activity share of a new catalyst's activity, 0–1
 * @param steadyCoolant true if its thermostat holds the temperature exactly
 * @param heater true if a parking heater warms the engine before each morning's start
 * @param coarse factor on the resolution of temperatures, NOx and pressures
 * @param levelStepPct step of the reagent level, 0 for none; the maker's if greater
 * @param sloshPct standard deviation of the level while driving
 * @param netTorque true if the terminal sends the torque less friction
 * @param altitudeKpa how much less air pressure than at the sea
 * @param passive share of soot that burns by itself, 0–1
 */
public record Fitting(
    boolean lively,
    boolean inlet,
    boolean downstream,
    int lateSeconds,
    double activity,
    boolean steadyCoolant,
    boolean heater,
    double coarse,
    double levelStepPct,
    double sloshPct,
    boolean netTorque,
    double altitudeKpa,
    double passive) {
  /** The truck that the model was calibrated with. */
  public static final Fitting PLAIN =
      new Fitting(false, true, true, 0, 1, false, false, 1, 0, 0, false, 0, 0);

  /** An ordinary truck with all that a recording of half a minute does not show. */
  public static final Fitting LIVELY =
      new Fitting(true, true, true, 0, 1, false, false, 1, 0, 0.3, false, 0, 0.3);
}
