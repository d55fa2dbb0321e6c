package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which stream items a rule looks at: found by going back from each of them to its engine start.
 */
final class NaiveDuty {
  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> stream;
  private final FactsAt facts;

  NaiveDuty(NaiveLimits limits, String rule, List<NaiveItem> stream, FactsAt facts) {
    this.limits = limits;
    this.rule = rule;
    this.stream = stream;
    this.facts = facts;
  }

  /** Positions in the stream. */
  List<Integer> looked() {
    List<Integer> out = new ArrayList<>();
    long start = -1;
    long lastOn = -1;
    for (int i = 0; i < stream.size(); i++) {
      NaiveItem item = stream.get(i);
      long now = item.second();
      if (item.engineSpeed() < 0) {
        continue;
      }
      if (item.engineSpeed() / 8.0 < at("engineOnRpm", now)) {
        start = -1;
        continue;
      }
      start = start < 0 || now - lastOn > at("runGapSeconds", now) ? now : start;
      lastOn = now;
      if (now - start >= at("warmUpSeconds", now) && applies(now) && heat(item)) {
        out.add(i);
      }
    }
    return out;
  }

  private boolean applies(long now) {
    String stage = facts.at(now).stage();
    for (JsonNode listed : limits.value(rule, "stages", now)) {
      if (listed.asText().equals(stage)) {
        return true;
      }
    }
    return false;
  }

  private boolean heat(NaiveItem item) {
    JsonNode block = limits.block(rule, item.second());
    if (block == null || !block.get("limits").has("inletCelsius")) {
      return true;
    }
    double celsius = item.inlet() / 32.0 - 273;
    return item.inlet() >= 0
        && celsius >= at("inletCelsius", item.second())
        && celsius <= at("inletMostCelsius", item.second());
  }

  private double at(String key, long second) {
    return limits.number(rule, key, second);
  }
}
