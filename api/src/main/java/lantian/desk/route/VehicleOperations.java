package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.VehicleValues;
import lantian.obd.read.Silence;
import lantian.obd.read.Vehicle;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Vehicles: latest state, registers, why one is not shown (车辆). */
final class VehicleOperations {
  /** Where the vehicle is: part of its track (行踪轨迹). */
  static final Set<String> PLACES = Set.of("lon", "lat");

  private final ObdSource obd;
  private final RegisterReadings readings;
  private final Subjects subjects;
  private final VehicleViews views;
  private final VehicleList list;
  private final InstantSource clock;

  VehicleOperations(
      ObdSource obd,
      RegisterReadings readings,
      PositionReads positions,
      FenceOperations fences,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.obd = obd;
    this.readings = readings;
    this.subjects = subjects;
    this.views = new VehicleViews(subjects);
    this.list = new VehicleList(obd, readings, positions, fences, views, listing, limits, clock);
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listVehicles", list::list);
    operations.put("getVehicle", this::get);
    operations.put("explainSilence", this::silence);
  }

  private Answer get(Call call) {
    Sight sight = visibleVehicle(call);
    Vin vin = sight.vin();
    call.about(subjects.id(vin));
    Instant now = clock.instant();
    List<Span<VehicleValues>> ofVehicle = sight.register().entries(vin);
    var terminals = readings.terminals(List.of(vin)).getOrDefault(vin, List.of());
    Vehicle vehicle =
        obd.vehicle(vin)
            .map(row -> VehicleViews.shown(sight, row, now))
            .orElseGet(() -> Roll.silent(vin, !ofVehicle.isEmpty() || !terminals.isEmpty()));
    JsonArray ofTerminals = new JsonArray();
    terminals.stream()
        .filter(span -> seen(call, sight, span))
        .forEach(span -> ofTerminals.add(EntryViews.terminal(span, call.unmasked())));
    JsonArray entries = new JsonArray();
    ofVehicle.stream()
        .filter(span -> seen(call, sight, span))
        .forEach(span -> entries.add(EntryViews.vehicle(span, call.unmasked())));
    return Answer.of(
        new JsonObject()
            .put("state", views.json(call, sight, vehicle))
            .put("values", values(vehicle, call.unmasked()))
            .put("entries", entries)
            .put("terminals", ofTerminals));
  }

  /** Entries of a time that the caller may see; a corrected one holds at none. */
  private static boolean seen(Call call, Sight sight, Span<?> span) {
    return !Register.limits(call.caller())
        || (!span.superseded()
            && sight.windows().stream().anyMatch(w -> w.within(span.from(), span.to()) != null));
  }

  private static JsonObject values(Vehicle vehicle, boolean unmasked) {
    JsonObject values = new JsonObject();
    vehicle
        .values()
        .forEach((name, measure) -> {
          if (unmasked || !PLACES.contains(name)) {
            values.put(
                name,
                new JsonObject()
                    .put("value", measure.value())
                    .put("quality", measure.quality())
                    .put("unit", measure.unit()));
          }
        });
    return values;
  }

  private Answer silence(Call call) {
    Sight sight = visibleVehicle(call);
    if (!sight.at(clock.instant())) {
      throw new Refusal(Fault.NOT_FOUND); // It tells of now, and now it is somebody else's.
    }
    Silence silence = obd.silence(sight.vin());
    JsonObject quarantined = new JsonObject();
    silence.quarantined().forEach(quarantined::put);
    List<String> causes = new ArrayList<>();
    silence.causes().forEach(cause -> causes.add(cause.name()));
    return Answer.of(
        new JsonObject()
            .put("vehicle", subjects.json(sight, false))
            .put("causes", new JsonArray(causes))
            .put("received", Moments.textOrNull(silence.received()))
            .put("collected", Moments.textOrNull(silence.collected()))
            .put("filed", silence.filed())
            .put("sender", silence.sender().name())
            .put("chunks", silence.chunks())
            .put("quarantined", quarantined));
  }

  /** The vehicle in the path, if the caller may ever see it; else it does not exist for him. */
  Sight visibleVehicle(Call call) {
    Vin vin = subjects.vin(call.inputs().needed("vehicleId"));
    return Register.of(readings, List.of(vin), call.caller())
        .sight(call.caller(), vin, clock.instant())
        .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
  }

  /** What the record of a list is about: its vehicles. */
  static String ids(JsonArray rows) {
    List<String> ids = new ArrayList<>();
    for (Object row : rows) {
      @Nullable JsonObject vehicle = ((JsonObject) row).getJsonObject("vehicle");
      if (vehicle != null && !ids.contains(vehicle.getString("id"))) {
        ids.add(vehicle.getString("id"));
      }
    }
    return String.join(" ", ids);
  }
}
