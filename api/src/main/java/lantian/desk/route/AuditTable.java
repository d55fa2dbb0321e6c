package lantian.desk.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import lantian.desk.access.Role;
import lantian.desk.audit.Act;
import lantian.desk.audit.AuditReadings;
import lantian.desk.audit.AuditRecord;
import lantian.desk.export.Column;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableShape;
import org.jspecify.annotations.Nullable;

/**
 * Records of the audit trail as a table, with what an auditor needs to find each again (审计记录导出).
 */
final class AuditTable {
  private final ExportOrder order;
  private final AuditReadings.Wanted wanted;

  AuditTable(ExportOrder order, AuditReadings.Wanted wanted) {
    this.order = order;
    this.wanted = wanted;
  }

  /**
   * Those records.
   *
   * @param from beginning of the filter
   * @param to its end
   * @param most records that are counted at most
   */
  Export<AuditRecord> export(
      AuditReadings readings, Instant from, Instant to, int most, Instant at) {
    int count = Math.toIntExact(readings.count(wanted, most));
    List<String> parts =
        List.of(order.word("审计记录", "audit"), Export.period(order, from, to), act());
    return new Export<>(
        order,
        TableShape.of("审计记录", "audit", columns(), row -> null),
        rows -> readings.each(wanted, count, rows),
        parts,
        about(),
        count,
        at);
  }

  private List<Column<AuditRecord>> columns() {
    return List.of(
        Column.of("时间", "time", row -> Moments.text(row.at())),
        Column.of("操作人", "actor", row -> row.entry().actor().name()),
        Column.of("角色", "role", row -> role(row.entry().actor().role())),
        Column.of("单位", "organisation", row -> row.entry().actor().organisation()),
        Column.of("事项", "act", row -> order.word(row.entry().act().zh(), row.entry().act().name())),
        Column.of(
            "结果",
            "outcome",
            row -> order.word(row.entry().outcome().zh(), row.entry().outcome().name())),
        Column.wide("对象", "object", row -> row.entry().object()),
        Column.wide("事由", "reason", row -> row.entry().reason()),
        Column.of("地址", "address", row -> row.entry().actor().address()),
        Column.of("记录编号", "record", AuditRecord::id),
        Column.wide("链哈希", "hash", row -> HexFormat.of().formatHex(row.hash())));
  }

  private @Nullable String role(@Nullable String name) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(name))
        .map(role -> order.word(role.zh(), role.name()))
        .findFirst()
        .orElse(name);
  }

  private String act() {
    Act act = wanted.act();
    return act == null
        ? order.word("全部事项", "all-acts")
        : order.word(act.zh(), act.name().toLowerCase(Locale.ROOT));
  }

  private List<TableHead.Line> about() {
    List<TableHead.Line> lines = new ArrayList<>(Covers.period(order, wanted.from(), wanted.to()));
    lines.add(Covers.line(order, "操作人", "actor", wanted.actor()));
    lines.add(Covers.line(order, "事项", "act", wanted.act() == null ? null : act()));
    return lines;
  }
}
