package lantian.deploy.simulate.truck;

import lantian.deploy.simulate.wire.StreamBody;

/**
 * One second of a modelled truck: what its terminal reports, and the truth behind it.
 *
 * @param running true while the engine runs; a terminal collects only then
 * @param stream what the terminal reports
 * @param truth what the model knows, for checks only; never sent
 */
public record Reading(boolean running, StreamBody stream, Truth truth) {
  /**
   * What really happens in the model.
   *
   * @param brakeKw power at the flywheel
   * @param fuelGps fuel burnt, g/s
   * @param exhaustGps exhaust mass flow, g/s
   * @param upPpm NOx before the catalyst
   * @param downPpm NOx behind the catalyst
   * @param noxInGps NOx before the catalyst, g/s
   * @param noxOutGps NOx behind the catalyst, g/s
   * @param reagentLitres reagent dosed in this second
   * @param inletC temperature before the catalyst
   * @param outletC temperature behind the catalyst
   * @param metres distance driven since the truck began
   */
  public record Truth(
      double brakeKw,
      double fuelGps,
      double exhaustGps,
      double upPpm,
      double downPpm,
      double noxInGps,
      double noxOutGps,
      double reagentLitres,
      double inletC,
      double outletC,
      double metres) {}
}
