package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lantian.desk.DeskSettings;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.obd.read.Clash;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.Page;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * One vehicle, one file (一车一档): what is filed of it, findings, cases with their moves and conflicts
 * on one timeline, oldest first; each entry for whoever may see it where it is listed.
 */
final class VehicleTimeline {
  /** Findings of one vehicle that are put in order; with more the range has to be narrowed. */
  private static final int MOST_FINDINGS = 5_000;

  /** Conflicts of one second that a page before may have shown. */
  private static final int SAME_SECOND = 64;

  private final ObdSource obd;
  private final Casework casework;
  private final RegisterReadings readings;
  private final Function<Call, Sight> vehicle;
  private final Subjects subjects;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;
  private final CaseScope scope;
  private final TimelineViews views;

  /**
   * One entry.
   *
   * @param at when
   * @param key tells entries of one moment apart, the same on every call
   * @param json as the answer shows it
   */
  record Entry(Instant at, String key, JsonObject json) {
    static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::at).thenComparing(Entry::key);

    boolean behind(@Nullable Place place) {
      return place == null
          || at.isAfter(place.at())
          || (at.equals(place.at()) && key.compareTo(place.key()) > 0);
    }
  }

  /** The last entry of the page before. */
  record Place(Instant at, String key) {
    static Place of(String cursor) {
      int end = cursor.indexOf(' ');
      return new Place(Instant.parse(cursor.substring(0, end)), cursor.substring(end + 1));
    }
  }

  VehicleTimeline(
      ObdSource obd,
      Casework casework,
      RegisterReadings readings,
      Function<Call, Sight> vehicle,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.obd = obd;
    this.casework = casework;
    this.readings = readings;
    this.vehicle = vehicle;
    this.subjects = subjects;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
    CaseTable table = casework.book().moving().table();
    this.scope = new CaseScope(casework);
    this.views = new TimelineViews(table);
  }

  void into(Map<String, Operation> operations) {
    operations.put("getTimeline", this::get);
  }

  private Answer get(Call call) {
    Sight sight = vehicle.apply(call);
    Range range = Range.of(call, clock.instant(), limits.listSpan());
    String cursor = listing.cursor(call);
    Place place = cursor == null ? null : Place.of(cursor);
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    List<Entry> all = new ArrayList<>();
    filed(call, sight, all);
    findings(sight, range, all);
    cases(call, sight, all);
    conflicts(call, sight, place == null ? range.from() : place.at(), range.to(), limit, all);
    List<Entry> rows =
        all.stream()
            .filter(entry -> range.holds(entry.at()) && entry.behind(place))
            .sorted(Entry.ORDER)
            .limit(limit + 1L)
            .toList();
    JsonArray shown = new JsonArray();
    rows.stream().limit(limit).forEach(entry -> shown.add(entry.json()));
    call.about(subjects.id(sight.vin()));
    return Answer.of(
        range.tell(
            new JsonObject()
                .put("vehicle", subjects.json(sight, call.unmasked()))
                .put("rows", shown)
                .put("next", rows.size() > limit ? next(call, rows.get(limit - 1)) : null)));
  }

  private String next(Call call, Entry last) {
    return listing.seal(call, last.at() + " " + last.key());
  }

  private void filed(Call call, Sight sight, List<Entry> all) {
    for (Span<VehicleValues> span : sight.register().entries(sight.vin())) {
      if (!span.superseded() && sight.at(span.from())) {
        all.add(views.filed(span, call.unmasked()));
      }
    }
    for (Span<TerminalValues> span :
        readings.terminals(List.of(sight.vin())).getOrDefault(sight.vin(), List.of())) {
      if (!span.superseded() && sight.at(span.from())) {
        all.add(views.terminal(span));
      }
    }
  }

  private void findings(Sight sight, Range range, List<Entry> all) {
    FindingFilter filter =
        new FindingFilter(sight.vin(), null, null, range.from(), range.to(), null, null);
    List<Found> found = new ArrayList<>();
    listing.<Found>sweep(
        List.of(sight.vin()),
        (vin, cursor, n) -> obd.findings(filter, cursor, n),
        rows -> found.addAll(rows) && found.size() <= MOST_FINDINGS);
    if (found.size() > MOST_FINDINGS) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "from",
                  "RANGE_TOO_LONG",
                  "线索过多，请用 from、to 缩小范围",
                  "there are too many findings; narrow the range with from and to")));
    }
    for (Found row : found) {
      if (sight.at(row.start())) {
        all.add(views.finding(row));
      }
    }
  }

  private void cases(Call call, Sight sight, List<Entry> all) {
    for (CaseRecord record : casework.book().of(List.of(sight.vin().text()))) {
      CaseRow row = CaseRow.of(record, casework.book().moving().table());
      if (scope.visible(call.caller(), sight.register(), row)) {
        for (CaseEvent event : record.events()) {
          all.add(views.move(record, event));
        }
      }
    }
  }

  /** Only where they are listed, too: to those who look after the data. */
  private void conflicts(
      Call call, Sight sight, Instant from, @Nullable Instant to, int limit, List<Entry> all) {
    if (!call.operationsOf(call.caller().role()).contains("listConflicts")) {
      return;
    }
    Vin vin = sight.vin();
    String cursor = null;
    int behind = 0;
    do {
      Page<Clash> page = obd.conflicts(vin, from, to, cursor, limit + SAME_SECOND);
      for (Clash clash : page.rows()) {
        if (sight.at(clash.second())) {
          all.add(views.conflict(clash));
          behind++;
        }
      }
      cursor = page.next();
    } while (cursor != null && behind < limit + SAME_SECOND);
  }
}
