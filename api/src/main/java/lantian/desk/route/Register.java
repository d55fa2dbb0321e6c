package lantian.desk.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
  /** Nothing is filed. */
  static final Register NONE = new Register(Map.of(), Map.of());

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

  /** What somebody has loaded of vehicles; of terminals nothing is known. */
  static Register of(Map<Vin, List<Span<VehicleValues>>> vehicles) {
    return new Register(vehicles, Map.of());
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
    VehicleValues filed = at(vin, moment);
    if (!caller.scope().holdsCounty(filed == null ? null : filed.county())) {
      return false;
    }
    if (caller.role() == Role.INTEGRATOR) {
      TerminalValues terminal = holding(terminals.getOrDefault(vin, List.of()), moment);
      return caller.scope().holdsOrganisation(terminal == null ? null : terminal.maker());
    }
    return true;
  }

  /** All times for which {@link #visible} holds, oldest first; neighbours are one. */
  List<Window> windows(Caller caller, Vin vin) {
    if (!limits(caller)) {
      return List.of(Window.ALWAYS);
    }
    TreeSet<Instant> bounds = new TreeSet<>();
    vehicles.getOrDefault(vin, List.of()).forEach(span -> bounds(span, bounds));
    terminals.getOrDefault(vin, List.of()).forEach(span -> bounds(span, bounds));
    List<Window> windows = new ArrayList<>();
    for (Instant from : bounds) {
      if (visible(caller, vin, from)) {
        Instant next = bounds.higher(from);
        Instant to = next == null ? Instant.MAX : next;
        boolean goesOn = !windows.isEmpty() && windows.getLast().to().equals(from);
        windows.add(new Window(goesOn ? windows.removeLast().from() : from, to));
      }
    }
    return windows;
  }

  /** The vehicle as this caller may see it; empty if it never may up to now. */
  Optional<Sight> sight(Caller caller, Vin vin, Instant now) {
    List<Window> windows = windows(caller, vin);
    return windows.reversed().stream()
        .filter(window -> !window.from().isAfter(now))
        .findFirst()
        .map(last -> last.holds(now) ? now : last.to().minusSeconds(1))
        .map(moment -> new Sight(vin, this, moment, windows));
  }

  private static void bounds(Span<?> span, Set<Instant> bounds) {
    bounds.add(span.from());
    Instant to = span.to();
    if (to != null) {
      bounds.add(to);
    }
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
