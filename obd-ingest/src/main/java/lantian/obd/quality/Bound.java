package lantian.obd.quality;

/** A limit of the indicators by name (指标限值): its key in the file, unit and sensible range. */
public enum Bound {
  /** How late a reissue still counts. */
  REISSUE("reissueHours", "h", 1, 720),
  /** A silence of at least this ends a trip. */
  TRIP_GAP("tripGapSeconds", "s", 2, 3_600),
  /** How late a sample is in time. */
  TIMELY("timelySeconds", "s", 1, 86_400),
  /** Packets this near to midnight have numbers of either day. */
  FLOW_MARGIN("flowMarginSeconds", "s", 0, 3_600),
  /** Moving seconds that make a driving day. */
  DRIVING("drivingSeconds", "s", 1, 86_400),
  /** How long after its start an engine's NOx sensors may be silent. */
  NOX_READY("noxReadySeconds", "s", 0, 3_600),
  /** Below this the sensors may be silent. */
  NOX_READY_INLET("noxReadyInletC", "°C", 0, 600),
  /** The same at the outlet, where the inlet is not measured. */
  NOX_READY_OUTLET("noxReadyOutletC", "°C", 0, 600),
  /** Two samples no further apart follow one another. */
  NEXT("nextSeconds", "s", 1, 120),
  SPEED_STEP("speedStepKmhPerSecond", "km/h/s", 1, 200),
  FUEL_ENGINE_SPEED("fuelEngineRpm", "rpm", 1, 2_000),
  ODOMETER_FACTOR("odometerFactorPct", "%", 100, 1_000),
  ODOMETER_SLACK("odometerSlackKm", "km", 0, 100),
  POSITION_SPEED("positionKmh", "km/h", 1, 2_000),
  POSITION_SLACK("positionSlackM", "m", 0, 10_000),
  SCR_EQUAL("scrEqualSeconds", "s", 1, 86_400),
  SCR_EQUAL_TORQUE("scrEqualTorquePct", "%", -125, 125),
  NOX_ABOVE("noxAboveSeconds", "s", 1, 86_400),
  NOX_ABOVE_INLET("noxAboveInletC", "°C", 0, 600),
  NOX_ABOVE_FACTOR("noxAboveFactorPct", "%", 100, 1_000),
  NOX_ABOVE_LEAST("noxAboveLeastPpm", "ppm", 0, 3_000),
  REAGENT_RISE("reagentRisePct", "%", 0.4, 100),
  COOLANT("coolantSeconds", "s", 1, 86_400),
  REPLAY("replaySeconds", "s", 1, 86_400);

  private final String key;
  private final String unit;
  private final double least;
  private final double most;

  Bound(String key, String unit, double least, double most) {
    this.key = key;
    this.unit = unit;
    this.least = least;
    this.most = most;
  }

  /** Its key in the file. */
  public String key() {
    return key;
  }

  /** Its unit. */
  public String unit() {
    return unit;
  }

  boolean holds(double value) {
    return value >= least && value <= most;
  }
}
