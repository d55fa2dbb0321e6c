package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.obd.read.Telemetry;

/** Values of a vehicle over time (数据曲线). */
final class TelemetryOperations {
  /** What a chart shows first. */
  private static final List<String> USUAL =
      List.of("speedKmh", "engineRpm", "scrUpNoxPpm", "scrDownNoxPpm", "scrInC", "reagentPct");

  /** Fields that can be asked for: the numbers of the stream (spec clause 14). */
  private static final Set<String> FIELDS =
      Set.of(
          "speedKmh",
          "barometricKpa",
          "netTorquePct",
          "frictionTorquePct",
          "engineRpm",
          "fuelRateLph",
          "scrUpNoxPpm",
          "scrDownNoxPpm",
          "reagentPct",
          "intakeKgh",
          "scrInC",
          "scrOutC",
          "dpfDpKpa",
          "coolantC",
          "fuelLevelPct",
          "lon",
          "lat",
          "odoKm",
          "twcUpLambda",
          "twcDownO2V",
          "twcDownNoxPpm",
          "twcTempC",
          "motorRpm",
          "motorLoadPct",
          "battV",
          "battA",
          "soc");

  private final ObdSource obd;
  private final Function<Call, Sight> vehicle;
  private final DeskSettings.Limits limits;

  /**
   * Reads from this source.
   *
   * @param vehicle the vehicle in the path, if the caller may see it
   */
  TelemetryOperations(ObdSource obd, Function<Call, Sight> vehicle, DeskSettings.Limits limits) {
    this.obd = obd;
    this.vehicle = vehicle;
    this.limits = limits;
  }

  void into(Map<String, Operation> operations) {
    operations.put("getTelemetry", this::get);
  }

  private Answer get(Call call) {
    Instant from = Objects.requireNonNull(call.inputs().moment("from"));
    Instant to = Objects.requireNonNull(call.inputs().moment("to"));
    Range.refuseBad(from, to, limits.telemetrySpan());
    List<String> fields = fields(call);
    Sight sight = vehicle.apply(call);
    call.about(call.inputs().needed("vehicleId"));
    int step = step(call, from, to);
    List<Telemetry> pieces = new ArrayList<>();
    for (Window window : sight.within(from, to)) {
      pieces.add(obd.telemetry(sight.vin(), window.from(), window.to(), fields, step));
    }
    if (pieces.isEmpty()) {
      throw new Refusal(Fault.NOT_FOUND); // It was somebody else's all the time that is asked for.
    }
    return Answer.of(json(Curve.of(pieces)));
  }

  private static List<String> fields(Call call) {
    List<String> asked = call.inputs().words("fields");
    if (asked.isEmpty()) {
      return USUAL;
    }
    List<FieldError> errors = new ArrayList<>();
    for (String field : asked) {
      if (!FIELDS.contains(field)) {
        errors.add(FieldError.of("fields", "ENUM", "无此数据项", "there is no such field"));
      } else if (VehicleOperations.PLACES.contains(field) && !call.unmasked()) {
        errors.add(
            FieldError.of(
                "fields",
                "PERSONAL",
                "位置属于行踪轨迹，须 personal=full",
                "positions are a track; ask with personal=full"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Refusal(Fault.INVALID, errors);
    }
    return asked.stream().distinct().toList();
  }

  /** Seconds of a step: as asked, or so that a chart of usual width is filled. */
  private int step(Call call, Instant from, Instant to) {
    long seconds = Duration.between(from, to).toSeconds();
    int least = (int) Math.max(1, Math.ceilDiv(seconds, (long) limits.telemetryPoints()));
    int usual = (int) Math.max(1, Math.ceilDiv(seconds, 1_000L));
    int step = call.inputs().number("step", Math.max(least, usual));
    if (step < least) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "step",
                  "TOO_SMALL",
                  "步长至少" + least + "秒",
                  "this range needs a step of " + least + " seconds at least")));
    }
    return step;
  }

  private static JsonObject json(Telemetry telemetry) {
    List<Object> seconds = new ArrayList<>(telemetry.seconds().length);
    for (long second : telemetry.seconds()) {
      seconds.add(second);
    }
    JsonArray fields = new JsonArray();
    for (Telemetry.Field field : telemetry.fields()) {
      Telemetry.Quality quality = field.quality();
      fields.add(
          new JsonObject()
              .put("name", field.name())
              .put("unit", field.unit())
              .put("min", column(field.min()))
              .put("max", column(field.max()))
              .put(
                  "quality",
                  new JsonObject()
                      .put("usable", quality.usable())
                      .put("invalid", quality.invalid())
                      .put("error", quality.error())
                      .put("outOfRange", quality.outOfRange())
                      .put("saturated", quality.saturated())));
    }
    JsonArray origins = new JsonArray();
    telemetry.origins().forEach(origin -> origins.add(origin.name()));
    return new JsonObject()
        .put("step", telemetry.step())
        .put("seconds", new JsonArray(seconds))
        .put("items", telemetry.items())
        .put("verified", telemetry.verified())
        .put("conflicts", telemetry.conflicts())
        .put("origins", origins)
        .put("fields", fields);
  }

  /** JSON knows no NaN: null stands for "no measurement". */
  private static JsonArray column(double[] values) {
    JsonArray column = new JsonArray(new ArrayList<>(values.length));
    for (double value : values) {
      if (Double.isNaN(value)) {
        column.addNull();
      } else {
        column.add(Math.round(value * 1e6) / 1e6);
      }
    }
    return column;
  }
}
