package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.register.VehicleValues;
import lantian.desk.sealing.Sealer;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Vehicles as answers name them (车辆标识): an opaque id, and plate and VIN masked or not. */
final class Subjects {
  private final Sealer sealer;

  Subjects(Sealer sealer) {
    this.sealer = sealer;
  }

  /** The vehicle with the plate it had at a moment. */
  JsonObject json(Register register, Vin vin, Instant moment, boolean unmasked) {
    VehicleValues filed = register.at(vin, moment);
    Plate plate = filed == null ? null : filed.plate();
    return new JsonObject()
        .put("id", id(vin))
        .put("vin", vin(vin, unmasked))
        .put("plate", plate(plate, unmasked))
        .put("plateColour", plate == null ? null : plate.colour().zh())
        .put("county", filed == null ? null : filed.county())
        .put("masked", !unmasked);
  }

  /** The same as a caller may see it. */
  JsonObject json(Sight sight, boolean unmasked) {
    return json(sight.register(), sight.vin(), sight.moment(), unmasked);
  }

  static String vin(Vin vin, boolean unmasked) {
    return printable(unmasked ? vin.text() : vin.toString());
  }

  static @Nullable String plate(@Nullable Plate plate, boolean unmasked) {
    if (plate == null) {
      return null;
    }
    return unmasked ? plate.number() : plate.masked();
  }

  String id(Vin vin) {
    return sealer.seal(Sealer.Kind.VEHICLE, vin.text());
  }

  /** The vehicle of an id; refuses ids that this desk has not given out. */
  Vin vin(String id) {
    Optional<String> text = sealer.open(Sealer.Kind.VEHICLE, id);
    return new Vin(text.orElseThrow(() -> new Refusal(Fault.NOT_FOUND)));
  }

  /** A VIN may hold NUL and worse; people and their programs see a box instead. */
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '\u25a1' : (char) c));
    return shown.toString();
  }
}
