package lantian.desk.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import lantian.desk.cases.Answered;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Correcting;
import lantian.desk.cases.GateReading;
import lantian.desk.cases.LegalMove;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;

/** Why a move was not made, as the desk answers it (案件操作拒绝), with the moves that would be legal. */
final class CaseRefusal {
  private CaseRefusal() {}

  static Refusal of(Answered.Refused refused) {
    return new Refusal(fault(refused.why()), errors(refused))
        .with("allowed", allowed(refused.legal()));
  }

  /** Why a plate was not corrected. */
  static Refusal of(Correcting.Why why, List<LegalMove> legal) {
    return switch (why) {
      case NOT_UNDER_REVIEW ->
          new Refusal(
                  Fault.ILLEGAL_MOVE,
                  plate(
                      "caseId",
                      why,
                      "号牌只能在确认前更正；案件已确认的，由办理操作处理",
                      "a plate can be corrected before confirmation only; now the case has to be"
                          + " moved"))
              .with("allowed", allowed(legal));
      case AS_FILED ->
          new Refusal(
              Fault.CONFLICT,
              plate(
                  "plate",
                  why,
                  "与违法时备案的号牌和颜色相同，无须更正，可直接复核",
                  "this is the plate and colour filed then: nothing is to be corrected, go on"
                      + " with the review"));
      case UNCHANGED ->
          new Refusal(
              Fault.CONFLICT,
              plate(
                  "plate",
                  why,
                  "案件已更正为此号牌，无须再次更正",
                  "the case has been corrected to this plate already"));
      case NOT_CORRECTED ->
          new Refusal(
              Fault.CONFLICT,
              plate("original", why, "案件没有可撤回的号牌更正", "no correction stands to be taken back"));
      case FULL -> new Refusal(Fault.CONFLICT, plate("", why, "案件记录已满", "the timeline is full"));
    };
  }

  private static List<FieldError> plate(String field, Correcting.Why why, String zh, String en) {
    return List.of(FieldError.of(field, why.name(), zh, en));
  }

  /** Somebody was quicker: where the case stands by now, and what the caller could do there. */
  static Refusal stale(CaseRecord current, List<LegalMove> legal, CaseTable table) {
    List<TrackState> states =
        Arrays.stream(Track.values())
            .map(track -> table.state(track, current.state().of(track)))
            .toList();
    FieldError error =
        FieldError.of(
            "If-Match",
            "STALE",
            "案件现为第%d版：%s".formatted(current.version(), joined(states, TrackState::zh, "、")),
            "the case has version %d by now: %s"
                .formatted(current.version(), joined(states, TrackState::en, ", ")));
    return new Refusal(Fault.CHANGED_SINCE, List.of(error))
        .with("allowed", allowed(legal))
        .with("current", states.stream().map(s -> s.track().id() + "." + s.id()).toList());
  }

  private static String joined(
      List<TrackState> states, Function<TrackState, String> word, String between) {
    return states.stream().map(word).collect(Collectors.joining(between));
  }

  private static List<String> allowed(List<LegalMove> legal) {
    return legal.stream().map(one -> one.transition().move().id()).distinct().toList();
  }

  private static Fault fault(Answered.Why why) {
    return switch (why) {
      case UNKNOWN_MOVE, DATA -> Fault.INVALID;
      case ILLEGAL -> Fault.ILLEGAL_MOVE;
      case ROLE -> Fault.FORBIDDEN;
      case GATE -> Fault.GATE_SHUT;
      case FULL -> Fault.CONFLICT;
    };
  }

  private static List<FieldError> errors(Answered.Refused refused) {
    return switch (refused.why()) {
      case UNKNOWN_MOVE -> List.of(FieldError.of("move", "UNKNOWN", "没有此操作", "no such move"));
      case DATA -> refused.fields().stream().map(CaseRefusal::field).toList();
      case GATE -> shut(refused.gates());
      case FULL -> List.of(FieldError.of("", "FULL", "案件记录已满", "the timeline is full"));
      case ILLEGAL, ROLE -> List.of();
    };
  }

  private static FieldError field(String field) {
    String at = field.equals("reason") ? field : "data." + field;
    return FieldError.of(at, "DATA", "缺少、不认识或格式不对", "is missing, not known or not readable");
  }

  private static List<FieldError> shut(List<GateReading> gates) {
    List<FieldError> errors = new ArrayList<>();
    for (GateReading gate : gates) {
      for (GateReading.Why why : gate.shut()) {
        errors.add(FieldError.of(gate.gate().id(), "SHUT", why.zh(), why.en()));
      }
    }
    return errors;
  }
}
