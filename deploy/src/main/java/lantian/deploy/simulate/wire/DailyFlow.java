package lantian.deploy.simulate.wire;

import lantian.proto.CityTime;

/** Running number of packets (信息流水号): 1 to 65531, starting again each city day. */
final class DailyFlow {
  private static final int LAST = 65_531;

  private int day = Integer.MIN_VALUE;
  private int number;

  /** The next number on the day of this second. */
  int next(long second) {
    int today = CityTime.dayNumber(second);
    if (today != day) {
      day = today;
      number = 0;
    }
    number = number == LAST ? 1 : number + 1;
    return number;
  }
}
