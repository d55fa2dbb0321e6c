package lantian.desk.route;

import com.mongodb.client.MongoDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import lantian.desk.DeskSettings;
import lantian.desk.audit.Act;
import lantian.desk.audit.Actor;
import lantian.desk.audit.AuditChain;
import lantian.desk.audit.AuditReadings;
import lantian.desk.audit.AuditRecord;
import lantian.desk.audit.AuditReport;
import lantian.desk.export.TableFormat;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import org.jspecify.annotations.Nullable;

/** The audit trail for the audit administrator (审计查询). */
final class AuditOperations {
  private final MongoDatabase database;
  private final AuditReadings readings;
  private final Listing listing;
  private final Exporting exporting;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  /** One reading of the whole trail at a time is enough work for the database. */
  private final Semaphore verifying = new Semaphore(1);

  AuditOperations(
      MongoDatabase database,
      Listing listing,
      Exporting exporting,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.database = database;
    this.readings = new AuditReadings(database);
    this.listing = listing;
    this.exporting = exporting;
    this.limits = limits;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listAudit", this::list);
    operations.put("exportAudit", this::export);
    operations.put("verifyAudit", this::verify);
  }

  private Answer list(Call call) {
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Range range = Range.of(call, clock.instant(), limits.listSpan());
    List<AuditRecord> found =
        readings.find(wanted(call, range, place(listing.cursor(call))), limit);
    JsonArray rows = new JsonArray();
    found.forEach(record -> rows.add(json(record)));
    String next = null;
    if (found.size() == limit) {
      AuditRecord last = found.getLast();
      next = listing.seal(call, last.at().toEpochMilli() + "\n" + last.id());
    }
    call.because("rows=" + found.size());
    return Answer.of(range.tell(new JsonObject().put("rows", rows).put("next", next)));
  }

  /**
   * The whole list as it stood when it was asked for: the record of the export itself is not in it.
   * However long, it goes out at once: jobs are listed by the system administrator, and
   * administrators share no operation.
   */
  private Answer export(Call call) {
    Instant now = clock.instant();
    TableFormat format = TableFormat.of(call.inputs().needed("format"));
    Range range = Range.of(call, now, limits.listSpan());
    Instant to = range.to();
    Instant end = to == null || to.isAfter(now) ? now : to;
    AuditTable table =
        new AuditTable(ExportOrder.of(call), wanted(call, new Range(range.from(), end), null));
    Export<AuditRecord> export =
        table.export(readings, range.from(), end, limits.exportRows() + 1, now);
    exporting.refuseTooMany(export, format);
    return exporting.download(call, export, format);
  }

  private static AuditReadings.Wanted wanted(
      Call call, Range range, AuditReadings.@Nullable Place before) {
    return new AuditReadings.Wanted(
        range.from(), range.to(), call.inputs().text("actor"), act(call), before);
  }

  private Answer verify(Call call) {
    if (!verifying.tryAcquire()) {
      throw new Refusal(Fault.OVERLOADED, Duration.ofSeconds(30));
    }
    AuditReport report;
    try {
      report = AuditChain.verify(database);
    } finally {
      verifying.release();
    }
    JsonArray breaks = new JsonArray();
    report
        .breaks()
        .forEach(b -> breaks.add(new JsonObject().put("at", b.at()).put("what", b.what())));
    call.because(report.intact() ? "intact" : "breaks=" + report.breaks().size());
    return Answer.of(
        new JsonObject()
            .put("intact", report.intact())
            .put("chains", report.chains())
            .put("records", report.records())
            .put("breaks", breaks));
  }

  private static @Nullable Act act(Call call) {
    String name = call.inputs().text("act");
    if (name == null) {
      return null;
    }
    return Arrays.stream(Act.values())
        .filter(act -> act.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                Fault.INVALID, List.of(FieldError.of("act", "ENUM", "无此事项", "no such act"))));
  }

  private static AuditReadings.@Nullable Place place(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    int end = cursor.indexOf('\n');
    long millis = Long.parseLong(cursor.substring(0, end));
    return new AuditReadings.Place(Instant.ofEpochMilli(millis), cursor.substring(end + 1));
  }

  private static JsonObject json(AuditRecord record) {
    Actor actor = record.entry().actor();
    return new JsonObject()
        .put("id", record.id())
        .put("at", Moments.text(record.at()))
        .put("kind", actor.kind().name())
        .put("actor", actor.name())
        .put("role", actor.role())
        .put("organisation", actor.organisation())
        .put("address", actor.address())
        .put("act", record.entry().act().name())
        .put("actZh", record.entry().act().zh())
        .put("object", record.entry().object())
        .put("outcome", record.entry().outcome().name())
        .put("outcomeZh", record.entry().outcome().zh())
        .put("reason", record.entry().reason())
        .put("hash", HexFormat.of().formatHex(record.hash()));
  }
}
