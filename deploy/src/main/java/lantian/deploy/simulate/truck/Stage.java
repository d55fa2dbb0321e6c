package lantian.deploy.simulate.truck;

/**
 * Emission stage (排放阶段) of a modelled truck: what its engine emits and what its catalyst converts.
 */
public enum Stage {
  /** 国五: vanadium catalyst, no particulate filter. */
  V("V", 60, 0.87, 212, 13, 200, false, 480, 200),
  /** 国六: zeolite catalyst behind a particulate filter. */
  VI("VI", 50, 0.98, 190, 9, 185, true, 480, 200),
  /** 国六a: a copper zeolite that bears the heat of a regeneration. */
  VI_A("VIa", 52, 0.965, 196, 10, 190, true, 500, 260),
  /** 国六b: the same, better supplied. */
  VI_B("VIb", 50, 0.99, 190, 9, 185, true, 510, 280);

  private final String filed;
  private final double engineOutGramsPerKg;
  private final double bestConversion;
  private final double halfConversionC;
  private final double slopeC;
  private final double dosingFromC;
  private final boolean filter;
  private final double burnFromC;
  private final double burnSpanC;

  Stage(
      String filed,
      double engineOutGramsPerKg,
      double bestConversion,
      double halfConversionC,
      double slopeC,
      double dosingFromC,
      boolean filter,
      double burnFromC,
      double burnSpanC) {
    this.filed = filed;
    this.engineOutGramsPerKg = engineOutGramsPerKg;
    this.bestConversion = bestConversion;
    this.halfConversionC = halfConversionC;
    this.slopeC = slopeC;
    this.dosingFromC = dosingFromC;
    this.filter = filter;
    this.burnFromC = burnFromC;
    this.burnSpanC = burnSpanC;
  }

  /** As a register writes it. */
  public String filed() {
    return filed;
  }

  /** NOx before the catalyst at full load, g per kg of fuel. */
  double engineOutGramsPerKg() {
    return engineOutGramsPerKg;
  }

  /** Inlet temperature from which reagent is dosed, °C. */
  double dosingFromC() {
    return dosingFromC;
  }

  /** True if the truck has a particulate filter, and a sensor across it. */
  public boolean hasFilter() {
    return filter;
  }

  /** Share of NOx a well supplied catalyst converts at this temperature, 0–1. */
  double conversion(double catalystC) {
    double light = bestConversion / (1 + Math.exp((halfConversionC - catalystC) / slopeC));
    // In great heat the reagent burns before it reduces.
    double burnt = Math.clamp((catalystC - burnFromC) / burnSpanC, 0, 0.6);
    return light * (1 - burnt);
  }
}
