package lantian.desk.route;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lantian.proto.Vin;

/**
 * A vehicle as one caller may see it (可见车辆).
 *
 * @param vin the vehicle
 * @param register what is filed of it
 * @param moment the moment whose plate and county name it: now, or the last one the caller may see
 * @param windows when the caller may see it
 */
record Sight(Vin vin, Register register, Instant moment, List<Window> windows) {
  boolean at(Instant at) {
    return windows.stream().anyMatch(window -> window.holds(at));
  }

  /** The parts of a time that the caller may see. */
  List<Window> within(Instant from, Instant to) {
    return windows.stream().map(w -> w.within(from, to)).filter(Objects::nonNull).toList();
  }
}
