package lantian.desk.route;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lantian.desk.export.Column;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableRow;
import lantian.desk.export.TableShape;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListKind;
import lantian.desk.lists.ListRow;
import lantian.desk.lists.RowResult;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A list as a table (清单文件). Its last columns are those that the file of results is read by: filled
 * in and sent back, it is the answer.
 */
final class ListTable {
  private final ExportOrder order;
  private final HandoverList list;
  private final Whereabouts places;
  private final Instant now;

  ListTable(ExportOrder order, HandoverList list, Whereabouts places, Instant now) {
    this.order = order;
    this.list = list;
    this.places = places;
    this.now = now;
  }

  Export<ListRow> export() {
    String county = list.county();
    List<String> parts =
        List.of(
            order.word(list.kind().zh(), list.kind().name().toLowerCase(Locale.ROOT)),
            county == null ? order.word("全市", "city") : county,
            list.number());
    TableShape<ListRow> shape = TableShape.of("清单", "list", columns(), this::spot);
    int count = list.rows().size();
    return new Export<>(order, shape, to -> list.rows().forEach(to), parts, about(), count, now);
  }

  private List<Column<ListRow>> columns() {
    return List.of(
        Column.of("行号", "row", ListRow::number),
        Column.of("案件编号", "case", ListRow::caseId),
        value("号牌号码", "plate", ListRow.PLATE),
        Column.of("号牌颜色", "colour", row -> colour(row.values().get(ListRow.COLOUR))),
        value("车架号", "VIN", "vin"),
        value("区县", "county", "county"),
        value("违法类型", "kind", "kind"),
        value("发生时间", "act", "act"),
        value("结束时间", "until", "until"),
        value("实测值", "measured", "measured"),
        value("限值", "limit", "limit"),
        value("单位", "unit", "unit"),
        Column.wide("事由", "facts", row -> shown(row, "reason")),
        Column.wide("法律依据", "law", row -> shown(row, "law")),
        value("办理期限", "due", "due"),
        result("办理结果", "result", given -> order.word(given.kind().zh(), given.kind().name())),
        result("决定书编号", "reference", RowResult::reference),
        result("决定日期", "day", given -> given.day() == null ? null : given.day().toString()),
        result("原因", "reason", RowResult::reason),
        list.kind() == ListKind.VIOLATIONS
            ? result("违法代码", "code", RowResult::code)
            : result("维修单位", "workshop", RowResult::workshop));
  }

  private Column<ListRow> value(String zh, String en, String name) {
    return Column.of(zh, en, row -> shown(row, name));
  }

  private @Nullable String shown(ListRow row, String name) {
    return ListViews.shown(name, row.values().get(name), order.unmasked());
  }

  private Column<ListRow> result(String zh, String en, Function<RowResult, @Nullable Object> cell) {
    return Column.of(
        zh,
        en,
        row -> {
          RowResult given = list.results().get(row.number());
          return given == null ? null : cell.apply(given);
        });
  }

  private @Nullable String colour(@Nullable String name) {
    for (Plate.Colour colour : Plate.Colour.values()) {
      if (colour.name().equals(name)) {
        return order.english() ? name : colour.zh();
      }
    }
    return name;
  }

  private TableRow.@Nullable Spot spot(ListRow row) {
    String vin = row.values().get("vin");
    String act = row.values().get("act");
    if (vin == null || act == null) {
      return null;
    }
    try {
      return places.at(new Vin(vin), OffsetDateTime.parse(act).toInstant(), order.unmasked());
    } catch (DateTimeException e) {
      return null; // A list may be of a kind whose act is no moment.
    }
  }

  private List<TableHead.Line> about() {
    return List.of(
        line("清单编号", "list", list.number()),
        line("校验值（SM3）", "hash (SM3)", list.hash()),
        Covers.root(order, list.root()),
        line("签发时间", "issued", Moments.text(list.issued())),
        line("签发人", "issued by", list.issuer()),
        line("状态", "state", order.word(list.state().zh(), list.state().name())),
        line(
            "反馈",
            "results",
            order.word(
                "填写“办理结果”等末五列后另存为CSV，在清单页上传即可。",
                "Fill in the last five columns, save as CSV and upload it at the list.")));
  }

  private TableHead.Line line(String zh, String en, String text) {
    return Covers.line(order, zh, en, text);
  }
}
