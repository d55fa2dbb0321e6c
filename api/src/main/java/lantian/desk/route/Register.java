package lantian.desk.route;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The register entries of the vehicles of one answer (一次应答所需的备案): their plates, and whether the
 * caller may see them at all.
 */
final class Register {
  private final Map<Vin, List<Span<VehicleValues>>> vehicles;
  private final Map<Vin, List<Span<TerminalValues>>> terminals;

  private Register(
      Map<Vin, List<Span<VehicleValues>>> vehicles,
      Map<Vin, List<Span<TerminalValues>>> terminals) {
    this.vehicles = vehicles;
    this.terminals = terminals;
  }

  /** Loads what is filed of these vehicles; terminals only where the caller's rights need them. */
  static Register of(RegisterReadings readings, Collection<Vin> vins, Caller caller) {
    var distinct = new HashSet<>(vins);
    return new Register(
        readings.vehicles(distinct),
        caller.role() == Role.INTEGRATOR ? readings.terminals(distinct) : Map.of());
  }

  /** What was filed of the vehicle at a moment, null if nothing was. */
  @Nullable VehicleValues at(Vin vin, Instant moment) {
    return holding(vehicles.getOrDefault(vin, List.of()), moment);
  }

  List<Span<VehicleValues>> entries(Vin vin) {
    return vehicles.getOrDefault(vin, List.of());
  }

  /**
   * True if the caller may see what happened to the vehicle at a moment: a caller of one county
   * sees vehicles filed there at the time, an integrator those with a terminal of its own.
   */
  boolean visible(Caller caller, Vin vin, Instant moment) {
    if (caller.county() != null) {
      VehicleValues filed = at(vin, moment);
      if (filed == null || !caller.county().equals(filed.county())) {
        return false;
      }
    }
    if (caller.role() == Role.INTEGRATOR) {
      TerminalValues terminal = holding(terminals.getOrDefault(vin, List.of()), moment);
      return terminal != null
          && terminal.maker() != null
          && terminal.maker().equals(caller.organisation());
    }
    return true;
  }

  /** True if some rows may be hidden from this caller. */
  static boolean limits(Caller caller) {
    return caller.county() != null || caller.role() == Role.INTEGRATOR;
  }

  private static <V> @Nullable V holding(List<Span<V>> spans, Instant moment) {
    for (Span<V> span : spans) {
      if (span.holdsAt(moment)) {
        return span.values();
      }
    }
    return null;
  }
}
