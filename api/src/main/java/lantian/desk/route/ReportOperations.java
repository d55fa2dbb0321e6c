package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Inputs;
import lantian.desk.http.Operation;
import lantian.desk.report.Report;
import lantian.desk.report.ReportBook;
import lantian.desk.report.Rhythm;

/** Reports that are made on their days (定时报表): one's own only. */
final class ReportOperations {
  /** What a report says itself, or may not hold: nobody is there to say what for. */
  private static final Set<String> NOT_OF_A_FILTER =
      Set.of("from", "to", "format", "personal", "purpose", "limit", "cursor");

  private final ReportBook book;
  private final Exporting exporting;
  private final InstantSource clock;

  ReportOperations(ReportBook book, Exporting exporting, InstantSource clock) {
    this.book = book;
    this.exporting = exporting;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listReports", this::list);
    operations.put("createReport", this::create);
    operations.put("changeReport", this::change);
  }

  private Answer list(Call call) {
    JsonArray rows = new JsonArray();
    book.list(call.caller().id()).forEach(report -> rows.add(view(report)));
    return Answer.of(new JsonObject().put("rows", rows));
  }

  private Answer create(Call call) {
    JsonObject wanted = call.json();
    Rhythm rhythm = rhythm(wanted.getJsonObject("rhythm"));
    String operation = wanted.getString("operation");
    if (!call.operationsOf(call.caller().role()).contains(operation)) {
      throw invalid("operation", "FORBIDDEN", "本角色不能导出该列表", "your role may not export this list");
    }
    Inputs inputs = filter(call, operation, wanted);
    Instant now = clock.instant();
    Instant next = rhythm.after(now);
    refuseBad(call, operation, inputs, rhythm, next);
    if (book.list(call.caller().id()).size() >= ReportBook.MOST) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(
              FieldError.of(
                  "",
                  "TOO_MANY_REPORTS",
                  "每人最多" + ReportBook.MOST + "个定时报表，请先终止不用的",
                  "at most " + ReportBook.MOST + " reports a person; end one first")));
    }
    byte[] id = new byte[16];
    call.attempt().random().nextBytes(id);
    Report report =
        new Report(
            HexFormat.of().formatHex(id),
            call.caller().id(),
            wanted.getString("name").strip(),
            operation,
            wanted.getString("format"),
            inputs.values(),
            call.english(),
            rhythm,
            Report.State.ACTIVE,
            null,
            next,
            null,
            null,
            0);
    call.about(report.id());
    call.because(operation + " " + rhythm.kind());
    call.begins();
    book.add(report);
    return Answer.created(view(book.find(report.id()).orElse(report)));
  }

  private static Rhythm rhythm(JsonObject wanted) {
    Rhythm.Kind kind = Rhythm.Kind.valueOf(wanted.getString("kind"));
    int day = wanted.getInteger("day", 1);
    if (day > kind.last()) {
      throw invalid(
          "rhythm.day",
          "DAY",
          "周报填1（周一）至7，月报填1至28，日报填1",
          "weekly 1 (Monday) to 7, monthly 1 to 28, daily 1");
    }
    try {
      return new Rhythm(kind, LocalTime.parse(wanted.getString("at")), day);
    } catch (DateTimeException e) {
      throw invalid("rhythm.at", "TIME", "时间须为 08:30 的形式", "give the time as 08:30");
    }
  }

  /** The filter as the export itself would take it from an address. */
  private static Inputs filter(Call call, String operation, JsonObject wanted) {
    Map<String, String> query = new LinkedHashMap<>();
    for (var one : wanted.getJsonObject("filter")) {
      if (NOT_OF_A_FILTER.contains(one.getKey())) {
        throw invalid(
            "filter." + one.getKey(),
            "NOT_HERE",
            "定时报表的时间范围由周期决定，号牌一律脱敏，此项不可填写",
            "its rhythm gives the range, and plates are masked: leave this out");
      }
      query.put(one.getKey(), (String) one.getValue());
    }
    query.put("format", wanted.getString("format"));
    return inFilter(() -> call.inputs(operation, query));
  }

  /** What is wrong with the filter is told where it stands in the body. */
  private static <T> T inFilter(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Refusal refusal) {
      throw new Refusal(
          refusal.fault(),
          refusal.errors().stream().map(error -> error.at("/filter/" + error.field())).toList());
    }
  }

  /** What could not be made today could not be made later either. */
  private void refuseBad(Call call, String operation, Inputs inputs, Rhythm rhythm, Instant next) {
    Inputs ranged =
        Inputs.of(ReportMaking.ranged(inputs.values(), rhythm.from(next), rhythm.to(next)));
    ExportOrder order =
        new ExportOrder(
            call.caller(),
            ranged,
            call.english(),
            false,
            Listing.maySearch(call.operationsOf(call.caller().role())));
    Exporting.Source source = exporting.sources().get(operation);
    if (source == null) {
      throw invalid("operation", "UNKNOWN", "该列表不能定时导出", "this list can't be made on its days");
    }
    inFilter(() -> source.of(order, clock.instant(), 1));
  }

  private Answer change(Call call) {
    String id = call.inputs().needed("reportId");
    call.about(id);
    Report was =
        book.find(id)
            .filter(one -> one.owner().equals(call.caller().id()))
            .filter(one -> one.state() != Report.State.ENDED)
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    if (was.version() != Long.parseLong(call.inputs().needed("If-Match").replace("\"", ""))) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    Report.State to = Report.State.valueOf(call.json().getString("state"));
    call.because(to.name());
    call.begins();
    // What was due while it rested is not made up.
    Instant next =
        was.state() == Report.State.ACTIVE ? was.next() : was.rhythm().after(clock.instant());
    Report now = book.change(was, to, next).orElseThrow(() -> new Refusal(Fault.CHANGED_SINCE));
    return Answer.of(view(now)).with("ETag", "\"" + now.version() + "\"");
  }

  private static Refusal invalid(String field, String code, String zh, String en) {
    return new Refusal(Fault.INVALID, List.of(FieldError.of(field, code, zh, en)));
  }

  private static JsonObject view(Report report) {
    Report.Stop stop = report.stop();
    JsonObject filter = new JsonObject();
    report
        .inputs()
        .forEach((name, value) -> {
          if (!name.equals("format")) {
            filter.put(name, value.toString());
          }
        });
    return new JsonObject()
        .put("id", report.id())
        .put("name", report.name())
        .put("operation", report.operation())
        .put("format", report.format())
        .put("filter", filter)
        .put(
            "rhythm",
            new JsonObject()
                .put("kind", report.rhythm().kind().name())
                .put("at", report.rhythm().at().toString())
                .put("day", report.rhythm().day()))
        .put("state", report.state().name())
        .put(
            "stop",
            stop == null ? null : new JsonObject().put("zh", stop.zh()).put("en", stop.en()))
        .put("next", report.state() == Report.State.ACTIVE ? Moments.text(report.next()) : null)
        .put("last", Moments.textOrNull(report.last()))
        .put("job", report.job())
        .put("version", report.version());
  }
}
