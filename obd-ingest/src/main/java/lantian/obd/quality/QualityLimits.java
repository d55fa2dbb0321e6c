package lantian.obd.quality;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A dated block of limits for the indicators (数据质量限值). Immutable.
 *
 * @param id of the block, kept beside every figure made with it
 * @param from first city day on which it holds
 * @param rows every {@link Bound} with its value and source
 */
public record QualityLimits(String id, LocalDate from, Map<Bound, Row> rows) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /** Those that come with the program, oldest first. */
  private static final List<String> FILES = List.of("DQ-1.json");

  /**
   * A limit as it stands in the block.
   *
   * @param value in the bound's unit
   * @param source clause or document it comes from
   * @param verified true if somebody compared it with the printed text
   */
  public record Row(double value, String source, boolean verified) {}

  /** Refuses a block that lacks a limit. */
  public QualityLimits {
    rows = Collections.unmodifiableMap(new EnumMap<>(rows));
    for (Bound bound : Bound.values()) {
      Row row = rows.get(bound);
      if (row == null || !bound.holds(row.value())) {
        throw new IllegalArgumentException(id + ": " + bound.key() + " is missing or out of range");
      }
    }
  }

  /** All that come with the program, oldest first. */
  public static List<QualityLimits> builtIn() {
    return FILES.stream().map(QualityLimits::resource).toList();
  }

  /** Those of a list in force on a city day: the latest begun, or the first of all. */
  public static QualityLimits at(List<QualityLimits> all, int day) {
    return all.stream()
        .filter(limits -> limits.from.toEpochDay() <= day)
        .max(Comparator.comparing(QualityLimits::from))
        .orElse(all.getFirst());
  }

  private static QualityLimits resource(String name) {
    try (InputStream in = QualityLimits.class.getResourceAsStream(name)) {
      return read(name, Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file; throws {@link IllegalArgumentException} with one clear line for an unknown key, a
   * missing one, or a value out of range.
   */
  static QualityLimits read(String name, InputStream in) throws IOException {
    JsonNode root = JSON.readTree(in);
    Map<Bound, Row> rows = new EnumMap<>(Bound.class);
    for (Map.Entry<String, JsonNode> entry : root.path("limits").properties()) {
      Bound bound = bound(name, entry.getKey());
      JsonNode row = entry.getValue();
      boolean whole =
          row.path("value").isNumber()
              && row.path("source").isTextual()
              && row.path("verified").isBoolean()
              && row.size() == 3;
      if (!whole) {
        throw new IllegalArgumentException(
            name + ": " + bound.key() + " needs value, source and verified, and nothing else");
      }
      rows.put(
          bound,
          new Row(
              row.get("value").doubleValue(),
              row.get("source").textValue(),
              row.get("verified").booleanValue()));
    }
    return new QualityLimits(
        root.path("id").asText(), LocalDate.parse(root.path("from").asText()), rows);
  }

  private static Bound bound(String name, String key) {
    for (Bound bound : Bound.values()) {
      if (bound.key().equals(key)) {
        return bound;
      }
    }
    throw new IllegalArgumentException(name + ": unknown key " + key);
  }

  /** The value in the bound's unit. */
  public double value(Bound bound) {
    return Objects.requireNonNull(rows.get(bound)).value();
  }

  /** The value as a whole number. */
  int whole(Bound bound) {
    return (int) Math.round(value(bound));
  }

  /** The value times a scale, as a whole number: limits are compared as raw words. */
  long raw(Bound bound, double scale) {
    return Math.round(value(bound) * scale);
  }
}
