package lantian.deploy.simulate.truck;

/**
 * How the sensors of one maker behave (传感器型号).
 *
 * @param upReadyC exhaust temperature from which the upstream NOx sensor measures, °C
 * @param upReadyS and seconds after the start of the engine
 * @param downReadyC the same downstream
 * @param downReadyS the same downstream
 * @param responseS time constant of the NOx sensors, seconds
 * @param noisePpm standard deviation of the downstream sensor near zero
 * @param upSilent raw word of an upstream sensor that does not measure
 * @param downSilent the same downstream
 * @param levelStepPct step of the reagent level sensor, 0 for none
 */
public record SensorMake(
    double upReadyC,
    int upReadyS,
    double downReadyC,
    int downReadyS,
    double responseS,
    double noisePpm,
    int upSilent,
    int downSilent,
    double levelStepPct) {
  /** "Not available". */
  public static final int ABSENT = 0xFFFF;

  /** Error indicator of the engine's bus. */
  public static final int ERROR = 0xFEFF;

  /** A word without a meaning that terminals have been seen to send. */
  public static final int ODD = 0xFFF0;

  /** The greatest value, which one recorded truck sent while cold. */
  public static final int GREATEST = 0xFAFF;

  /** 0 ppm, which one recorded truck sent while its engine stood. */
  public static final int ZERO = 0x0FA0;

  /** The sensors that the model was calibrated with. */
  public static final SensorMake PLAIN =
      new SensorMake(110, 60, 130, 90, 2.5, 2.5, ABSENT, ABSENT, 0);
}
