package lantian.obd.read;

import java.util.List;

/** What vehicle-days are added up by (汇总方式). */
public enum QualityBy {
  VEHICLE_DAY(),
  VEHICLE("vin"),
  DAY("day"),
  COUNTY("county"),
  MAKER("maker"),
  MODEL("maker", "model"),
  FIRMWARE("maker", "model", "firmware"),
  FLEET();

  private final List<String> fields;

  QualityBy(String... fields) {
    this.fields = List.of(fields);
  }

  List<String> fields() {
    return fields;
  }
}
