package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import lantian.desk.http.Call;
import lantian.obd.read.Vehicle;

/** The latest state of a vehicle, as far as it is from a time that the caller may see (车辆状态). */
final class VehicleViews {
  private final Subjects subjects;

  VehicleViews(Subjects subjects) {
    this.subjects = subjects;
  }

  /** When a latest state was collected: the moment at which the right to see it is judged. */
  static Instant told(Vehicle row, Instant now) {
    Instant collected = row.collected();
    Instant received = row.received();
    return collected != null ? collected : received != null ? received : now;
  }

  /** The latest state, or none if it is from a time that the caller may not see. */
  static Vehicle shown(Sight sight, Vehicle row, Instant now) {
    return sight.at(told(row, now)) ? row : Roll.silent(row.vin(), row.filed());
  }

  JsonObject json(Call call, Sight sight, Vehicle vehicle) {
    return new JsonObject()
        .put("vehicle", subjects.json(sight, call.unmasked()))
        .put("received", Moments.textOrNull(vehicle.received()))
        .put("collected", Moments.textOrNull(vehicle.collected()))
        .put("filed", vehicle.filed())
        .put("sender", vehicle.sender().name())
        .put("origin", vehicle.origin().name())
        .put("originZh", vehicle.origin().zh());
  }
}
