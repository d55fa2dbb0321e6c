package lantian.desk.lists;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.desk.cases.CaseActor;
import org.jspecify.annotations.Nullable;

/** Lists as tests need them: three vehicles, the first with two cases. */
final class ListSamples {
  static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");
  static final CaseActor OFFICER =
      new CaseActor(Actor.Kind.USER, "u-police", "police", Role.POLICE, "市交警支队", null);
  static final CaseActor KEY =
      new CaseActor(Actor.Kind.MACHINE, "k-police", "key", Role.POLICE, "市交警支队", null);
  static final Receipt POLICE = new Receipt(OFFICER, NOON);

  private ListSamples() {}

  static List<HandoverList.NewRow> rows() {
    List<HandoverList.NewRow> rows = new ArrayList<>();
    rows.add(row("case-a", "苏E7K913", "YELLOW"));
    rows.add(row("case-b", "苏E7K913", "YELLOW"));
    rows.add(row("case-c", "苏E88888", "YELLOW"));
    rows.add(row("case-d", "苏E88888", "BLUE"));
    rows.add(row("case-e", "苏E12345", "YELLOW"));
    return rows;
  }

  static HandoverList.NewRow row(String caseId, String plate, String colour) {
    TreeMap<String, String> values = new TreeMap<>();
    values.put(ListRow.PLATE, plate);
    values.put(ListRow.COLOUR, colour);
    values.put("measured", "812.4");
    return new HandoverList.NewRow(caseId, values);
  }

  static HandoverList issued() {
    return HandoverList.issue(
        "WF-2026-000001", ListKind.VIOLATIONS, "姑苏区", NOON, "ecology", rows(), null);
  }

  static HandoverList received() {
    return issued().received(POLICE);
  }

  static GivenResult byCase(int line, String caseId, String result) {
    return new GivenResult(
        line, caseId, null, null, null, result, "决字1号", "2026-11-24", null, "6063", null);
  }

  static GivenResult byRow(int line, int row, String result, @Nullable String reason) {
    return new GivenResult(line, null, row, null, null, result, "决字1号", null, reason, "6063", null);
  }

  static GivenResult byPlate(int line, String plate, @Nullable String colour) {
    return new GivenResult(
        line, null, null, plate, colour, "已处罚", "决字1号", null, null, "6063", null);
  }
}
