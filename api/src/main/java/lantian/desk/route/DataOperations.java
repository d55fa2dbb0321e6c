package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lantian.desk.DeskSettings;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Clash;
import lantian.obd.read.Page;
import lantian.obd.read.QuarantineFilter;
import lantian.obd.read.Quarantined;
import lantian.proto.Vin;

/** What is wrong with the data: quarantine and conflicts (数据质量). */
final class DataOperations {
  private final ObdSource obd;
  private final RegisterReadings readings;
  private final Subjects subjects;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  DataOperations(
      ObdSource obd,
      RegisterReadings readings,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.obd = obd;
    this.readings = readings;
    this.subjects = subjects;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listQuarantine", this::quarantine);
    operations.put("listConflicts", this::conflicts);
  }

  private Answer quarantine(Call call) {
    Range range = Range.of(call, clock.instant(), limits.listSpan());
    String reason = call.inputs().text("reason");
    return answer(
        call,
        range,
        (vin, cursor, n) ->
            obd.quarantine(new QuarantineFilter(vin, reason, range.from(), range.to()), cursor, n),
        Quarantined::vin,
        Quarantined::received,
        this::json);
  }

  private Answer conflicts(Call call) {
    Range range = Range.of(call, clock.instant(), limits.listSpan());
    return answer(
        call,
        range,
        (vin, cursor, n) -> obd.conflicts(vin, range.from(), range.to(), cursor, n),
        Clash::vin,
        Clash::second,
        this::json);
  }

  /** Makes one row of an answer. */
  @FunctionalInterface
  private interface View<T> {
    JsonObject json(T row, JsonObject vehicle, boolean unmasked);
  }

  private <T> Answer answer(
      Call call,
      Range range,
      Listing.Source<T> source,
      Function<T, Vin> vin,
      Function<T, Instant> at,
      View<T> view) {
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<T> page = listing.page(call, limit, source, rows -> visible(call, rows, vin, at));
    Register register = register(call, page.rows(), vin);
    JsonArray rows = new JsonArray();
    for (T row : page.rows()) {
      JsonObject vehicle = subjects.json(register, vin.apply(row), at.apply(row), call.unmasked());
      rows.add(view.json(row, vehicle, call.unmasked()));
    }
    call.about(VehicleOperations.ids(rows));
    return Answer.of(range.tell(new JsonObject().put("rows", rows).put("next", page.next())));
  }

  private <T> List<T> visible(
      Call call, List<T> rows, Function<T, Vin> vin, Function<T, Instant> at) {
    if (!Register.limits(call.caller())) {
      return rows;
    }
    Register register = register(call, rows, vin);
    return rows.stream()
        .filter(row -> register.visible(call.caller(), vin.apply(row), at.apply(row)))
        .toList();
  }

  private <T> Register register(Call call, List<T> rows, Function<T, Vin> vin) {
    return Register.of(readings, rows.stream().map(vin).toList(), call.caller());
  }

  private JsonObject json(Quarantined row, JsonObject vehicle, boolean unmasked) {
    return new JsonObject()
        .put("position", row.position())
        .put("vehicle", vehicle)
        .put("received", Moments.text(row.received()))
        .put("reason", row.reason())
        .put("offset", row.offset());
  }

  private JsonObject json(Clash row, JsonObject vehicle, boolean unmasked) {
    JsonArray copies = new JsonArray();
    for (Clash.Copy copy : row.copies()) {
      copies.add(
          new JsonObject()
              .put("hex", unmasked ? copy.hex() : null)
              .put("sender", copy.sender().name())
              .put("position", copy.position())
              .put("received", Moments.text(copy.received())));
    }
    return new JsonObject()
        .put("vehicle", vehicle)
        .put("second", Moments.text(row.second()))
        .put("type", row.type())
        .put("settled", row.settled())
        .put("copies", copies);
  }
}
