package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/** Rule-set files, looked up anew for every item. */
final class NaiveLimits {
  private final List<JsonNode> sets;
  private final List<Long> from;

  /** By file, rule and limit: most of a slow judge's time went into walking the trees. */
  private final List<Map<String, Map<String, Double>>> numbers;

  NaiveLimits(List<JsonNode> sets) {
    this.sets = sets;
    this.from =
        sets.stream()
            .map(s -> LocalDate.parse(s.get("from").asText()))
            .map(d -> d.atStartOfDay().toEpochSecond(CityTime.ZONE))
            .toList();
    this.numbers = sets.stream().map(NaiveLimits::numbers).toList();
  }

  private static Map<String, Map<String, Double>> numbers(JsonNode set) {
    Map<String, Map<String, Double>> all = new HashMap<>();
    for (Map.Entry<String, JsonNode> rule : set.get("rules").properties()) {
      Map<String, Double> limits = new HashMap<>();
      for (Map.Entry<String, JsonNode> limit : rule.getValue().get("limits").properties()) {
        limits.put(limit.getKey(), limit.getValue().path("value").asDouble());
      }
      all.put(rule.getKey(), limits);
    }
    return all;
  }

  /** The file in force, null before the first. */
  @Nullable JsonNode setAt(long second) {
    int at = indexAt(second);
    return at < 0 ? null : sets.get(at);
  }

  private int indexAt(long second) {
    int best = -1;
    long bestFrom = Long.MIN_VALUE;
    for (int i = 0; i < sets.size(); i++) {
      if (from.get(i) <= second && from.get(i) > bestFrom) {
        best = i;
        bestFrom = from.get(i);
      }
    }
    return best;
  }

  /** One rule's block in force, null if there is none. */
  @Nullable JsonNode block(String rule, long second) {
    JsonNode set = setAt(second);
    return set == null ? null : set.get("rules").get(rule);
  }

  String idAt(long second) {
    JsonNode set = setAt(second);
    if (set == null) {
      throw new IllegalStateException("no set in force");
    }
    return set.get("id").asText();
  }

  JsonNode value(String rule, String key, long second) {
    JsonNode block = block(rule, second);
    if (block == null) {
      throw new IllegalStateException(rule + " is not in force");
    }
    return block.get("limits").get(key).get("value");
  }

  double number(String rule, String key, long second) {
    int at = indexAt(second);
    Map<String, Double> limits = at < 0 ? null : numbers.get(at).get(rule);
    Double number = limits == null ? null : limits.get(key);
    if (number == null) {
      throw new IllegalStateException(rule + " has no " + key + " in force");
    }
    return number;
  }

  boolean lawVerified(String rule, String set) {
    for (JsonNode candidate : sets) {
      if (candidate.get("id").asText().equals(set)) {
        return candidate.get("rules").get(rule).get("law").get("verified").asBoolean();
      }
    }
    throw new IllegalStateException("no set " + set);
  }
}
