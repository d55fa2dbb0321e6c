package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.fence.Fence;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.VehicleValues;
import lantian.obd.read.Page;
import lantian.obd.read.Silence;
import lantian.obd.read.Vehicle;
import lantian.obd.read.VehicleFilter;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Vehicles: latest state, registers, why one is not shown (车辆). */
final class VehicleOperations {
  /** Something received within this time counts as online. */
  private static final Duration ONLINE = Duration.ofMinutes(10);

  /** Where the vehicle is: part of its track (行踪轨迹). */
  static final Set<String> PLACES = Set.of("lon", "lat");

  private final ObdSource obd;
  private final Roll roll;
  private final RegisterReadings readings;
  private final PositionReads positions;
  private final FenceOperations fences;
  private final Subjects subjects;
  private final Listing listing;
  private final DeskSettings.Limits limits;
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
    this.roll = new Roll(obd, readings);
    this.readings = readings;
    this.positions = positions;
    this.fences = fences;
    this.subjects = subjects;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listVehicles", this::list);
    operations.put("getVehicle", this::get);
    operations.put("explainSilence", this::silence);
  }

  private Answer list(Call call) {
    Instant now = clock.instant();
    Boolean online = call.inputs().flag("online");
    Boolean sent = call.inputs().flag("sent");
    VehicleFilter filter =
        new VehicleFilter(
            call.inputs().flag("filed"),
            call.inputs().flag("verified"),
            Boolean.TRUE.equals(online) ? now.minus(ONLINE) : null);
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<Vehicle> page =
        listing.page(
            call,
            limit,
            source(filter, online, sent, inside(call, now), now),
            rows -> visible(call, meant(rows, filter, online, sent, now), now));
    Register register = register(call, page.rows());
    JsonArray rows = new JsonArray();
    for (Vehicle vehicle : page.rows()) {
      register
          .sight(call.caller(), vehicle.vin(), now)
          .ifPresent(sight -> rows.add(row(call, sight, vehicle)));
    }
    call.about(ids(rows));
    return Answer.of(new JsonObject().put("rows", rows).put("next", page.next()));
  }

  /** The vehicles that sent, joined by those that are filed wherever they can be meant. */
  private Listing.Source<Vehicle> source(
      VehicleFilter filter,
      @Nullable Boolean online,
      @Nullable Boolean sent,
      @Nullable NavigableSet<Vin> inside,
      Instant now) {
    boolean onlySent =
        Boolean.TRUE.equals(sent)
            || Boolean.TRUE.equals(online)
            || Boolean.TRUE.equals(filter.verified())
            || Boolean.FALSE.equals(filter.filed());
    return (vin, cursor, n) -> {
      if (vin != null) {
        return inside == null || inside.contains(vin) ? one(vin) : new Page<>(List.of(), null);
      }
      if (inside != null) {
        return inside(inside, cursor, n);
      }
      return onlySent ? obd.vehicles(filter, cursor, n) : roll.page(now, cursor, n);
    };
  }

  /** Vehicles inside the fence that the call names, by VIN; null if it names none. */
  private @Nullable NavigableSet<Vin> inside(Call call, Instant now) {
    Fence fence = fences.asked(call);
    if (fence == null) {
      return null;
    }
    if (!call.unmasked()) {
      // Whose place is inside is part of a track, however the plate is shown.
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "fence",
                  "PURPOSE",
                  "按围栏列出车辆会显示车辆位置，请先选择查看目的（personal=full）",
                  "a fence tells where vehicles are: ask for personal=full with a purpose")));
    }
    NavigableSet<Vin> inside = new TreeSet<>(Comparator.comparing(Vin::text));
    positions.recent(now).places().stream()
        .filter(place -> fence.shape().holds(place.lon(), place.lat()))
        .forEach(place -> inside.add(place.vin()));
    return inside;
  }

  private Page<Vehicle> inside(NavigableSet<Vin> inside, @Nullable String cursor, int limit) {
    NavigableSet<Vin> left = cursor == null ? inside : inside.tailSet(new Vin(cursor), false);
    List<Vin> some = left.stream().limit(limit).toList();
    List<Vehicle> rows = new ArrayList<>();
    some.forEach(vin -> obd.vehicle(vin).ifPresent(rows::add));
    return new Page<>(rows, left.size() > some.size() ? some.getLast().text() : null);
  }

  private Page<Vehicle> one(Vin vin) {
    return new Page<>(obd.vehicle(vin).stream().toList(), null);
  }

  /** The rows of the filter; no source knows all of it. */
  private static List<Vehicle> meant(
      List<Vehicle> rows,
      VehicleFilter filter,
      @Nullable Boolean online,
      @Nullable Boolean sent,
      Instant now) {
    Instant since = now.minus(ONLINE);
    return rows.stream()
        .filter(v -> filter.filed() == null || filter.filed() == v.filed())
        .filter(v -> sent == null || sent == (v.received() != null))
        .filter(v -> filter.verified() == null || filter.verified() == v.sender().verified())
        .filter(v -> {
          Instant received = v.received();
          return online == null || online == (received != null && !received.isBefore(since));
        })
        .toList();
  }

  private List<Vehicle> visible(Call call, List<Vehicle> rows, Instant now) {
    if (!Register.limits(call.caller())) {
      return rows;
    }
    Register register = register(call, rows);
    List<Vehicle> seen = new ArrayList<>();
    for (Vehicle row : rows) {
      Sight sight = register.sight(call.caller(), row.vin(), now).orElse(null);
      if (sight != null && (sight.at(told(row, now)) || sight.at(now))) {
        seen.add(shown(sight, row, now));
      }
    }
    return seen;
  }

  /** When a latest state was collected: the moment at which the right to see it is judged. */
  private static Instant told(Vehicle row, Instant now) {
    Instant collected = row.collected();
    Instant received = row.received();
    return collected != null ? collected : received != null ? received : now;
  }

  /** The latest state, or none if it is from a time that the caller may not see. */
  private static Vehicle shown(Sight sight, Vehicle row, Instant now) {
    return sight.at(told(row, now)) ? row : Roll.silent(row.vin(), row.filed());
  }

  private Register register(Call call, List<Vehicle> rows) {
    return Register.of(readings, rows.stream().map(Vehicle::vin).toList(), call.caller());
  }

  private JsonObject row(Call call, Sight sight, Vehicle vehicle) {
    return new JsonObject()
        .put("vehicle", subjects.json(sight, call.unmasked()))
        .put("received", Moments.textOrNull(vehicle.received()))
        .put("collected", Moments.textOrNull(vehicle.collected()))
        .put("filed", vehicle.filed())
        .put("sender", vehicle.sender().name())
        .put("origin", vehicle.origin().name())
        .put("originZh", vehicle.origin().zh());
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
            .map(row -> shown(sight, row, now))
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
            .put("state", row(call, sight, vehicle))
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
