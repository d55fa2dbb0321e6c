package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** The reagent level in blocks, by cutting the list of observed items. */
final class NaiveTrack {
  private final NaiveLimits limits;
  private final String rule;
  private final NaiveRuleLimits daily;

  NaiveTrack(NaiveLimits limits, String rule) {
    this.limits = limits;
    this.rule = rule;
    this.daily = new NaiveRuleLimits(limits, rule);
  }

  /**
   * A full block.
   *
   * @param items its items
   * @param fuel fuel burnt hot, 0.05 L/h times seconds
   * @param mean mean level in thousandths of a per cent
   * @param cut true if the level before it says nothing of it
   */
  record Block(List<NaiveItem> items, long fuel, long mean, boolean cut) {
    long first() {
      return items.getFirst().second();
    }

    long last() {
      return items.getLast().second();
    }

    boolean verified() {
      return items.stream().allMatch(i -> i.trust() > 0);
    }
  }

  /** Items that show all that is followed. */
  List<NaiveItem> observed(List<NaiveItem> items, FactsAt facts, String stages) {
    return items.stream().filter(i -> i.type() == 2 && observed(i, facts, stages)).toList();
  }

  private boolean observed(NaiveItem item, FactsAt facts, String stages) {
    long now = item.second();
    String stage = facts.at(now).stage();
    boolean listed = false;
    var named = limits.value(rule, stages, now);
    for (var name : named.isArray() ? named : List.<com.fasterxml.jackson.databind.JsonNode>of()) {
      listed |= name.asText().equals(stage);
    }
    listed |= stage != null && named.has(stage);
    double level = item.reagentLevel() * 0.4;
    return listed
        && item.engineSpeed() / 8.0 >= at("engineOnRpm", now)
        && item.reagentLevel() >= 0
        && level >= at("lowestPct", now) - 1e-9
        && level <= at("mostPct", now) + 1e-9
        && item.fuelRate() >= 0
        && item.inlet() >= 0;
  }

  boolean hot(NaiveItem item) {
    double celsius = item.inlet() / 32.0 - 273;
    return celsius >= at("inletCelsius", item.second())
        && celsius <= at("inletMostCelsius", item.second());
  }

  /** Full blocks; what is left of one that another tank cut off is given up. */
  List<Block> blocks(List<NaiveItem> seen) {
    List<Block> out = new ArrayList<>();
    int from = 0;
    boolean cut = true;
    long seconds = 0;
    long fuel = 0;
    for (int i = 0; i < seen.size(); i++) {
      NaiveItem item = seen.get(i);
      long elapsed = i == 0 ? 0 : item.second() - seen.get(i - 1).second();
      boolean gap = i == 0 || elapsed > at("gapSeconds", item.second());
      boolean other =
          i == 0 || (gap ? unseen(seen.get(i - 1), item) : leapt(seen.get(i - 1), item));
      if (other) {
        from = i;
        cut = true;
        seconds = 0;
        fuel = 0;
        continue;
      }
      seconds += gap ? 0 : elapsed;
      fuel += gap || !hot(item) ? 0 : item.fuelRate() * elapsed;
      if (seconds >= at("blockSeconds", item.second())) {
        List<NaiveItem> part = List.copyOf(seen.subList(from, i + 1));
        long sum = part.stream().mapToLong(NaiveItem::reagentLevel).sum();
        out.add(new Block(part, fuel, sum * 400 / part.size(), cut));
        from = i + 1;
        cut = false;
        seconds = 0;
        fuel = 0;
      }
    }
    return out;
  }

  private boolean leapt(NaiveItem before, NaiveItem item) {
    double km = Math.abs(item.odometer() - before.odometer()) / 10.0;
    boolean known = before.odometer() >= 0 && item.odometer() >= 0;
    return known && km > at("unseenKm", item.second()) + 1e-9;
  }

  private boolean unseen(NaiveItem before, NaiveItem item) {
    long driven = item.odometer() - before.odometer();
    return before.odometer() < 0
        || item.odometer() < 0
        || driven < 0
        || driven / 10.0 > at("unseenKm", item.second()) + 1e-9;
  }

  double at(String key, long second) {
    return daily.at(key, second);
  }
}
