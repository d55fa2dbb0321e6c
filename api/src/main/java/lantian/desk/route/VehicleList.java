package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.fence.Fence;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Page;
import lantian.obd.read.Vehicle;
import lantian.obd.read.VehicleFilter;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Vehicles that sent or are filed, page by page (车辆列表). */
final class VehicleList {
  /** Something received within this time counts as online. */
  private static final Duration ONLINE = Duration.ofMinutes(10);

  private final ObdSource obd;
  private final Roll roll;
  private final RegisterReadings readings;
  private final PositionReads positions;
  private final FenceOperations fences;
  private final VehicleViews views;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  VehicleList(
      ObdSource obd,
      RegisterReadings readings,
      PositionReads positions,
      FenceOperations fences,
      VehicleViews views,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.obd = obd;
    this.roll = new Roll(obd, readings);
    this.readings = readings;
    this.positions = positions;
    this.fences = fences;
    this.views = views;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
  }

  Answer list(Call call) {
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
          .ifPresent(sight -> rows.add(views.json(call, sight, vehicle)));
    }
    call.about(VehicleOperations.ids(rows));
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
      if (sight != null && (sight.at(VehicleViews.told(row, now)) || sight.at(now))) {
        seen.add(VehicleViews.shown(sight, row, now));
      }
    }
    return seen;
  }

  private Register register(Call call, List<Vehicle> rows) {
    return Register.of(readings, rows.stream().map(Vehicle::vin).toList(), call.caller());
  }
}
