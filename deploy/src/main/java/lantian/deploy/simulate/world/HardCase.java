package lantian.deploy.simulate.world;

import lantian.deploy.simulate.truck.Fitting;
import lantian.deploy.simulate.truck.Stage;

/** What makes an honest truck look odd (守法疑难情形). */
public enum HardCase {
  /** Idles all day in the frost. */
  COLD_IDLE(true),
  /** Ten minutes at a time, cold again in between. */
  SHORT_TRIPS(true),
  /** A catalyst that is worn and still legal. */
  WORN_SCR(false),
  /** NOx sensors that measure only a quarter to three quarters of an hour after the start. */
  LATE_SENSORS(true),
  /** Works in the mountains. */
  ALTITUDE(false),
  /** No SCR inlet temperature. */
  NO_INLET(true),
  /** A thermostat that holds the coolant exactly. */
  STEADY_COOLANT(false),
  /** No downstream NOx sensor; its word stands at the greatest value. */
  NO_DOWNSTREAM(true),
  /** Sensors with coarse steps. */
  COARSE(false),
  /** A terminal that loses minutes. */
  LOSSY(false),
  /** A terminal that sends one record a minute after each outage. */
  THINNED(false),
  /** A filter that burns its soot by itself. */
  PASSIVE_FILTER(true),
  /** A heater that warms the parked engine. */
  PARKING_HEATER(true),
  /** A reagent level in steps of a float. */
  LEVEL_STEPS(false),
  /** A reagent level that sloshes. */
  SLOSH(false),
  /** A terminal that sends the torque less friction. */
  NET_TORQUE(false);

  private final boolean masks;

  HardCase(boolean masks) {
    this.masks = masks;
  }

  /** True if it can hide a fault for good. */
  boolean masks() {
    return masks;
  }

  /** True if the truck is watched in the frost. */
  boolean frosty() {
    return this == COLD_IDLE || this == PARKING_HEATER;
  }

  /** How steep its roads are against the plain. */
  double steepness() {
    return this == ALTITUDE ? 2 : 1;
  }

  /**
   * How its truck differs.
   *
   * @param dice 0–1, how much
   */
  Fitting fitting(Stage stage, double dice) {
    double worn = stage == Stage.V ? 0.87 + 0.08 * dice : 0.94 + 0.03 * dice;
    return new Fitting(
        true,
        this != NO_INLET,
        this != NO_DOWNSTREAM,
        this == LATE_SENSORS ? 600 + (int) (1_800 * dice) : 0,
        this == WORN_SCR ? worn : 1,
        this == STEADY_COOLANT,
        this == PARKING_HEATER,
        this == COARSE ? 2 + 3 * dice : 1,
        this == LEVEL_STEPS ? 5 + 2.5 * Math.round(dice) : 0,
        this == SLOSH ? 2 : 0.3,
        this == NET_TORQUE,
        this == ALTITUDE ? 15 + 15 * dice : 0,
        this == PASSIVE_FILTER ? 0.95 : 0.3 * dice);
  }
}
