package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import lantian.obd.quality.Bound;
import lantian.obd.quality.DayQuality.Counts;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.QualityLimits;
import lantian.obd.quality.Ratio;
import lantian.obd.read.QualityRow;
import lantian.obd.read.QualitySpread;
import org.jspecify.annotations.Nullable;

/**
 * Data quality as answers show it (数据质量应答): always numerator and denominator, never a bare share.
 */
final class QualityViews {
  private QualityViews() {}

  static JsonObject row(QualityRow row) {
    JsonArray indicators = new JsonArray();
    row.indicators()
        .forEach(
            (one, ratio) -> indicators.add(ratio(one.name(), ratio).put("formula", one.formula())));
    JsonArray defects = new JsonArray();
    row.defects()
        .forEach((defect, samples) ->
            defects.add(
                new JsonObject()
                    .put("code", defect.name())
                    .put("of", defect.of().name())
                    .put("samples", samples)));
    return new JsonObject()
        .put("day", row.day() == null ? null : row.day().toString())
        .put("county", row.county())
        .put("maker", row.maker())
        .put("model", row.model())
        .put("firmware", row.firmware())
        .put("vehicles", row.vehicles())
        .put("days", row.days())
        .put("indicators", indicators)
        .put("fields", ratios(row.fields()))
        .put("classes", ratios(row.classes()))
        .put("defects", defects)
        .put("counts", counts(row.counts()));
  }

  static JsonObject row(QualityRow row, JsonObject vehicle) {
    return row(row).put("vehicle", vehicle);
  }

  private static JsonObject counts(Counts counts) {
    return new JsonObject()
        .put("packets", counts.packets())
        .put("proven", counts.proven())
        .put("conflicts", counts.conflicts())
        .put("gaps", counts.gaps())
        .put("silences", counts.silences())
        .put("silentSeconds", counts.silentSeconds())
        .put("moving", counts.moving());
  }

  private static JsonArray ratios(Map<? extends Enum<?>, Ratio> ratios) {
    JsonArray all = new JsonArray();
    ratios.forEach((name, ratio) -> all.add(ratio(name.name(), ratio)));
    return all;
  }

  static JsonObject ratio(String code, Ratio ratio) {
    return new JsonObject()
        .put("code", code)
        .put("numerator", ratio.numerator())
        .put("denominator", ratio.denominator());
  }

  static JsonArray spread(Map<Indicator, QualitySpread.Quartiles> spread) {
    JsonArray all = new JsonArray();
    spread.forEach((indicator, quartiles) ->
        all.add(
            new JsonObject()
                .put("code", indicator.name())
                .put("vehicles", quartiles.vehicles())
                .put("lower", quartiles.lower())
                .put("median", quartiles.median())
                .put("upper", quartiles.upper())));
    return all;
  }

  /** The limits in force with their sources, so that a reader knows what a figure is worth. */
  static JsonArray limits(QualityLimits limits) {
    JsonArray rows = new JsonArray();
    for (Bound bound : Bound.values()) {
      QualityLimits.@Nullable Row row = limits.rows().get(bound);
      if (row != null) {
        rows.add(
            new JsonObject()
                .put("key", bound.key())
                .put("value", row.value())
                .put("unit", bound.unit())
                .put("source", row.source())
                .put("verified", row.verified()));
      }
    }
    return rows;
  }
}
