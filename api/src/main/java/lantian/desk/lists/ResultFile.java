package lantian.desk.lists;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lantian.desk.csv.CsvFile;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A department's own file of results (办理结果文件): CSV with headers in Chinese or English, in any
 * order. Columns that mean nothing here are passed over: the file is the department's.
 */
public final class ResultFile {
  private static final int LONGEST = 300;

  /** What a column says. */
  private enum Column {
    CASE("case", "案件编号"),
    ROW("row", "行号", "序号"),
    PLATE("plate", "号牌号码", "车牌号", "号牌"),
    COLOUR("colour", "号牌颜色", "车牌颜色"),
    RESULT("result", "办理结果", "处理结果"),
    REFERENCE("reference", "决定书编号", "文书编号", "工单号", "证明文件编号"),
    DAY("day", "决定日期", "处理日期", "竣工日期"),
    REASON("reason", "原因", "备注"),
    CODE("code", "违法代码"),
    WORKSHOP("workshop", "维修单位", "维修企业");

    private final Set<String> names;

    Column(String... names) {
      this.names = Set.of(names);
    }
  }

  /** Colours as people write them, as lists have them. */
  private static final Map<String, String> COLOURS =
      Map.of("黄", "YELLOW", "蓝", "BLUE", "绿", "GREEN", "黄绿", "YELLOW_GREEN");

  private ResultFile() {}

  /**
   * Reads all lines; those with a row number that is none keep a number that no list has, so that
   * they are explained with the others.
   *
   * @throws Refusal if the file as a whole can't be read, or names no result or no row
   */
  public static List<GivenResult> read(byte[] csv) {
    List<CsvRecord> records = CsvFile.records(csv, HandoverList.LONGEST);
    Map<Column, Integer> header = header(records.getFirst());
    List<GivenResult> lines = new ArrayList<>();
    for (int i = 1; i < records.size(); i++) {
      lines.add(line(i, records.get(i), header));
    }
    if (lines.isEmpty()) {
      throw CsvFile.refused("EMPTY", "文件没有数据行", "the file has no rows");
    }
    return lines;
  }

  private static Map<Column, Integer> header(CsvRecord record) {
    Map<Column, Integer> header = new EnumMap<>(Column.class);
    for (int i = 0; i < record.getFieldCount(); i++) {
      String name = record.getField(i).strip().toLowerCase(Locale.ROOT);
      for (Column column : Column.values()) {
        if (column.names.contains(name) && header.put(column, i) != null) {
          throw CsvFile.refused(
              "HEADER",
              "第" + (i + 1) + "列与前面的列含义重复",
              "column " + (i + 1) + " means the same as one before it");
        }
      }
    }
    if (!header.containsKey(Column.RESULT)) {
      throw CsvFile.refused("HEADER", "缺少“办理结果”列", "the column result is missing");
    }
    if (!header.containsKey(Column.CASE)
        && !header.containsKey(Column.ROW)
        && !header.containsKey(Column.PLATE)) {
      throw CsvFile.refused(
          "HEADER", "须有“案件编号”“行号”“号牌号码”中的一列", "one of the columns case, row and plate is needed");
    }
    return header;
  }

  private static GivenResult line(int number, CsvRecord record, Map<Column, Integer> header) {
    Map<Column, String> texts = new EnumMap<>(Column.class);
    header.forEach((column, at) -> {
      String text = at < record.getFieldCount() ? record.getField(at).strip() : "";
      if (!text.isEmpty()) {
        texts.put(column, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
      }
    });
    String colour = texts.get(Column.COLOUR);
    String day = texts.get(Column.DAY);
    return new GivenResult(
        number,
        texts.get(Column.CASE),
        row(texts.get(Column.ROW)),
        texts.get(Column.PLATE),
        colour == null ? null : COLOURS.getOrDefault(colour.replace("色", ""), colour),
        texts.getOrDefault(Column.RESULT, ""),
        texts.get(Column.REFERENCE),
        day == null ? null : day(day),
        texts.get(Column.REASON),
        texts.get(Column.CODE),
        texts.get(Column.WORKSHOP));
  }

  private static @Nullable Integer row(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.matches("[0-9]{1,6}") ? Integer.valueOf(text) : 0;
  }

  /** Spreadsheets write 2026/1/31. */
  private static String day(String text) {
    String[] parts = text.replace('/', '-').split("-", -1);
    return parts.length == 3 && parts[0].matches("[0-9]{4}")
        ? parts[0] + "-" + two(parts[1]) + "-" + two(parts[2])
        : text;
  }

  private static String two(String digits) {
    return digits.length() == 1 ? "0" + digits : digits;
  }
}
