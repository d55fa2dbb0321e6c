package lantian.deploy.simulate.world;

/**
 * What a truck does for an hour or so (作业工况).
 *
 * <p>Speeds in m/s, times in seconds.
 */
enum Duty {
  /** Lights and queues (市区). */
  CITY(6, 14, 20, 110, 0.7, 8, 70, 0.006),
  /** Trunk roads (国省道). */
  ROAD(13, 19, 60, 400, 0.3, 10, 60, 0.009),
  /** Motorway (高速). */
  MOTORWAY(20, 23.5, 300, 1_500, 0.02, 10, 40, 0.011),
  /** Queues, cranes and short ways between them (港口作业). */
  PORT(2, 8, 20, 150, 0.75, 40, 700, 0.003),
  /** The engine runs, the truck stands (怠速). */
  IDLE(1, 2, 10, 20, 0.98, 600, 2_400, 0);

  private final double slow;
  private final double fast;
  private final int shortest;
  private final int longest;
  private final double stops;
  private final int briefStop;
  private final int longStop;
  private final double hills;

  Duty(
      double slow,
      double fast,
      int shortest,
      int longest,
      double stops,
      int briefStop,
      int longStop,
      double hills) {
    this.slow = slow;
    this.fast = fast;
    this.shortest = shortest;
    this.longest = longest;
    this.stops = stops;
    this.briefStop = briefStop;
    this.longStop = longStop;
    this.hills = hills;
  }

  /** A speed it goes for, from 0–1. */
  double speed(double dice) {
    return slow + (fast - slow) * dice;
  }

  /** How long it keeps it, from 0–1. */
  int keeps(double dice) {
    return shortest + (int) ((longest - shortest) * dice);
  }

  /** How likely it stops afterwards. */
  double stops() {
    return stops;
  }

  /** How long it stands, from 0–1; short stops are the more frequent ones. */
  int stands(double dice) {
    return briefStop + (int) ((longStop - briefStop) * dice * dice);
  }

  /** Standard deviation of the road's slope. */
  double hills() {
    return hills;
  }
}
