package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** The way from a VIN or plate to opaque ids (车辆查询). */
final class VehicleSearch {
  private final ObdSource obd;
  private final RegisterReadings readings;
  private final Subjects subjects;
  private final Listing listing;
  private final InstantSource clock;

  VehicleSearch(
      ObdSource obd,
      RegisterReadings readings,
      Subjects subjects,
      Listing listing,
      InstantSource clock) {
    this.obd = obd;
    this.readings = readings;
    this.subjects = subjects;
    this.listing = listing;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("searchVehicles", this::search);
  }

  private Answer search(Call call) {
    String vin = call.json().getString("vin");
    String plate = call.json().getString("plate");
    if ((vin == null) == (plate == null)) {
      throw new Refusal(
          Fault.INVALID,
          List.of(FieldError.of("", "ONE_OF", "车架号与号牌须且只须填一项", "give either vin or plate")));
    }
    Listing.FilterId filter;
    Vin typed = vin == null ? null : typed(vin);
    if (typed != null) {
      filter = listing.filterOfVin(typed);
    } else {
      String colour = call.json().getString("plateColour");
      filter =
          listing.filterOfPlate(
              plate.strip(), colour == null ? null : Plate.Colour.valueOf(colour));
    }
    call.about(filter.id());
    JsonArray vehicles = known(call, filter.id(), typed);
    return Answer.of(
        new JsonObject()
            .put("filter", filter.id())
            .put("expires", Moments.text(filter.expires()))
            .put("vehicles", vehicles));
  }

  private static Vin typed(String vin) {
    try {
      return new Vin(vin);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Fault.INVALID, List.of(FieldError.of("vin", "PATTERN", "车架号格式不对", "this is no VIN")));
    }
  }

  /**
   * The vehicles of the filter that are filed or were received, and that the caller may see.
   * Whoever keeps the register may also ask about one of which nothing is known: why a truck is not
   * shown is asked most of trucks that were never filed or never heard of.
   */
  private JsonArray known(Call call, String filter, @Nullable Vin typed) {
    Instant now = clock.instant();
    List<Vin> vins = listing.resolve(call, filter);
    Register register = Register.of(readings, vins, call.caller());
    JsonArray known = new JsonArray();
    for (Vin vin : vins) {
      boolean exists =
          (keepsRegister(call.caller()) && vin.equals(typed) && RegisterReadings.fileable(vin))
              || !register.entries(vin).isEmpty()
              || obd.vehicle(vin).isPresent();
      if (exists) {
        register
            .sight(call.caller(), vin, now)
            .ifPresent(sight -> known.add(subjects.json(sight, false)));
      }
    }
    return known;
  }

  private static boolean keepsRegister(Caller caller) {
    return caller.role().includes(Role.ECOLOGY) && !Register.limits(caller);
  }
}
