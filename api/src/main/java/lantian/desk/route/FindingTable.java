package lantian.desk.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lantian.desk.export.Column;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableShape;
import lantian.desk.register.VehicleValues;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.FoundState;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/** The findings list as a table for officers (线索清单). */
final class FindingTable {
  private final ExportOrder order;
  private final FindingFilter filter;
  private final Whereabouts places;

  /** A finding with what was filed of its vehicle then. */
  record Row(Found found, @Nullable VehicleValues filed) {
    @Nullable Plate plate() {
      return filed == null ? null : filed.plate();
    }
  }

  FindingTable(ExportOrder order, FindingFilter filter, Whereabouts places) {
    this.order = order;
    this.filter = filter;
    this.places = places;
  }

  TableShape<Row> shape() {
    return TableShape.of(
        "线索清单",
        "findings",
        columns(),
        row -> places.at(row.found.vin(), row.found.peakAt(), order.unmasked()));
  }

  private List<Column<Row>> columns() {
    return List.of(
        Column.of("线索编号", "finding", row -> row.found.id().text()),
        Column.of("号牌号码", "plate", row -> Subjects.plate(row.plate(), order.unmasked())),
        Column.of("号牌颜色", "plate colour", row -> colour(row.plate())),
        Column.of("车架号", "VIN", row -> Subjects.vin(row.found.vin(), order.unmasked())),
        Column.of("区县", "county", row -> row.filed == null ? null : row.filed.county()),
        Column.of("规则", "rule", row -> row.found.rule()),
        Column.of("状态", "state", row -> state(row.found.state())),
        Column.wide("事由", "reason", row -> order.word(row.found.reasonZh(), row.found.reasonEn())),
        Column.of("实测值", "measured", row -> row.found.measured()),
        Column.of("峰值", "peak", row -> row.found.peak()),
        Column.of("限值", "limit", row -> row.found.limit()),
        Column.of("单位", "unit", row -> row.found.unit()),
        Column.of("评分", "score", row -> row.found.score()),
        Column.of("开始时间", "start", row -> Moments.text(row.found.start())),
        Column.of("结束时间", "end", row -> Moments.textOrNull(row.found.end())),
        Column.of("峰值时间", "peak at", row -> Moments.text(row.found.peakAt())),
        Column.of("证据身份可信", "sender proven", row -> order.yes(row.found.verified())),
        Column.of(
            "数据来源",
            "origin",
            row -> order.word(row.found.origin().zh(), row.found.origin().name())),
        Column.wide("法律依据", "legal basis", row -> order.word(row.found.lawZh(), row.found.lawEn())),
        Column.of("依据已核对", "basis checked", row -> order.yes(row.found.lawVerified())),
        Column.of("规则集", "rule set", row -> row.found.ruleSet()),
        Column.of("修订", "revision", row -> row.found.revision()),
        Column.of("更新时间", "changed", row -> Moments.text(row.found.changed())),
        filed(Filed.STAGE),
        filed(Filed.FUEL),
        filed(Filed.USE));
  }

  private Column<Row> filed(Filed filed) {
    return Column.of(filed.zh(), filed.en(), row -> filed.of(order, row.filed));
  }

  private static @Nullable String colour(@Nullable Plate plate) {
    return plate == null ? null : plate.colour().zh();
  }

  /** What narrowed it, for a file name. */
  List<String> narrowed() {
    String rule = filter.rule();
    return List.of(rule == null ? order.word("全部规则", "all-rules") : rule, state(filter.state()));
  }

  private String state(@Nullable FoundState state) {
    if (order.english()) {
      return state == null ? "standing" : state.name().toLowerCase(Locale.ROOT);
    }
    return switch (state) {
      case null -> "未撤回";
      case OPEN -> "持续中";
      case CLOSED -> "已结束";
      case WITHDRAWN -> "已撤回";
    };
  }

  /** What the list is, for the cover: everything that narrowed it, and what it is worth. */
  List<TableHead.Line> about() {
    Boolean verified = filter.verified();
    List<TableHead.Line> lines = new ArrayList<>(Covers.period(order, filter.from(), filter.to()));
    lines.add(Covers.line(order, "规则", "rule", filter.rule()));
    lines.add(Covers.line(order, "状态", "state", state(filter.state())));
    lines.add(
        Covers.line(
            order, "证据身份可信", "sender proven", verified == null ? null : order.yes(verified)));
    lines.add(Covers.vehicle(order));
    lines.add(Covers.line(order, "区县", "county", order.caller().county()));
    lines.add(
        Covers.line(
            order,
            "说明",
            "note",
            order.word(
                "线索为系统依规则得出的疑似情况，须经人工审核；证据身份不可信的线索不得单独作为处罚依据。",
                "Findings are suspicions by rule and need review by a person; one whose sender is not"
                    + " proven must not alone support a penalty.")));
    return lines;
  }
}
