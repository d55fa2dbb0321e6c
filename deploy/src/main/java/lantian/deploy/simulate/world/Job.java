package lantian.deploy.simulate.world;

import java.util.random.RandomGenerator;

/**
 * What a truck is used for (运输用途): for how many hours a day, and how often in a hundred it does
 * which duty; what is left is idling.
 */
public enum Job {
  DELIVERY(4, 6.5, 60, 35, 5, 0),
  REGIONAL(5, 8, 15, 45, 38, 2),
  LONG_HAUL(5.5, 8, 4, 20, 76, 0),
  PORT_WORK(4, 7, 10, 32, 14, 44),
  SITE(3, 5, 20, 40, 0, 20);

  private final double fewest;
  private final double most;
  private final int city;
  private final int road;
  private final int motorway;
  private final int port;

  Job(double fewest, double most, int city, int road, int motorway, int port) {
    this.fewest = fewest;
    this.most = most;
    this.city = city;
    this.road = road;
    this.motorway = motorway;
    this.port = port;
  }

  /** Hours with the engine on of one day. */
  double hours(RandomGenerator random) {
    return fewest + (most - fewest) * random.nextDouble();
  }

  Duty duty(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < city) {
      return Duty.CITY;
    }
    if (dice < city + road) {
      return Duty.ROAD;
    }
    if (dice < city + road + motorway) {
      return Duty.MOTORWAY;
    }
    return dice < city + road + motorway + port ? Duty.PORT : Duty.IDLE;
  }
}
