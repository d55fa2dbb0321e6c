package lantian.desk.route;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import lantian.desk.access.Caller;
import lantian.desk.http.Inputs;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.FoundState;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Findings as somebody may see them (线索查询): of a filter, for lists and for exports. */
final class FindingSearch {
  private final ObdSource obd;
  private final RegisterReadings readings;
  private final Listing listing;

  FindingSearch(ObdSource obd, RegisterReadings readings, Listing listing) {
    this.obd = obd;
    this.readings = readings;
    this.listing = listing;
  }

  /** Everything of a filter that the caller may see, in the order of the list. */
  void each(ExportOrder order, FindingFilter filter, Consumer<FindingTable.Row> to) {
    listing.sweep(
        listing.vehicles(order),
        source(filter),
        rows -> {
          List<Found> seen = visible(order.caller(), rows);
          Register register = register(order.caller(), seen);
          seen.forEach(found ->
              to.accept(new FindingTable.Row(found, register.at(found.vin(), found.start()))));
          return true;
        });
  }

  Listing.Source<Found> source(FindingFilter filter) {
    return (vin, cursor, limit) -> obd.findings(of(filter, vin), cursor, limit);
  }

  /**
   * Rows of the whole filter.
   *
   * @param rows how many were counted
   * @param more true if there may be more than these
   */
  record Count(long rows, boolean more) {}

  /**
   * Counts one by one where some rows may be hidden, up to {@code most} or until so many were
   * looked at: whoever sees one county must not make the desk read those of all others for each
   * page.
   */
  Count count(ExportOrder order, FindingFilter filter, long most, long mostLookedAt) {
    List<@Nullable Vin> vehicles = listing.vehicles(order);
    if (Register.limits(order.caller())) {
      AtomicLong lookedAt = new AtomicLong();
      AtomicLong seen = new AtomicLong();
      AtomicBoolean more = new AtomicBoolean();
      listing.sweep(
          vehicles,
          source(filter),
          rows -> {
            more.set(
                seen.addAndGet(visible(order.caller(), rows).size()) > most
                    || lookedAt.addAndGet(rows.size()) > mostLookedAt);
            return !more.get();
          });
      return new Count(Math.min(seen.get(), most), more.get());
    }
    long count = 0;
    for (Vin vin : vehicles) {
      count += obd.countFindings(of(filter, vin));
    }
    return new Count(count, false);
  }

  /** Without the rows that a caller may not see. */
  List<Found> visible(Caller caller, List<Found> rows) {
    if (!Register.limits(caller)) {
      return rows;
    }
    Register register = register(caller, rows);
    return rows.stream()
        .filter(found -> register.visible(caller, found.vin(), found.start()))
        .toList();
  }

  Register register(Caller caller, List<Found> rows) {
    return Register.of(readings, rows.stream().map(Found::vin).toList(), caller);
  }

  /** What parameters ask for. */
  static FindingFilter filter(Inputs inputs, Range range) {
    String state = inputs.text("state");
    return new FindingFilter(
        null,
        inputs.text("rule"),
        state == null ? null : FoundState.valueOf(state),
        range.from(),
        range.to(),
        inputs.flag("verified"),
        null);
  }

  private static FindingFilter of(FindingFilter all, @Nullable Vin vin) {
    return new FindingFilter(
        vin, all.rule(), all.state(), all.from(), all.to(), all.verified(), all.changedAfter());
  }
}
