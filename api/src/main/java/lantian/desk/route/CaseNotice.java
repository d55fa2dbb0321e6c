package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.Moving;
import lantian.desk.cases.Notice;
import lantian.desk.cases.NoticeWriting;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.register.VehicleValues;
import lantian.proto.Plate;
import lantian.proto.Vin;

/** What the owner is told of a case, as an answer (告知书). */
final class CaseNotice {
  private final NoticeWriting writing;
  private final Subjects subjects;

  CaseNotice(Moving moving, Subjects subjects) {
    this.writing = NoticeWriting.builtIn(moving);
    this.subjects = subjects;
  }

  Answer answer(Call call, Register register, CaseRecord record, CaseRow row, Instant now) {
    Vin vin = new Vin(record.subject());
    Notice notice =
        writing
            .write(record, named(register, vin, row.act(), call.unmasked()), now)
            .orElseThrow(CaseNotice::none);
    VehicleValues filed = register.at(vin, row.act());
    if (!record.plateAgrees(filed == null ? null : filed.plate())) {
      throw differs();
    }
    return Answer.of(
        new JsonObject()
            .put("case", record.id())
            .put("version", record.version())
            .put("vehicle", subjects.json(register, vin, row.act(), call.unmasked()))
            .put("title", notice.title())
            .put(
                "paragraphs",
                CaseViews.array(
                    notice.paragraphs(),
                    one ->
                        new JsonObject().put("part", one.part().name()).put("text", one.text()))));
  }

  /** As people call it: by its plate at the time of the act, else by its VIN. */
  private static String named(Register register, Vin vin, Instant act, boolean unmasked) {
    VehicleValues filed = register.at(vin, act);
    Plate plate = filed == null ? null : filed.plate();
    return plate == null
        ? "车架号" + Subjects.vin(vin, unmasked)
        : "%s（%s牌）"
            .formatted(
                Objects.requireNonNull(Subjects.plate(plate, unmasked)), plate.colour().zh());
  }

  /** Nobody is told of a breach as long as a reviewer's plate says that it was another vehicle. */
  private static Refusal differs() {
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "caseId",
                "PLATE_DIFFERS",
                "复核更正的号牌与违法时备案的不符，暂不能告知当事人：请更正备案登记，或撤回更正、撤销案件",
                "the corrected plate is not the one filed then, so nobody can be told: correct the"
                    + " register, take the correction back, or revoke the case")));
  }

  private static Refusal none() {
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "caseId",
                "NO_NOTICE",
                "案件未经人工确认，没有告知书",
                "no person has confirmed the case, so there is no notice")));
  }
}
