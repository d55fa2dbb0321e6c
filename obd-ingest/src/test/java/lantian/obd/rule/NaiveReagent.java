package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reagent not consumed, by scanning: cut the observations where the level moved, then add up. */
final class NaiveReagent {
  static final String RULE = "OBD-REAGENT-UNUSED";

  private final NaiveLimits limits;
  private final List<NaiveItem> seen;

  NaiveReagent(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.seen = items.stream().filter(i -> i.type() == 2 && observed(i, facts)).toList();
  }

  private boolean observed(NaiveItem item, FactsAt facts) {
    long now = item.second();
    String stage = facts.at(now).stage();
    boolean listed = false;
    for (JsonNode name : limits.value(RULE, "stages", now)) {
      listed |= name.asText().equals(stage);
    }
    return listed
        && item.engineSpeed() / 8.0 >= at("engineOnRpm", now)
        && item.reagentLevel() * 0.4 >= at("lowestPct", now) - 1e-9
        && item.odometer() >= 0
        && item.fuelRate() >= 0;
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    int s = 0;
    while (s < seen.size()) {
      int end = s + 1;
      while (end < seen.size() && continues(s, end)) {
        end++;
      }
      long[] distance = distance(s, end);
      long[] fuel = fuel(s, end);
      for (int k = s; k < end; k++) {
        if (passed(k, distance[k - s], fuel[k - s])) {
          NaiveBreach.Figures told = figures(s, k, k, distance);
          boolean closed = end < seen.size();
          out.add(new NaiveBreach(told, closed ? figures(s, k, end - 1, distance) : null));
          break;
        }
      }
      s = end;
    }
    return out;
  }

  /**
   * True if observation {@code i} shows the level of observation {@code s}, nothing unseen between.
   */
  private boolean continues(int s, int i) {
    NaiveItem item = seen.get(i);
    long steps = Math.abs(item.reagentLevel() - seen.get(s).reagentLevel());
    boolean level = steps * 0.4 <= at("tolerancePct", item.second()) + 1e-9;
    long driven = item.odometer() - seen.get(i - 1).odometer();
    boolean unseen = driven < 0 || driven / 10.0 > at("unseenKm", item.second());
    return level && !(gap(i) && unseen);
  }

  private boolean gap(int i) {
    long elapsed = seen.get(i).second() - seen.get(i - 1).second();
    return elapsed > at("gapSeconds", seen.get(i).second());
  }

  private boolean passed(int k, long distance, long fuel) {
    long now = seen.get(k).second();
    return distance >= at("distanceKm", now) * 10
        && fuel * 0.05 / 3600 >= at("fuelLitres", now) - 1e-9;
  }

  /** Believed distance since {@code s} in 0.1 km, at each observation. */
  private long[] distance(int s, int end) {
    long[] sum = new long[end - s];
    for (int i = s + 1; i < end; i++) {
      long elapsed = seen.get(i).second() - seen.get(i - 1).second();
      long driven = seen.get(i).odometer() - seen.get(i - 1).odometer();
      long most = (long) (at("mostKmh", seen.get(i).second()) * 10 * elapsed / 3600) + 1;
      sum[i - s] = sum[i - s - 1] + (!gap(i) && driven >= 0 && driven <= most ? driven : 0);
    }
    return sum;
  }

  /** Fuel since {@code s} in 0.05 L/h times seconds. */
  private long[] fuel(int s, int end) {
    long[] sum = new long[end - s];
    for (int i = s + 1; i < end; i++) {
      long elapsed = seen.get(i).second() - seen.get(i - 1).second();
      sum[i - s] = sum[i - s - 1] + (gap(i) ? 0 : seen.get(i).fuelRate() * elapsed);
    }
    return sum;
  }

  private NaiveBreach.Figures figures(int s, int told, int to, long[] distance) {
    long metres = distance[to - s] * 100;
    return new NaiveBreach.Figures(
        limits.idAt(seen.get(told).second()),
        seen.get(s).second(),
        seen.get(to).second(),
        seen.get(told).second(),
        metres,
        metres,
        Math.round(at("distanceKm", seen.get(told).second()) * 1000),
        seen.get(s).reagentLevel() * 400,
        seen.subList(s, to + 1).stream().allMatch(i -> i.trust() > 0));
  }

  private double at(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
