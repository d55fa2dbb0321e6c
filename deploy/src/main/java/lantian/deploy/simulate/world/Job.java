package lantian.deploy.simulate.world;

import java.util.random.RandomGenerator;

/**
 * What a truck is used for (运输用途): for how many hours a day, and how often in a hundred it does which
 * duty, in the order of the duties.
 */
public enum Job {
  DELIVERY(4, 6.5, 60, 35, 5, 0, 0),
  REGIONAL(5, 8, 15, 45, 38, 2, 0),
  LONG_HAUL(5.5, 8, 4, 20, 76, 0, 0),
  PORT_WORK(4, 7, 10, 32, 14, 44, 0),
  SITE(3, 5, 20, 40, 0, 20, 20);

  private static final Duty[] DUTIES = Duty.values();

  private final double fewest;
  private final double most;
  private final int[] weights;

  Job(double fewest, double most, int... weights) {
    this.fewest = fewest;
    this.most = most;
    this.weights = weights;
  }

  /** Hours with the engine on of one day. */
  double hours(RandomGenerator random) {
    return fewest + (most - fewest) * random.nextDouble();
  }

  Duty duty(RandomGenerator random) {
    int dice = random.nextInt(100);
    int at = 0;
    while (dice >= weights[at]) {
      dice -= weights[at++];
    }
    return DUTIES[at];
  }
}
