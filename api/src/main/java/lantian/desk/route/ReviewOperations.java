package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.Casework;
import lantian.desk.cases.ReviewHolds;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;

/** Taking a case for review and letting it go (复核占用). */
final class ReviewOperations {
  private final VisibleCases cases;
  private final ReviewHolds holds;

  ReviewOperations(Casework casework, RegisterReadings readings, ReviewHolds holds) {
    this.cases = new VisibleCases(casework, readings);
    this.holds = holds;
  }

  void into(Map<String, Operation> operations) {
    operations.put("holdReview", this::hold);
    operations.put("releaseReview", this::release);
  }

  private Answer hold(Call call) {
    CaseRecord record = cases.needed(call);
    String by = call.caller().name();
    holds.heldFrom(record.id(), by).ifPresent(until -> refuse(until));
    call.begins();
    Instant until =
        holds
            .hold(record.id(), by)
            .orElseThrow(() -> held(holds.heldFrom(record.id(), by).orElse(Instant.EPOCH)));
    return Answer.of(new JsonObject().put("case", record.id()).put("until", Moments.text(until)));
  }

  private Answer release(Call call) {
    CaseRecord record = cases.needed(call);
    call.begins();
    holds.release(record.id(), call.caller().name());
    return new Answer.Nothing(null);
  }

  /** Refuses a decision on a case that somebody else holds. */
  static void refuse(ReviewHolds holds, String caseId, String move, String by) {
    if (ReviewHolds.DECISIONS.contains(move)) {
      refuse(holds, caseId, by);
    }
  }

  /** Refuses anything about a case that somebody else holds. */
  static void refuse(ReviewHolds holds, String caseId, String by) {
    holds.heldFrom(caseId, by).ifPresent(ReviewOperations::refuse);
  }

  private static void refuse(Instant until) {
    throw held(until);
  }

  private static Refusal held(Instant until) {
    String end = Moments.text(until);
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "caseId",
                "HELD",
                "另一名审核人员正在复核此案，最迟 " + end + " 释放",
                "another reviewer is at this case, until " + end + " at the latest")));
  }
}
