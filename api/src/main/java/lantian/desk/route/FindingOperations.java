package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.obd.read.Evidence;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.Page;
import lantian.proto.FindingId;

/** Findings: list, evidence (违法线索). */
final class FindingOperations {
  /** Counted exactly for whoever does not see all rows; behind that it says "and more". */
  private static final int MOST_COUNTED = 10_000;

  private static final int MOST_LOOKED_AT = 20_000;

  private final ObdSource obd;
  private final FindingSearch search;
  private final FindingViews views;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  FindingOperations(
      ObdSource obd,
      FindingSearch search,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.obd = obd;
    this.search = search;
    this.views = new FindingViews(subjects);
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listFindings", this::list);
    operations.put("getFinding", this::get);
  }

  private Answer list(Call call) {
    Range range = Range.of(call, clock.instant(), limits.listSpan());
    ExportOrder order = ExportOrder.of(call);
    FindingFilter filter = FindingSearch.filter(call.inputs(), range);
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<Found> page =
        listing.page(
            call, limit, search.source(filter), rows -> search.visible(call.caller(), rows));
    Register register = search.register(call.caller(), page.rows());
    JsonArray rows = new JsonArray();
    List<String> ids = new ArrayList<>();
    for (Found found : page.rows()) {
      rows.add(views.json(register, found, call.unmasked()));
      ids.add(found.id().text());
    }
    call.about(String.join(" ", ids));
    FindingSearch.Count count = search.count(order, filter, MOST_COUNTED, MOST_LOOKED_AT);
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
    if (search.visible(call.caller(), List.of(found)).isEmpty()) {
      throw new Refusal(Fault.NOT_FOUND);
    }
    call.about(id.text());
    Register register = search.register(call.caller(), List.of(found));
    return Answer.of(views.json(register, evidence, call.unmasked()));
  }
}
