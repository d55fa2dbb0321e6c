package lantian.desk.route;

import java.util.List;
import java.util.Optional;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Call;
import lantian.desk.register.RegisterReadings;
import lantian.proto.Vin;

/** Cases by their ids, as far as they exist for a caller (可见案件). */
final class VisibleCases {
  private final Casework casework;
  private final RegisterReadings readings;
  private final CaseTable table;
  private final CaseScope scope;

  VisibleCases(Casework casework, RegisterReadings readings) {
    this.casework = casework;
    this.readings = readings;
    this.table = casework.book().moving().table();
    this.scope = new CaseScope(casework);
  }

  /** The case that a call names; the call is about it from then on. */
  CaseRecord needed(Call call) {
    String id = call.inputs().needed("caseId");
    CaseRecord record = find(call, id).orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    call.about(id);
    return record;
  }

  Optional<CaseRecord> find(Call call, String id) {
    return casework
        .book()
        .find(id)
        .filter(record -> {
          CaseRow row = CaseRow.of(record, table);
          return scope.visible(call.caller(), register(call, List.of(row)), row);
        });
  }

  /** What is filed of the vehicles of these. */
  Register register(Call call, List<CaseRow> rows) {
    return Register.of(
        readings, rows.stream().map(row -> new Vin(row.subject())).toList(), call.caller());
  }
}
