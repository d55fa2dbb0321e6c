package lantian.deploy.simulate.truck;

/**
 * Exhaust line of one truck (后处理): two lumps of heat (filter, catalyst), stored ammonia, conversion
 * and reagent use. Works on the true values; sensors come after it.
 */
final class Aftertreatment {
  private static final double HEAT_KJ_PER_G_K = 1.09e-3;
  private static final double FILTER_KJ_PER_K = 16;
  private static final double CATALYST_KJ_PER_K = 8;
  private static final double LOSS_KW_PER_K = 0.008;
  private static final double HEAT_SHARE = 0.275;
  private static final double NOX_MOLAR_G = 46;
  private static final double EXHAUST_MOLAR_G = 28.8;
  private static final double REAGENT_G_PER_NOX_G = 2.0;
  private static final double REAGENT_G_PER_LITRE = 1_090;

  private static final double REGENERATION_C = 610;
  private static final double ROAD_WIND = 1.7;

  private final Stage stage;
  private final Family family;
  private final Dosing dosing;
  private double ambientC;
  private double inletC;
  private double outletC;
  private double stored;
  private double upPpm;
  private double downPpm;
  private double healthyDownPpm;
  private double reagentLitres;
  private double noxInGps;

  Aftertreatment(Stage stage, Family family, Dosing dosing, double ambientC) {
    this.stage = stage;
    this.family = family;
    this.dosing = dosing;
    soak(ambientC);
  }

  /**
   * What works in one second.
   *
   * @param dosed share of the needed reagent that is dosed, 0–1
   * @param strength share of it that is reagent and not water, 0–1
   * @param active share of the catalyst that still works, 0–1
   * @param body share of the catalyst's body that is still there, 0–1
   * @param regenerating true while heat is made before the filter
   */
  record Working(double dosed, double strength, double active, double body, boolean regenerating) {}

  /** Cold through and through. */
  void soak(double ambient) {
    ambientC = ambient;
    inletC = ambient;
    outletC = ambient;
  }

  /** So many seconds without an engine, in weather that may have changed. */
  void rest(int seconds, double ambient) {
    ambientC = ambient;
    inletC = cooled(inletC, seconds * LOSS_KW_PER_K / FILTER_KJ_PER_K);
    outletC = cooled(outletC, seconds * LOSS_KW_PER_K / CATALYST_KJ_PER_K);
  }

  private double cooled(double from, double constants) {
    return ambientC + (from - ambientC) * Math.exp(-constants);
  }

  /** One second of exhaust. */
  void step(Load load, Working working) {
    double supplied = working.dosed() * working.strength();
    heat(load, working);
    noxInGps =
        load.fuelGps()
            / 1_000
            * stage.engineOutGramsPerKg()
            * family.nox()
            * richness(load.share());
    double flow = Math.max(1, load.exhaustGps());
    upPpm = noxInGps / NOX_MOLAR_G / (flow / EXHAUST_MOLAR_G) * 1e6;
    boolean warm = inletC >= stage.dosingFromC() && load.fuelGps() > 0;
    double goal = warm ? supplied : 0;
    // Ammonia fills the catalyst in seconds and leaves it in minutes.
    stored += (goal - stored) / (goal > stored ? 15 : 90);
    double possible = stage.conversion((inletC + outletC) / 2);
    double converted =
        possible * working.active() * Math.min(1, stored) * dosing.precision(noxInGps);
    downPpm = upPpm * (1 - converted);
    healthyDownPpm = upPpm * (1 - possible);
    double dosed = warm ? noxInGps * possible * working.dosed() * REAGENT_G_PER_NOX_G : 0;
    reagentLitres = dosed / REAGENT_G_PER_LITRE;
  }

  private void heat(Load load, Working working) {
    double flow = load.exhaustGps() * HEAT_KJ_PER_G_K;
    double gas =
        flow > 0
            ? ambientC
                + HEAT_SHARE * family.heat() * load.fuelGps() * Powertrain.HEATING_VALUE / flow
            : ambientC;
    if (working.regenerating() && flow > 0) {
      gas = Math.max(gas, REGENERATION_C);
    }
    double filter = FILTER_KJ_PER_K * family.body();
    double catalyst = CATALYST_KJ_PER_K * family.body() * working.body();
    double loss = LOSS_KW_PER_K * (dosing.perfect() ? 1 : ROAD_WIND);
    inletC += (flow * (gas - inletC) - loss * (inletC - ambientC)) / filter;
    outletC += (flow * (inletC - outletC) - loss * (outletC - ambientC)) / catalyst;
  }

  /** Idling engines on the road are leaner in NOx than the calibrated one. */
  private double richness(double share) {
    double least = dosing.perfect() ? 0.12 : 0.02;
    return least + (1 - least) * Math.pow(share, 0.7);
  }

  double inletC() {
    return inletC;
  }

  double outletC() {
    return outletC;
  }

  double upPpm() {
    return upPpm;
  }

  double downPpm() {
    return downPpm;
  }

  /** What an emulator reports: the NOx of a working catalyst. */
  double healthyDownPpm() {
    return healthyDownPpm;
  }

  /** Reagent dosed in this second, litres. */
  double reagentLitres() {
    return reagentLitres;
  }

  /** NOx that leaves the engine, g/s. */
  double noxInGps() {
    return noxInGps;
  }

  /** NOx that leaves the tailpipe, g/s. */
  double noxOutGps() {
    return upPpm > 0 ? noxInGps * downPpm / upPpm : 0;
  }
}
