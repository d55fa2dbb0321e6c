package lantian.obd.rule;

import java.util.HashMap;
import java.util.Map;
import lantian.proto.CityTime;

/** One rule's numbers, looked up once a city day: a set begins and ends at midnight. */
final class NaiveRuleLimits {
  private final NaiveLimits limits;
  private final String rule;
  private final Map<String, Double> known = new HashMap<>();
  private int day = Integer.MIN_VALUE;

  NaiveRuleLimits(NaiveLimits limits, String rule) {
    this.limits = limits;
    this.rule = rule;
  }

  double at(String key, long second) {
    int then = CityTime.dayNumber(second);
    if (then != day) {
      known.clear();
      day = then;
    }
    return known.computeIfAbsent(key, k -> limits.number(rule, k, second));
  }
}
