package lantian.desk.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lantian.desk.cases.CaseFilter;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;
import lantian.desk.export.Column;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableShape;
import lantian.desk.register.VehicleValues;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** The case list as a table for officers (案件清单). */
final class CaseListTable {
  private final ExportOrder order;
  private final CaseFilter filter;
  private final CaseTable table;
  private final Whereabouts places;
  private final Instant now;

  /** A case with what was filed of its vehicle then. */
  record Row(CaseRow found, @Nullable VehicleValues filed) {
    @Nullable Plate plate() {
      return filed == null ? null : filed.plate();
    }

    Vin vin() {
      return new Vin(found.subject());
    }
  }

  CaseListTable(
      ExportOrder order, CaseFilter filter, CaseTable table, Whereabouts places, Instant now) {
    this.order = order;
    this.filter = filter;
    this.table = table;
    this.places = places;
    this.now = now;
  }

  TableShape<Row> shape() {
    return TableShape.of(
        "案件清单", "cases", columns(), row -> places.at(row.vin(), row.found.act(), order.unmasked()));
  }

  private List<Column<Row>> columns() {
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(Column.of("案件编号", "case", row -> row.found.id()));
    columns.add(Column.of("号牌号码", "plate", row -> Subjects.plate(row.plate(), order.unmasked())));
    columns.add(Column.of("号牌颜色", "plate colour", row -> colour(row.plate())));
    columns.add(Column.of("车架号", "VIN", row -> Subjects.vin(row.vin(), order.unmasked())));
    columns.add(Column.of("区县", "county", row -> row.filed == null ? null : row.filed.county()));
    columns.add(Column.of("违法类型", "kind", row -> row.found.kind()));
    columns.add(Column.of("第几案", "ordinal", row -> row.found.ordinal()));
    for (Track track : Track.values()) {
      columns.add(Column.of(track.zh(), track.en(), row -> state(track, row.found)));
    }
    columns.add(Column.of("违法时间", "act", row -> Moments.text(row.found.act())));
    columns.add(Column.of("截止时间", "until", row -> Moments.text(row.found.until())));
    columns.add(Column.of("线索数", "findings", row -> row.found.findings()));
    columns.add(Column.of("证据身份可信", "sender proven", row -> order.yes(row.found.verified())));
    columns.add(Column.of("评分", "score", row -> row.found.score()));
    columns.add(Column.of("标记", "flags", row -> flags(row.found)));
    columns.add(Column.of("办理期限", "due", row -> Moments.textOrNull(row.found.due())));
    columns.add(Column.of("已逾期", "overdue", row -> order.yes(row.found.overdue(now))));
    columns.add(Column.of("立案时间", "opened", row -> Moments.text(row.found.opened())));
    columns.add(Column.of("更新时间", "changed", row -> Moments.text(row.found.changed())));
    for (Filed filed : Filed.values()) {
      columns.add(Column.of(filed.zh(), filed.en(), row -> filed.of(order, row.filed)));
    }
    return columns;
  }

  private static @Nullable String colour(@Nullable Plate plate) {
    return plate == null ? null : plate.colour().zh();
  }

  private String state(Track track, CaseRow row) {
    return word(table.state(track, row.state().of(track)));
  }

  private String word(TrackState state) {
    return order.word(state.zh(), state.en());
  }

  private @Nullable String flags(CaseRow row) {
    return row.flags().isEmpty()
        ? null
        : row.flags().stream()
            .map(flag -> order.word(flag.zh(), flag.en()))
            .collect(Collectors.joining("、"));
  }

  /** What narrowed it, for a file name: words of the desk's own tables only. */
  List<String> narrowed(boolean found) {
    List<String> parts = new ArrayList<>();
    String kind = filter.kind();
    parts.add(kind == null || !found ? order.word("全部类型", "all-kinds") : kind);
    filter.states().forEach((track, state) -> parts.add(word(table.state(track, state))));
    if (filter.overdue() != null) {
      parts.add(filter.overdue() ? order.word("已逾期", "overdue") : order.word("未逾期", "not-overdue"));
    }
    return parts;
  }

  /** What the list is, for the cover. */
  List<TableHead.Line> about() {
    Boolean overdue = filter.overdue();
    List<TableHead.Line> lines = new ArrayList<>(Covers.period(order, filter.from(), filter.to()));
    lines.add(Covers.line(order, "违法类型", "kind", filter.kind()));
    for (Track track : Track.values()) {
      String state = filter.states().get(track);
      lines.add(
          Covers.line(
              order,
              track.zh(),
              track.en(),
              state == null ? null : word(table.state(track, state))));
    }
    lines.add(Covers.line(order, "已逾期", "overdue", overdue == null ? null : order.yes(overdue)));
    lines.add(Covers.vehicle(order));
    String county = filter.within() == null ? filter.county() : filter.within();
    lines.add(Covers.line(order, "区县", "county", county));
    return lines;
  }
}
