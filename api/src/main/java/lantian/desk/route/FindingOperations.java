package lantian.desk.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lantian.desk.DeskMeter;
import lantian.desk.DeskSettings;
import lantian.desk.export.Table;
import lantian.desk.export.TableFormat;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Evidence;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.FoundState;
import lantian.obd.read.Page;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Findings: list, evidence, export of the whole filter (违法线索). */
final class FindingOperations {
  /** Counted exactly for whoever does not see all rows; behind that it says "and more". */
  private static final int MOST_COUNTED = 10_000;

  private static final int MOST_LOOKED_AT = 20_000;

  private final ObdSource obd;
  private final RegisterReadings readings;
  private final FindingViews views;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;
  private final MeterRegistry meters;

  FindingOperations(
      ObdSource obd,
      RegisterReadings readings,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock,
      MeterRegistry meters) {
    this.obd = obd;
    this.readings = readings;
    this.views = new FindingViews(subjects);
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
    this.meters = meters;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listFindings", this::list);
    operations.put("getFinding", this::get);
    operations.put("exportFindings", this::export);
  }

  private Answer list(Call call) {
    Range range = Range.of(call, clock.instant(), limits.listSpan());
    FindingFilter filter = filter(call, range);
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<Found> page = listing.page(call, limit, source(filter), rows -> visible(call, rows));
    Register register = register(call, page.rows());
    JsonArray rows = new JsonArray();
    List<String> ids = new ArrayList<>();
    for (Found found : page.rows()) {
      rows.add(views.json(register, found, call.unmasked()));
      ids.add(found.id().text());
    }
    call.about(String.join(" ", ids));
    Count count = count(call, filter, MOST_COUNTED, MOST_LOOKED_AT);
    return Answer.of(
        range.tell(
            new JsonObject()
                .put("rows", rows)
                .put("next", page.next())
                .put("count", count.rows())
                .put("more", count.more())));
  }

  private Answer get(Call call) {
    FindingId id = new FindingId(call.inputs().needed("findingId"));
    Evidence evidence = obd.evidence(id).orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    Found found = evidence.finding();
    if (visible(call, List.of(found)).isEmpty()) {
      throw new Refusal(Fault.NOT_FOUND);
    }
    call.about(id.text());
    Register register = register(call, List.of(found));
    return Answer.of(views.json(register, evidence, call.unmasked()));
  }

  private Answer export(Call call) {
    FindingFilter filter = filter(call, Range.of(call, clock.instant(), limits.listSpan()));
    long count = count(call, filter, limits.exportRows() + 1L, Long.MAX_VALUE).rows();
    if (count > limits.exportRows()) {
      throw new Refusal(
          Fault.TOO_MANY_ROWS,
          List.of(
              FieldError.of(
                  "",
                  "TOO_MANY_ROWS",
                  "一次最多导出" + limits.exportRows() + "条",
                  "one export holds " + limits.exportRows() + " rows")));
    }
    TableFormat format =
        TableFormat.valueOf(call.inputs().needed("format").toUpperCase(java.util.Locale.ROOT));
    FindingTable table = new FindingTable(call, filter, count, clock.instant());
    call.about(table.fileName(format));
    String filterId = call.inputs().text("filter");
    call.because(
        "rows="
            + count
            + (call.unmasked() ? " full" : " masked")
            + (filterId == null ? "" : " filter=" + filterId));
    return new Answer.Download(
        format.mediaType(),
        table.fileName(format),
        out -> {
          try (Table to = format.begin(out, table.sheet(), table.headings())) {
            write(call, filter, table, to);
            to.note(table.cover(), table.notes());
          }
          DeskMeter.EXPORTED.counter(meters, format.name()).increment((double) count);
        });
  }

  private void write(Call call, FindingFilter filter, FindingTable table, Table to)
      throws IOException {
    AtomicLong written = new AtomicLong();
    try {
      listing.sweep(
          listing.vehicles(call),
          source(filter),
          rows -> {
            List<Found> seen = visible(call, rows);
            Register register = register(call, seen);
            for (Found found : seen) {
              if (written.incrementAndGet() > limits.exportRows()) {
                throw new java.io.UncheckedIOException(new IOException("more rows than counted"));
              }
              table.write(to, found, register.at(found.vin(), found.start()));
            }
            return true;
          });
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Listing.Source<Found> source(FindingFilter filter) {
    return (vin, cursor, limit) -> obd.findings(of(filter, vin), cursor, limit);
  }

  /**
   * Rows of the whole filter.
   *
   * @param rows how many were counted
   * @param more true if there may be more than these
   */
  private record Count(long rows, boolean more) {}

  /**
   * Counts one by one where some rows may be hidden, up to {@code most} or until so many were
   * looked at: whoever sees one county must not make the desk read those of all others for each
   * page.
   */
  private Count count(Call call, FindingFilter filter, long most, long mostLookedAt) {
    List<@Nullable Vin> vehicles = listing.vehicles(call);
    if (Register.limits(call.caller())) {
      AtomicLong lookedAt = new AtomicLong();
      AtomicLong seen = new AtomicLong();
      AtomicBoolean more = new AtomicBoolean();
      listing.sweep(
          vehicles,
          source(filter),
          rows -> {
            more.set(
                seen.addAndGet(visible(call, rows).size()) > most
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

  private List<Found> visible(Call call, List<Found> rows) {
    if (!Register.limits(call.caller())) {
      return rows;
    }
    Register register = register(call, rows);
    return rows.stream()
        .filter(found -> register.visible(call.caller(), found.vin(), found.start()))
        .toList();
  }

  private Register register(Call call, List<Found> rows) {
    return Register.of(readings, rows.stream().map(Found::vin).toList(), call.caller());
  }

  private static FindingFilter filter(Call call, Range range) {
    String state = call.inputs().text("state");
    return new FindingFilter(
        null,
        call.inputs().text("rule"),
        state == null ? null : FoundState.valueOf(state),
        range.from(),
        range.to(),
        call.inputs().flag("verified"),
        null);
  }

  private static FindingFilter of(FindingFilter all, @Nullable Vin vin) {
    return new FindingFilter(
        vin, all.rule(), all.state(), all.from(), all.to(), all.verified(), all.changedAfter());
  }
}
