package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import lantian.desk.DeskSettings;
import lantian.desk.cases.Answered;
import lantian.desk.cases.Asked;
import lantian.desk.cases.CaseActor;
import lantian.desk.cases.CaseFilter;
import lantian.desk.cases.CasePage;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.cases.ReviewHolds;
import lantian.desk.dossier.Dossiers;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Page;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Cases: list, one with its timeline, moves, the table behind them (案件). */
final class CaseOperations {
  /** Counted exactly; behind that it says "and more" unless it is asked for all. */
  private static final int MOST_COUNTED = 10_000;

  private final Casework casework;
  private final Dossiers dossiers;
  private final ReviewHolds holds;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;
  private final CaseTable table;
  private final CaseScope scope;
  private final VisibleCases cases;
  private final CaseViews views;
  private final CaseAnswers answers;
  private final CaseNotice notices;

  CaseOperations(
      Casework casework,
      Dossiers dossiers,
      ReviewHolds holds,
      RegisterReadings readings,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.casework = casework;
    this.dossiers = dossiers;
    this.holds = holds;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
    this.table = casework.book().moving().table();
    this.scope = new CaseScope(casework);
    this.cases = new VisibleCases(casework, readings);
    this.views = new CaseViews(casework.book().moving(), subjects);
    this.answers = new CaseAnswers(casework, cases, views);
    this.notices = new CaseNotice(casework.book().moving(), subjects);
  }

  void into(Map<String, Operation> operations) {
    operations.put("listCases", this::list);
    operations.put("getCase", this::get);
    operations.put("moveCase", this::move);
    operations.put("getCaseNotice", this::notice);
    CaseTableView all = new CaseTableView(casework.book().moving());
    operations.put("getCaseTable", call -> Answer.of(all.json()));
  }

  private Answer list(Call call) {
    Instant now = clock.instant();
    Range range = Range.of(call, now, limits.listSpan());
    CaseFilter filter = scope.filter(call, range, now);
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    AtomicReference<Register> seen = new AtomicReference<>(Register.NONE);
    Page<CaseRow> page =
        listing.page(
            call,
            limit,
            (vin, cursor, most) -> page(filter.of(text(vin)), cursor, most),
            rows -> {
              Register looked = cases.register(call, rows);
              seen.set(looked);
              return scope.visible(call.caller(), looked, rows);
            });
    // What was looked up for the last rows that were looked through holds those of the page.
    Register register = seen.get();
    JsonArray rows = new JsonArray();
    List<String> ids = new ArrayList<>();
    for (CaseRow row : page.rows()) {
      rows.add(views.json(register, row, now, call.unmasked()));
      ids.add(row.id());
    }
    call.about(String.join(" ", ids));
    boolean exact = Boolean.TRUE.equals(call.inputs().flag("exact"));
    long count = count(call, filter, exact ? 0 : MOST_COUNTED + 1);
    boolean more = !exact && count > MOST_COUNTED;
    return Answer.of(
        range.tell(
            new JsonObject()
                .put("rows", rows)
                .put("next", page.next())
                .put("count", more ? MOST_COUNTED : count)
                .put("more", more)));
  }

  private Page<CaseRow> page(CaseFilter filter, @Nullable String cursor, int limit) {
    CasePage page = casework.book().page(filter, cursor, limit);
    return new Page<>(page.rows(), page.next());
  }

  private long count(Call call, CaseFilter filter, int most) {
    long count = 0;
    for (Vin vin : listing.vehicles(call)) {
      count += casework.book().count(filter.of(text(vin)), most);
    }
    return count;
  }

  private Answer get(Call call) {
    CaseRecord record = cases.needed(call);
    return answers.of(call, record, clock.instant());
  }

  private Answer notice(Call call) {
    CaseRecord record = cases.needed(call);
    CaseRow row = CaseRow.of(record, table);
    return notices.answer(call, cases.register(call, List.of(row)), record, row, clock.instant());
  }

  private Answer move(Call call) {
    String id = call.inputs().needed("caseId");
    Optional<CaseRecord> done = casework.book().done(id, call.attempt().mark());
    if (done.isPresent()) {
      // Done before a crash took the answer. Whoever moved it may no longer see it, as then.
      call.about(id);
      call.because(call.json().getString("move"));
      dossiers.sealSoon(done.get());
      return answers.of(call, done.get(), clock.instant());
    }
    CaseRecord read = cases.needed(call);
    String move = call.json().getString("move");
    call.because(move);
    ReviewOperations.refuse(holds, id, move, call.caller().name());
    Instant now = clock.instant();
    if (read.version() != CaseAnswers.version(call)) {
      throw answers.stale(call, read, now);
    }
    Map<String, String> data = data(call);
    Answered answered =
        casework
            .book()
            .move(
                read,
                move,
                () ->
                    Asked.of(
                        move,
                        CaseActor.of(call.caller()),
                        now,
                        call.json().getString("reason"),
                        data,
                        answers.facts(call, read, data, now)),
                call::begins,
                call.attempt().mark())
            .orElseThrow(() -> answers.stale(call, cases.needed(call), now));
    return switch (answered) {
      case Answered.Moved moved -> {
        dossiers.sealSoon(moved.next());
        yield answers.of(call, moved.next(), now);
      }
      case Answered.Refused refused -> throw CaseRefusal.of(refused);
    };
  }

  private static @Nullable String text(@Nullable Vin vin) {
    return vin == null ? null : vin.text();
  }

  private static Map<String, String> data(Call call) {
    Map<String, String> data = new TreeMap<>();
    JsonObject given = call.json().getJsonObject("data");
    if (given != null) {
      given.forEach(field -> data.put(field.getKey(), (String) field.getValue()));
    }
    return data;
  }
}
