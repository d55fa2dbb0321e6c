package lantian.desk.route;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import lantian.desk.export.Table;
import lantian.desk.export.TableFormat;
import lantian.desk.http.Call;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListRow;
import lantian.desk.lists.RowResult;
import lantian.proto.CityTime;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * A list as a table (清单文件). Its last columns are those that the file of results is read by: filled
 * in and sent back, it is the answer.
 */
final class ListTable {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm");

  /** Columns of a row, by what a list calls them, in the order of the file. */
  private static final List<String> COLUMNS =
      List.of(
          "vin",
          "county",
          "kind",
          "act",
          "until",
          "measured",
          "limit",
          "unit",
          "reason",
          "law",
          "due");

  private static final List<String> HEADINGS =
      List.of(
          "行号", "案件编号", "号牌号码", "号牌颜色", "车架号", "区县", "违法类型", "发生时间", "结束时间", "实测值", "限值", "单位",
          "事由", "法律依据", "办理期限", "办理结果", "决定书编号", "决定日期", "原因");
  private static final List<String> ENGLISH =
      List.of(
          "row",
          "case",
          "plate",
          "colour",
          "VIN",
          "county",
          "kind",
          "act",
          "until",
          "measured",
          "limit",
          "unit",
          "facts",
          "law",
          "due",
          "result",
          "reference",
          "day",
          "reason");

  private final Call call;
  private final HandoverList list;
  private final Instant now;

  ListTable(Call call, HandoverList list, Instant now) {
    this.call = call;
    this.list = list;
    this.now = now;
  }

  /** What, where, which number, how many, made when. */
  String fileName(TableFormat format) {
    String county = list.county();
    return String.join(
            "_",
            word(list.kind().zh(), list.kind().name().toLowerCase(java.util.Locale.ROOT)),
            county == null ? word("全市", "city") : county,
            list.number(),
            list.rows().size() + word("条", "rows"),
            STAMP.format(now.atOffset(CityTime.ZONE)))
        + format.extension();
  }

  void write(TableFormat format, java.io.OutputStream out) throws IOException {
    List<String> headings = call.english() ? ENGLISH : HEADINGS;
    try (Table to = format.begin(out, word("清单", "list"), headings)) {
      for (ListRow row : list.rows()) {
        to.row(cells(row));
      }
      to.note(word("说明", "about"), notes());
    }
  }

  private @Nullable Object[] cells(ListRow row) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(row.number());
    cells.add(row.caseId());
    cells.add(ListViews.shown(ListRow.PLATE, row.values().get(ListRow.PLATE), call.unmasked()));
    cells.add(colour(row.values().get(ListRow.COLOUR)));
    for (String column : COLUMNS) {
      cells.add(ListViews.shown(column, row.values().get(column), call.unmasked()));
    }
    RowResult result = list.results().get(row.number());
    cells.add(result == null ? null : word(result.kind().zh(), result.kind().name()));
    cells.add(result == null ? null : result.reference());
    cells.add(result == null || result.day() == null ? null : result.day().toString());
    cells.add(result == null ? null : result.reason());
    return cells.toArray();
  }

  private @Nullable String colour(@Nullable String name) {
    for (Plate.Colour colour : Plate.Colour.values()) {
      if (colour.name().equals(name)) {
        return call.english() ? name : colour.zh();
      }
    }
    return name;
  }

  private List<List<String>> notes() {
    return List.of(
        List.of(word("清单编号", "list"), list.number()),
        List.of(word("校验值（SM3）", "hash (SM3)"), list.hash()),
        List.of(word("签发时间", "issued"), Moments.text(list.issued())),
        List.of(word("签发人", "issued by"), list.issuer()),
        List.of(word("状态", "state"), word(list.state().zh(), list.state().name())),
        List.of(word("导出时间", "exported at"), Moments.text(now)),
        List.of(word("导出人", "exported by"), call.caller().name()),
        List.of(
            word("号牌与车架号", "plate and VIN"),
            call.unmasked() ? word("完整", "in full") : word("已脱敏", "masked")),
        List.of(
            word("反馈", "results"),
            word(
                "填写“办理结果”等末四列后另存为CSV，在清单页上传即可。",
                "Fill in the last four columns, save as CSV and upload it at the list.")));
  }

  private String word(String zh, String en) {
    return call.english() ? en : zh;
  }
}
