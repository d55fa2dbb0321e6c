package lantian.ship;

/**
 * Entry of the room for shore power, berth calls and vessels (岸电). Nothing is received yet; see the
 * module's README.
 */
public final class ShipPower {
  /** Name of the role that will start this room. */
  public static final String ROLE = "ship";

  private ShipPower() {}
}
