package lantian.desk.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import lantian.obd.filing.Filing;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Joins the entries of a vehicle and of its terminals into the dated filings that rules see. */
final class Filings {
  private Filings() {}

  /**
   * Filings of one vehicle, oldest first, without overlap; a gap is a time nothing was filed for.
   */
  static List<Filing> join(
      Vin vin, List<Span<VehicleValues>> vehicles, List<Span<TerminalValues>> terminals) {
    SortedSet<Instant> borders = new TreeSet<>();
    borders(vehicles, borders);
    borders(terminals, borders);
    List<Filing> filings = new ArrayList<>();
    List<Instant> at = List.copyOf(borders);
    for (int i = 0; i < at.size(); i++) {
      Instant to = i + 1 < at.size() ? at.get(i + 1) : null;
      VehicleValues vehicle = holding(vehicles, at.get(i));
      TerminalValues terminal = holding(terminals, at.get(i));
      if (vehicle != null || terminal != null) {
        filings.add(filing(vin, at.get(i), to, vehicle, terminal));
      }
    }
    return filings;
  }

  private static <V> void borders(List<Span<V>> spans, SortedSet<Instant> into) {
    for (Span<V> span : spans) {
      if (!span.superseded()) {
        into.add(span.from());
        if (span.to() != null) {
          into.add(span.to());
        }
      }
    }
  }

  private static <V> @Nullable V holding(List<Span<V>> spans, Instant at) {
    for (Span<V> span : spans) {
      if (span.holdsAt(at)) {
        return span.values();
      }
    }
    return null;
  }

  private static Filing filing(
      Vin vin,
      Instant from,
      @Nullable Instant to,
      @Nullable VehicleValues filedVehicle,
      @Nullable TerminalValues filedTerminal) {
    VehicleValues vehicle = filedVehicle == null ? VehicleValues.NONE : filedVehicle;
    TerminalValues terminal = filedTerminal == null ? TerminalValues.NONE : filedTerminal;
    return new Filing(
        vin,
        from,
        to,
        terminal.iccid(),
        terminal.chipId(),
        terminal.publicKey(),
        terminal.profile(),
        terminal.maker(),
        terminal.model(),
        terminal.firmware(),
        vehicle.plate(),
        vehicle.facts(),
        terminal.origin(),
        vehicle.county());
  }
}
