package lantian.desk.route;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lantian.desk.cases.CaseActor;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.Casework;
import lantian.desk.cases.Gate;
import lantian.desk.cases.GateFacts;
import lantian.desk.cases.LegalMove;
import lantian.desk.cases.Moving;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;

/** One case as an answer, with what its caller could do (案件应答). */
final class CaseAnswers {
  private final Casework casework;
  private final Moving moving;
  private final VisibleCases cases;
  private final CaseViews views;

  CaseAnswers(Casework casework, VisibleCases cases, CaseViews views) {
    this.casework = casework;
    this.moving = casework.book().moving();
    this.cases = cases;
    this.views = views;
  }

  Answer of(Call call, CaseRecord record, Instant now) {
    CaseRow row = CaseRow.of(record, moving.table());
    CaseActor actor = CaseActor.of(call.caller());
    GateFacts facts = facts(call, record, Map.of(), now);
    boolean unmasked = call.unmasked();
    return Answer.of(
            views
                .json(cases.register(call, List.of(row)), row, now, unmasked)
                .mergeIn(views.details(record, now, unmasked))
                .put(
                    "registryMatch",
                    CaseViews.gate(moving.reading(Gate.REGISTRY_MATCH, record, actor, facts, now)))
                .put("moves", views.moves(moving.legal(record, actor, facts, now))))
        .with("ETag", "\"" + record.version() + "\"");
  }

  /** Somebody was quicker. */
  Refusal stale(Call call, CaseRecord current, Instant now) {
    return CaseRefusal.stale(current, legal(call, current, now), moving.table());
  }

  /** What the caller could do. */
  List<LegalMove> legal(Call call, CaseRecord record, Instant now) {
    GateFacts facts = facts(call, record, Map.of(), now);
    return moving.legal(record, CaseActor.of(call.caller()), facts, now);
  }

  GateFacts facts(Call call, CaseRecord record, Map<String, String> data, Instant now) {
    return casework.facts().gather(record, data, now, id -> cases.find(call, id));
  }

  /** The state that the caller read; the contract lets nothing else through. */
  static long version(Call call) {
    return Long.parseLong(call.inputs().needed("If-Match").replace("\"", ""));
  }
}
