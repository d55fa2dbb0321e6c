package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits of one rule while they are read from a rule set: a rule asks for each key by name, and
 * what it did not ask for is refused.
 */
public final class LimitsBlock {
  private final String where;
  private final JsonNode limits;
  private final List<Limit> rows = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<Object, Object> shared;

  /**
   * @param shared what the blocks of one set have in common, see {@link #same}
   */
  LimitsBlock(String where, JsonNode limits, Map<Object, Object> shared) {
    this.where = where;
    this.limits = limits;
    this.shared = shared;
  }

  /**
   * The one object that stands for all equal ones in the set, so that what follows from it may be
   * worked out once for several rules.
   */
  @SuppressWarnings("unchecked") // equal objects of a record have one class
  public <T> T same(T value) {
    return (T) shared.computeIfAbsent(value, one -> one);
  }

  /** A number between {@code least} and {@code most}; refused if missing or outside. */
  public double number(String key, String unit, double least, double most) {
    JsonNode value = row(key, unit);
    return checked(key, value, least, most);
  }

  /** A whole number between {@code least} and {@code most}. */
  public int whole(String key, String unit, int least, int most) {
    double value = number(key, unit, least, most);
    if (value != Math.rint(value)) {
      throw refuse(key + " must be a whole number");
    }
    return (int) value;
  }

  /** A number for each name, at least one, in the order of the file. */
  public Map<String, Double> numbers(String key, String unit, double least, double most) {
    return numbers(key, row(key, unit), least, most);
  }

  private Map<String, Double> numbers(String key, JsonNode value, double least, double most) {
    if (!value.isObject() || value.isEmpty()) {
      throw refuse(key + " must be an object with at least one number");
    }
    Map<String, Double> out = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      out.put(entry.getKey(), checked(key, entry.getValue(), least, most));
    }
    return out;
  }

  /**
   * Numbers by name for each of some names, in the order of the file: each of these has a source of
   * its own. There may be none, where a set can't know the names, such as those of vehicle models.
   */
  public Map<String, Map<String, Double>> each(String key, String unit, double least, double most) {
    JsonNode all = node(key);
    Map<String, Map<String, Double>> out = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : all.properties()) {
      String path = key + "." + entry.getKey();
      if (!entry.getValue().isObject()) {
        throw refuse(path + " must be an object with value, source and verified");
      }
      out.put(entry.getKey(), numbers(path, row(path, entry.getValue(), unit), least, most));
    }
    return out;
  }

  /** Names, at least one, in the order of the file. */
  public List<String> names(String key) {
    JsonNode value = row(key, "");
    List<String> out = new ArrayList<>();
    for (JsonNode name : value) {
      if (!name.isTextual()) {
        throw refuse(key + " must be a list of names");
      }
      out.add(name.textValue().intern());
    }
    if (!value.isArray() || out.isEmpty()) {
      throw refuse(key + " must be a list with at least one name");
    }
    return out;
  }

  /** The rows read, after making sure that nothing was left unread. */
  List<Limit> finish() {
    Keys.only(where, limits, asked);
    return List.copyOf(rows);
  }

  private JsonNode row(String key, String unit) {
    return row(key, node(key), unit);
  }

  private JsonNode node(String key) {
    asked.add(key);
    JsonNode row = limits.get(key);
    if (row == null || !row.isObject()) {
      // an unknown key is most likely the missing one misspelt, so that comes first
      Keys.known(where, limits, asked, key);
      throw refuse(key + " is missing");
    }
    return row;
  }

  private JsonNode row(String key, JsonNode row, String unit) {
    Keys.only(where + "." + key, row, List.of("value", "source", "verified"));
    JsonNode value = Keys.need(where + "." + key, row, "value");
    String source = Keys.text(where + "." + key, row, "source");
    rows.add(new Limit(key, print(value), unit, source, Keys.flag(where + "." + key, row)));
    return value;
  }

  private static String print(JsonNode value) {
    if (value.isObject()) {
      List<String> parts = new ArrayList<>();
      value.properties().forEach(e -> parts.add(e.getKey() + " " + e.getValue().asText()));
      return String.join(", ", parts);
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(e -> parts.add(e.asText()));
      return String.join(", ", parts);
    }
    return value.asText();
  }

  private double checked(String key, JsonNode value, double least, double most) {
    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw refuse(key + " must be a number from " + least + " to " + most);
    }
    return value.doubleValue();
  }

  /** What a rule throws that refuses limits which contradict each other. */
  public IllegalArgumentException refuse(String what) {
    return new IllegalArgumentException(where + ": " + what);
  }
}
