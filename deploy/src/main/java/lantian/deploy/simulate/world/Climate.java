package lantian.deploy.simulate.world;

import java.util.random.RandomGenerator;

/** Weather of the days that a truck is watched (气候): season, single days, hours of the day. */
final class Climate {
  private static final double COLDEST_C = -15;
  private static final double HOTTEST_C = 38;
  private static final int COLDEST_DAY = 20;

  private final RandomGenerator random;
  private final double offset;
  private double today;

  /** With days by this many degrees warmer. */
  Climate(RandomGenerator random, double offset) {
    this.random = random;
    this.offset = offset;
  }

  /** Turns to a day of the year. */
  void turnTo(int dayOfYear) {
    double season = 16.5 - 13 * Math.cos(2 * Math.PI * (dayOfYear - COLDEST_DAY) / 365);
    today = season + 4 * random.nextGaussian() + offset;
  }

  /** At a second of the day, °C. */
  double at(int secondOfDay) {
    double hour = -4 * Math.cos(2 * Math.PI * (secondOfDay - 4 * 3_600) / 86_400.0);
    return Math.clamp(today + hour, COLDEST_C, HOTTEST_C);
  }
}
