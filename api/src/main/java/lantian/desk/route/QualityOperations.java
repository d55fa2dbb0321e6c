package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.desk.DeskSettings;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.QualityLimits;
import lantian.obd.quality.Ratio;
import lantian.obd.read.Networked;
import lantian.obd.read.Page;
import lantian.obd.read.QualityBy;
import lantian.obd.read.QualityFilter;
import lantian.obd.read.QualityRow;
import lantian.obd.read.QualitySpread;
import lantian.proto.Vin;

/** Data quality: sums, vehicles, missing seconds (数据质量). */
final class QualityOperations {
  private static final String NETWORKING = "DQ-NETWORKING-1";

  private final ObdSource obd;
  private final QualitySearch search;
  private final Subjects subjects;
  private final Listing listing;
  private final DeskSettings.Limits limits;

  QualityOperations(
      ObdSource obd,
      QualitySearch search,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits) {
    this.obd = obd;
    this.search = search;
    this.subjects = subjects;
    this.listing = listing;
    this.limits = limits;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listQuality", this::groups);
    operations.put("getQualitySummary", this::summary);
    operations.put("listVehicleQuality", this::vehicles);
    operations.put("listGaps", this::gaps);
  }

  private Answer groups(Call call) {
    Range range = search.range(call.inputs());
    QualityFilter filter = search.filter(call.caller(), call.inputs(), range);
    QualityBy by = QualityExports.by(call.inputs().text("by"), QualityBy.MAKER);
    JsonArray rows = new JsonArray();
    search
        .groups(by, filter, QualityExports.worst(call.inputs().text("worst")))
        .forEach(row -> rows.add(QualityViews.row(row)));
    return Answer.of(
        range.tell(new JsonObject().put("rows", rows).put("next", null).put("count", rows.size())));
  }

  private Answer summary(Call call) {
    Range range = search.range(call.inputs());
    QualityFilter filter = search.filter(call.caller(), call.inputs(), range);
    QualitySpread spread = obd.qualitySpread(filter);
    QualityLimits inForce =
        QualityLimits.at(QualityLimits.builtIn(), (int) filter.to().toEpochDay());
    JsonObject answer =
        new JsonObject()
            .put("networking", null)
            .put("online", null)
            .put("total", QualityViews.row(spread.all()))
            .put("spread", QualityViews.spread(spread.spread()))
            .put("limits", QualityViews.limits(inForce))
            .put("limitsId", inForce.id());
    if (filter.maker() == null && filter.model() == null && filter.firmware() == null) {
      Networked networked = search.networked(call.caller(), filter);
      answer
          .put(
              "networking",
              QualityViews.ratio("NETWORKING", new Ratio(networked.vehicles(), networked.due()))
                  .put("formula", NETWORKING))
          .put(
              "online",
              QualityViews.ratio(
                      Indicator.ONLINE.name(),
                      new Ratio(networked.onlineDays(), networked.networkedDays()))
                  .put("formula", Indicator.ONLINE.formula()));
    }
    return Answer.of(range.tell(answer));
  }

  private Answer vehicles(Call call) {
    Range range = search.range(call.inputs());
    QualityFilter filter = search.filter(call.caller(), call.inputs(), range);
    QualityBy by = QualityExports.by(call.inputs().text("by"), QualityBy.VEHICLE);
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<QualityRow> page = listing.page(call, limit, search.vehicles(by, filter), found -> found);
    List<Vin> vins = page.rows().stream().map(QualityRow::vin).filter(Objects::nonNull).toList();
    Register register = search.register(call.caller(), vins);
    JsonArray rows = new JsonArray();
    for (QualityRow row : page.rows()) {
      Vin vin = row.vin();
      LocalDate day = row.day();
      if (vin != null && day != null) {
        rows.add(
            QualityViews.row(
                row, subjects.json(register, vin, QualityExports.end(day), call.unmasked())));
      }
    }
    call.about(VehicleOperations.ids(rows));
    return Answer.of(range.tell(new JsonObject().put("rows", rows).put("next", page.next())));
  }

  private Answer gaps(Call call) {
    Range range = search.range(call.inputs());
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<QualitySearch.Missing> page =
        listing.page(call, limit, search.gaps(call.caller(), range), found -> found);
    Register register =
        search.register(
            call.caller(),
            page.rows().stream().map(QualitySearch.Missing::vin).distinct().toList());
    JsonArray rows = new JsonArray();
    for (QualitySearch.Missing row : page.rows()) {
      rows.add(
          new JsonObject()
              .put("vehicle", subjects.json(register, row.vin(), row.first(), call.unmasked()))
              .put("kind", row.gap().kind().name())
              .put("first", Moments.text(row.first()))
              .put("last", Moments.text(Instant.ofEpochSecond(row.gap().last())))
              .put("seconds", row.gap().seconds()));
    }
    call.about(VehicleOperations.ids(rows));
    return Answer.of(range.tell(new JsonObject().put("rows", rows).put("next", page.next())));
  }
}
