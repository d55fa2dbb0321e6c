package lantian.desk.route;

import java.util.ArrayList;
import java.util.List;
import lantian.desk.cases.Answered;
import lantian.desk.cases.GateReading;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;

/** Why a move was not made, as the desk answers it (案件操作拒绝), with the moves that would be legal. */
final class CaseRefusal {
  private CaseRefusal() {}

  static Refusal of(Answered.Refused refused) {
    List<String> allowed =
        refused.legal().stream().map(legal -> legal.transition().move().id()).distinct().toList();
    return new Refusal(fault(refused.why()), errors(refused)).with("allowed", allowed);
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
