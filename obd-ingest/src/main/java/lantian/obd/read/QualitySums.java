package lantian.obd.read;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.BsonField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lantian.obd.quality.DayQuality.Counts;
import lantian.obd.quality.Defect;
import lantian.obd.quality.DefectClass;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.KeyField;
import lantian.obd.quality.Ratio;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Numerators and denominators of vehicle-days, added up (数据质量求和). */
final class QualitySums {
  private static final List<String> COUNTS =
      List.of("packets", "proven", "conflicts", "gaps", "silences", "silentSeconds", "moving");

  /** Where each number stands in a day's document; a group has them as {@code s0}, {@code s1} … */
  private static final List<String> PATHS = paths();

  private final Map<String, Long> sums = new java.util.HashMap<>();
  private long vehicles;
  private long days;
  private Document named = new Document();

  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (Indicator one : Indicator.values()) {
      ratio(paths, "indicators." + one.name());
    }
    for (KeyField one : KeyField.values()) {
      ratio(paths, "fields." + one.name());
    }
    for (DefectClass one : DefectClass.values()) {
      ratio(paths, "classes." + one.name());
    }
    for (Defect one : Defect.values()) {
      paths.add("defects." + one.name());
    }
    COUNTS.forEach(count -> paths.add("counts." + count));
    return List.copyOf(paths);
  }

  private static void ratio(List<String> paths, String path) {
    paths.add(path + ".n");
    paths.add(path + ".d");
  }

  /** Accumulators that add up days. */
  static List<BsonField> ofDays() {
    List<BsonField> fields = new ArrayList<>();
    for (int i = 0; i < PATHS.size(); i++) {
      fields.add(Accumulators.sum("s" + i, "$" + PATHS.get(i)));
    }
    fields.add(Accumulators.sum("days", 1L));
    return fields;
  }

  /** Accumulators that add up groups, one of each vehicle. */
  static List<BsonField> ofVehicles() {
    List<BsonField> fields = new ArrayList<>();
    for (int i = 0; i < PATHS.size(); i++) {
      fields.add(Accumulators.sum("s" + i, "$s" + i));
    }
    fields.add(Accumulators.sum("days", "$days"));
    fields.add(Accumulators.sum("vehicles", 1L));
    return fields;
  }

  /** The sums of a group. */
  static QualitySums of(Document group, Document named) {
    QualitySums sums = new QualitySums();
    for (int i = 0; i < PATHS.size(); i++) {
      sums.sums.put(PATHS.get(i), number(group.get("s" + i)));
    }
    sums.days = number(group.get("days"));
    sums.vehicles = number(group.get("vehicles"));
    sums.named = named;
    return sums;
  }

  /** Adds a day of the same vehicle. */
  void add(Document day) {
    for (String path : PATHS) {
      Object at = day;
      for (String part : path.split("\\.", -1)) {
        at = at instanceof Document in ? in.get(part) : null;
      }
      sums.merge(path, number(at), Long::sum);
    }
    days++;
    vehicles = 1;
    named = day;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private long sum(String path) {
    return sums.getOrDefault(path, 0L);
  }

  private Ratio ratio(String path) {
    return new Ratio(sum(path + ".n"), sum(path + ".d"));
  }

  QualityRow row() {
    Map<Indicator, Ratio> indicators = new EnumMap<>(Indicator.class);
    for (Indicator one : Indicator.values()) {
      indicators.put(one, ratio("indicators." + one.name()));
    }
    Map<KeyField, Ratio> fields = new EnumMap<>(KeyField.class);
    for (KeyField one : KeyField.values()) {
      fields.put(one, ratio("fields." + one.name()));
    }
    Map<DefectClass, Ratio> classes = new EnumMap<>(DefectClass.class);
    for (DefectClass one : DefectClass.values()) {
      classes.put(one, ratio("classes." + one.name()));
    }
    Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    for (Defect one : Defect.values()) {
      defects.put(one, sum("defects." + one.name()));
    }
    String vin = named.getString("vin");
    Integer day = named.getInteger("day");
    return new QualityRow(
        vin == null ? null : new Vin(vin),
        day == null ? null : LocalDate.ofEpochDay(day),
        named.getString("county"),
        named.getString("maker"),
        named.getString("model"),
        named.getString("firmware"),
        vehicles,
        days,
        indicators,
        fields,
        classes,
        defects,
        counts());
  }

  private Counts counts() {
    return new Counts(
        sum("counts.packets"),
        sum("counts.proven"),
        sum("counts.conflicts"),
        sum("counts.gaps"),
        sum("counts.silences"),
        sum("counts.silentSeconds"),
        sum("counts.moving"));
  }
}
