package lantian.desk.route;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.fence.Fence;
import lantian.desk.fence.Shape;
import org.jspecify.annotations.Nullable;

/** Reads a GeoJSON file of fences (围栏文件): all that is wrong in it at once, and where. */
final class FenceReading {
  /** Fences of one file, at most. */
  static final int MOST = 50;

  private static final int LONGEST_NAME = 40;
  private static final Set<String> KNOWN = Set.of("name", "kind", "from", "until");

  private final List<FieldError> errors = new ArrayList<>();
  private final SecureRandom random;

  private FenceReading(SecureRandom random) {
    this.random = random;
  }

  /**
   * The fences of a file.
   *
   * @param random where their ids come from
   * @throws Refusal that names everything that is wrong
   */
  static List<Fence> read(byte[] file, SecureRandom random) {
    FenceReading reading = new FenceReading(random);
    List<Fence> fences = reading.file(file);
    if (!reading.errors.isEmpty()) {
      throw new Refusal(
          Fault.INVALID, reading.errors.subList(0, Math.min(50, reading.errors.size())));
    }
    return fences;
  }

  private List<Fence> file(byte[] file) {
    List<Fence> fences = new ArrayList<>();
    Object content;
    try {
      content = Json.decodeValue(Buffer.buffer(file));
    } catch (DecodeException e) {
      throw new Refusal(Fault.MALFORMED);
    }
    if (!(content instanceof JsonObject root)) {
      wrong(
          "",
          "OBJECT",
          "须为 GeoJSON 的 FeatureCollection 或 Feature",
          "give a GeoJSON FeatureCollection or Feature");
      return fences;
    }
    if ("Feature".equals(root.getValue("type"))) {
      feature(root, "", fences);
    } else if ("FeatureCollection".equals(root.getValue("type"))
        && root.getValue("features") instanceof JsonArray features) {
      if (features.isEmpty() || features.size() > MOST) {
        wrong(
            "/features", "COUNT", "一个文件须有1至" + MOST + "个围栏", "a file has 1 to " + MOST + " fences");
        return fences;
      }
      for (int i = 0; i < features.size(); i++) {
        feature(features.getValue(i), "/features/" + i, fences);
      }
    } else {
      wrong(
          "/type",
          "TYPE",
          "须为 GeoJSON 的 FeatureCollection 或 Feature",
          "give a GeoJSON FeatureCollection or Feature");
    }
    return fences;
  }

  private void feature(Object given, String at, List<Fence> fences) {
    if (!(given instanceof JsonObject feature
        && feature.getValue("properties") instanceof JsonObject properties
        && feature.getValue("geometry") instanceof JsonObject geometry)) {
      wrong(at, "FEATURE", "须有 properties 与 geometry", "it needs properties and a geometry");
      return;
    }
    String of = at + "/properties";
    String name = text(properties, "name");
    if (name == null || name.isBlank() || name.length() > LONGEST_NAME || !printable(name)) {
      wrong(
          of + "/name",
          "NAME",
          "请填写名称，最长" + LONGEST_NAME + "字",
          "name it in at most " + LONGEST_NAME + " characters");
    }
    Fence.Kind kind = kind(text(properties, "kind"), of);
    LocalDate from = day(properties, "from", of, true);
    LocalDate until = day(properties, "until", of, false);
    if (from != null && until != null && until.isBefore(from)) {
      wrong(of + "/until", "ORDER", "截止日期不能早于起始日期", "until must not be before from");
    }
    Shape shape = shape(geometry, at + "/geometry");
    if (name != null && kind != null && from != null && shape != null) {
      fences.add(new Fence(id(), name.strip(), kind, from, until, shape, 0));
    }
  }

  /** Properties that a file of somebody else's program carries beside ours do not matter. */
  private static @Nullable String text(JsonObject properties, String name) {
    return KNOWN.contains(name) && properties.getValue(name) instanceof String text ? text : null;
  }

  static boolean printable(String name) {
    return name.chars().noneMatch(Character::isISOControl);
  }

  private Fence.@Nullable Kind kind(@Nullable String word, String at) {
    for (Fence.Kind kind : Fence.Kind.values()) {
      if (kind.name().equals(word)) {
        return kind;
      }
    }
    wrong(
        at + "/kind",
        "KIND",
        "种类须为 LOW_EMISSION、PORT、DISTRICT、SITE、OTHER 之一",
        "kind is one of LOW_EMISSION, PORT, DISTRICT, SITE, OTHER");
    return null;
  }

  private @Nullable LocalDate day(JsonObject properties, String name, String at, boolean needed) {
    String text = text(properties, name);
    if (text == null && !needed && properties.getValue(name) == null) {
      return null;
    }
    LocalDate day = text == null ? null : day(text);
    if (day == null) {
      wrong(at + "/" + name, "DATE", "日期须为 2026-01-31 的形式", "give the date as 2026-01-31");
    }
    return day;
  }

  /** The day of a text, null if it is none. */
  static @Nullable LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      return day.getYear() >= 2000 && day.getYear() <= 2200 ? day : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable Shape shape(JsonObject geometry, String at) {
    try {
      return Shape.read(
          String.valueOf(geometry.getValue("type")), plain(geometry.getValue("coordinates")));
    } catch (Shape.Fault e) {
      wrong(at + e.pointer(), e.code(), e.zh(), e.en());
    }
    return null;
  }

  /** Lists as Java has them; nobody nests them deeper than the JSON reader lets him. */
  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case JsonArray array -> array.stream().map(FenceReading::plain).toList();
      default -> value;
    };
  }

  private void wrong(String pointer, String code, String zh, String en) {
    errors.add(
        FieldError.of(pointer.substring(pointer.lastIndexOf('/') + 1), code, zh, en).at(pointer));
  }

  private String id() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
