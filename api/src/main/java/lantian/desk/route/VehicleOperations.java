package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Page;
import lantian.obd.read.Sender;
import lantian.obd.read.Silence;
import lantian.obd.read.Vehicle;
import lantian.obd.read.VehicleFilter;
import lantian.proto.Origin;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Vehicles: latest state, registers, search, why one is not shown (车辆). */
final class VehicleOperations {
  /** Something received within this time counts as online. */
  private static final Duration ONLINE = Duration.ofMinutes(10);

  /** Where the vehicle is: part of its track (行踪轨迹). */
  static final Set<String> PLACES = Set.of("lon", "lat");

  private final ObdSource obd;
  private final RegisterReadings readings;
  private final Subjects subjects;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  VehicleOperations(
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
    operations.put("listVehicles", this::list);
    operations.put("searchVehicles", this::search);
    operations.put("getVehicle", this::get);
    operations.put("explainSilence", this::silence);
  }

  private Answer list(Call call) {
    Instant now = clock.instant();
    boolean online = Boolean.TRUE.equals(call.inputs().flag("online"));
    VehicleFilter filter =
        new VehicleFilter(
            call.inputs().flag("filed"),
            call.inputs().flag("verified"),
            online ? now.minus(ONLINE) : null);
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<Vehicle> page =
        listing.page(
            call,
            limit,
            (vin, cursor, n) -> vin == null ? obd.vehicles(filter, cursor, n) : one(vin),
            rows -> visible(call, rows, now));
    Register register = register(call, page.rows());
    JsonArray rows = new JsonArray();
    page.rows().forEach(vehicle -> rows.add(row(call, register, vehicle, now)));
    call.about(ids(rows));
    return Answer.of(new JsonObject().put("rows", rows).put("next", page.next()));
  }

  private Page<Vehicle> one(Vin vin) {
    return new Page<>(obd.vehicle(vin).stream().toList(), null);
  }

  private List<Vehicle> visible(Call call, List<Vehicle> rows, Instant now) {
    if (!Register.limits(call.caller())) {
      return rows;
    }
    Register register = register(call, rows);
    return rows.stream().filter(v -> register.visible(call.caller(), v.vin(), now)).toList();
  }

  private Register register(Call call, List<Vehicle> rows) {
    return Register.of(readings, rows.stream().map(Vehicle::vin).toList(), call.caller());
  }

  private JsonObject row(Call call, Register register, Vehicle vehicle, Instant now) {
    return new JsonObject()
        .put("vehicle", subjects.json(register, vehicle.vin(), now, call.unmasked()))
        .put("received", Moments.textOrNull(vehicle.received()))
        .put("collected", Moments.textOrNull(vehicle.collected()))
        .put("filed", vehicle.filed())
        .put("sender", vehicle.sender().name())
        .put("origin", vehicle.origin().name())
        .put("originZh", vehicle.origin().zh());
  }

  private Answer search(Call call) {
    String vin = call.json().getString("vin");
    String plate = call.json().getString("plate");
    if ((vin == null) == (plate == null)) {
      throw new Refusal(
          Fault.INVALID,
          List.of(FieldError.of("", "ONE_OF", "车架号与号牌须且只须填一项", "give either vin or plate")));
    }
    String filter;
    if (vin != null) {
      filter = listing.filterOfVin(typed(vin));
    } else {
      String colour = call.json().getString("plateColour");
      filter =
          listing.filterOfPlate(
              plate.strip(), colour == null ? null : Plate.Colour.valueOf(colour));
    }
    call.about(filter);
    return Answer.of(new JsonObject().put("filter", filter).put("vehicles", known(call, filter)));
  }

  private static Vin typed(String vin) {
    try {
      return new Vin(vin);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Fault.INVALID, List.of(FieldError.of("vin", "PATTERN", "车架号格式不对", "this is no VIN")));
    }
  }

  /** The vehicles of the filter that are filed or were received, and that the caller may see. */
  private JsonArray known(Call call, String filter) {
    Instant now = clock.instant();
    List<Vin> vins = listing.resolve(filter);
    Register register = Register.of(readings, vins, call.caller());
    JsonArray known = new JsonArray();
    for (Vin vin : vins) {
      boolean exists = !register.entries(vin).isEmpty() || obd.vehicle(vin).isPresent();
      if (exists && register.visible(call.caller(), vin, now)) {
        known.add(subjects.json(register, vin, now, false));
      }
    }
    return known;
  }

  private Answer get(Call call) {
    Vin vin = visibleVehicle(call);
    call.about(subjects.id(vin));
    Instant now = clock.instant();
    Register register = Register.of(readings, List.of(vin), call.caller());
    var terminals = readings.terminals(List.of(vin)).getOrDefault(vin, List.of());
    Vehicle vehicle =
        obd.vehicle(vin)
            .orElseGet(() ->
                new Vehicle(
                    vin,
                    null,
                    null,
                    !register.entries(vin).isEmpty() || !terminals.isEmpty(),
                    Sender.CLAIMED,
                    Origin.MEASURED,
                    Map.of()));
    JsonArray ofTerminals = new JsonArray();
    terminals.forEach(span -> ofTerminals.add(EntryViews.terminal(span, call.unmasked())));
    JsonArray entries = new JsonArray();
    register.entries(vin).forEach(span -> entries.add(EntryViews.vehicle(span, call.unmasked())));
    return Answer.of(
        new JsonObject()
            .put("state", row(call, register, vehicle, now))
            .put("values", values(vehicle, call.unmasked()))
            .put("entries", entries)
            .put("terminals", ofTerminals));
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
    Vin vin = visibleVehicle(call);
    Silence silence = obd.silence(vin);
    Register register = Register.of(readings, List.of(vin), call.caller());
    JsonObject quarantined = new JsonObject();
    silence.quarantined().forEach(quarantined::put);
    List<String> causes = new ArrayList<>();
    silence.causes().forEach(cause -> causes.add(cause.name()));
    return Answer.of(
        new JsonObject()
            .put("vehicle", subjects.json(register, vin, clock.instant(), false))
            .put("causes", new JsonArray(causes))
            .put("received", Moments.textOrNull(silence.received()))
            .put("collected", Moments.textOrNull(silence.collected()))
            .put("filed", silence.filed())
            .put("sender", silence.sender().name())
            .put("chunks", silence.chunks())
            .put("quarantined", quarantined));
  }

  /** The vehicle in the path, if the caller may see it; else it does not exist for him. */
  Vin visibleVehicle(Call call) {
    Vin vin = subjects.vin(call.inputs().needed("vehicleId"));
    if (Register.limits(call.caller())) {
      Register register = Register.of(readings, List.of(vin), call.caller());
      if (!register.visible(call.caller(), vin, clock.instant())) {
        throw new Refusal(Fault.NOT_FOUND);
      }
    }
    return vin;
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
