package lantian.desk.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.desk.DeskMeter;
import lantian.desk.DeskSettings;
import lantian.desk.access.Role;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.FilingFile;
import lantian.desk.register.ImportAnswer;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.RegisterReadings.TerminalEntry;
import lantian.desk.register.RowAnswer;
import lantian.desk.register.RowFlag;
import lantian.obd.read.LoggedFrame;
import lantian.obd.read.Page;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Terminals: what is filed, filing by file, what was received from one (终端备案). */
final class TerminalOperations {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final ObdSource obd;
  private final RegisterReadings readings;
  private final FilingFile filing;
  private final Subjects subjects;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;
  private final MeterRegistry meters;

  TerminalOperations(
      ObdSource obd,
      RegisterReadings readings,
      FilingFile filing,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock,
      MeterRegistry meters) {
    this.obd = obd;
    this.readings = readings;
    this.filing = filing;
    this.subjects = subjects;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
    this.meters = meters;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listTerminals", this::list);
    operations.put("importTerminals", this::file);
    operations.put("getTerminal", this::get);
    operations.put("listFrames", this::frames);
  }

  private Answer list(Call call) {
    Instant now = clock.instant();
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    String filter = call.inputs().text("filter");
    List<Vin> vins = filter == null ? null : listing.resolve(call, filter);
    List<TerminalEntry> found =
        readings.terminals(now, maker(call), vins, listing.cursor(call), limit);
    Register register =
        Register.of(readings, found.stream().map(TerminalEntry::vin).toList(), call.caller());
    JsonArray rows = new JsonArray();
    for (TerminalEntry entry : found) {
      if (register.visible(call.caller(), entry.vin(), now)) {
        rows.add(json(call, register, entry, now));
      }
    }
    String next = found.size() < limit ? null : listing.seal(call, found.getLast().vin().text());
    call.about(VehicleOperations.ids(rows));
    return Answer.of(new JsonObject().put("rows", rows).put("next", next));
  }

  /** An integrator asks for its own terminals whatever it asks for. */
  private static @Nullable String maker(Call call) {
    return call.caller().role() == Role.INTEGRATOR
        ? call.caller().organisation()
        : call.inputs().text("maker");
  }

  private JsonObject json(Call call, Register register, TerminalEntry entry, Instant at) {
    return new JsonObject()
        .put("vehicle", subjects.json(register, entry.vin(), at, call.unmasked()))
        .put("entry", EntryViews.terminal(entry.span(), call.unmasked()));
  }

  private Answer get(Call call) {
    TerminalEntry entry = entry(call);
    Sight sight = visible(call, entry);
    call.about(entry.span().id());
    return Answer.of(json(call, sight.register(), entry, sight.moment()));
  }

  private Answer frames(Call call) {
    TerminalEntry entry = entry(call);
    Sight sight = visible(call, entry);
    Instant to = earlier(call.inputs().moment("to"), entry.span().to());
    Instant end = to == null ? clock.instant() : to;
    Instant asked = call.inputs().moment("from");
    Instant from = later(asked == null ? end.minus(A_DAY) : asked, entry.span().from());
    Range.refuseBad(from, end, limits.frameSpan());
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<LoggedFrame> page =
        listing.page(
            call,
            limit,
            (all, cursor, n) -> obd.frames(entry.vin(), from, end, cursor, n),
            frames -> frames.stream().filter(frame -> sight.at(frame.received())).toList());
    JsonArray rows = new JsonArray();
    page.rows().forEach(frame -> rows.add(json(frame, call.unmasked())));
    call.about(entry.span().id());
    return Answer.of(
        new JsonObject()
            .put("vehicle", subjects.json(sight, call.unmasked()))
            .put("rows", rows)
            .put("next", page.next()));
  }

  private static JsonObject json(LoggedFrame frame, boolean unmasked) {
    return new JsonObject()
        .put("position", frame.position())
        .put("received", Moments.text(frame.received()))
        .put("address", frame.address())
        .put("command", frame.archived() == null ? frame.command() : null)
        .put("outcome", frame.outcome().name())
        .put("reason", frame.reason())
        .put("hex", unmasked && frame.archived() == null ? frame.hex() : null)
        .put("archived", frame.archived());
  }

  private Answer file(Call call) {
    boolean dryRun = Boolean.TRUE.equals(call.inputs().flag("dry_run"));
    if (!dryRun) {
      call.begins();
    }
    ImportAnswer answer = filing.file(call.file(), call.caller().name(), dryRun);
    JsonArray rows = new JsonArray();
    for (RowAnswer row : answer.rows()) {
      JsonArray errors = new JsonArray();
      row.errors().forEach(error -> errors.add(error(error, call.english())));
      rows.add(
          new JsonObject()
              .put("row", row.row())
              .put("status", row.status().name())
              .put("errors", errors)
              .put("flags", flags(row)));
    }
    JsonObject told =
        new JsonObject()
            .put("status", answer.status())
            .put("dryRun", dryRun)
            .put("total", answer.rows().size());
    for (RowAnswer.Status status : RowAnswer.Status.values()) {
      long count = answer.count(status);
      told.put(status.name().toLowerCase(java.util.Locale.ROOT), count);
      DeskMeter.FILED.counter(meters, status.name()).increment((double) (dryRun ? 0 : count));
    }
    call.because(
        (dryRun ? "dry run, " : "")
            + answer.rows().size()
            + " rows, accepted "
            + answer.count(RowAnswer.Status.ACCEPTED));
    return Answer.of(told.put("rows", rows));
  }

  private static JsonArray flags(RowAnswer row) {
    JsonArray flags = new JsonArray();
    for (RowFlag flag : row.flags()) {
      flags.add(
          new JsonObject().put("code", flag.name()).put("zh", flag.zh()).put("en", flag.en()));
    }
    return flags;
  }

  private static JsonObject error(FieldError error, boolean english) {
    return new JsonObject()
        .put("field", error.field())
        .put("row", error.row())
        .put("code", error.code())
        .put("message", english ? error.en() : error.zh())
        .put("messages", new JsonObject().put("zh", error.zh()).put("en", error.en()));
  }

  private TerminalEntry entry(Call call) {
    return readings
        .terminal(call.inputs().needed("terminalId"))
        .filter(entry -> !entry.span().superseded())
        .filter(entry ->
            call.caller().role() != Role.INTEGRATOR
                || Objects.equals(entry.span().values().maker(), call.caller().organisation()))
        .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
  }

  /** The vehicle while the entry holds, at the times that the caller may see, from the first on. */
  private Sight visible(Call call, TerminalEntry entry) {
    Register register = Register.of(readings, List.of(entry.vin()), call.caller());
    List<Window> windows = new ArrayList<>();
    for (Window window : register.windows(call.caller(), entry.vin())) {
      Window part = window.within(entry.span().from(), entry.span().to());
      if (part != null) {
        windows.add(part);
      }
    }
    if (windows.isEmpty()) {
      throw new Refusal(Fault.NOT_FOUND);
    }
    return new Sight(entry.vin(), register, windows.getFirst().from(), windows);
  }

  private static Instant later(Instant asked, Instant from) {
    return asked.isBefore(from) ? from : asked;
  }

  private static @Nullable Instant earlier(@Nullable Instant asked, @Nullable Instant to) {
    return asked == null || (to != null && asked.isAfter(to)) ? to : asked;
  }
}
