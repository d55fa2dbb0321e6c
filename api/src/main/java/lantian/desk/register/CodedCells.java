package lantian.desk.register;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a row that hold a word, or a code of the source that the row names (代码列). What was
 * read is held together at the end.
 */
final class CodedCells {
  private final CodeTables tables;
  private final Cells cells;
  private final LocalDate day;
  private final Map<String, String> read = new HashMap<>();

  /**
   * Over these cells.
   *
   * @param day the day from which the row holds
   */
  CodedCells(CodeTables tables, Cells cells, LocalDate day) {
    this.tables = tables;
    this.cells = cells;
    this.day = day;
  }

  Plate.@Nullable Colour colour() {
    String id = id(Column.PLATE_COLOUR, Column.PLATE_CODES, RowFault.COLOUR_CODE, RowFault.COLOUR);
    return id == null ? null : Plate.Colour.valueOf(id);
  }

  @Nullable String plateClass() {
    return noted(
        Column.PLATE_CLASS, cells.matching(Column.PLATE_CLASS, "[0-9]{2}", RowFault.CLASS));
  }

  /**
   * The id of what a cell means; null if it is empty or wrong.
   *
   * @param codes column that names the source of the code
   */
  @Nullable String id(Column column, Column codes) {
    return id(column, codes, RowFault.CODE, RowFault.CODED_WORD);
  }

  private @Nullable String id(Column column, Column codes, RowFault noCode, RowFault noWord) {
    String source = cells.raw(codes);
    CodeFile.Table table = source == null ? null : tables.table(column, source, day);
    if (source != null && table == null) {
      String known = String.join("、", tables.sources(column));
      cells.wrong(codes, RowFault.WORD, "；可填：" + known, "; known on that day: " + known);
      return null;
    }
    String text = cells.raw(column);
    if (text == null) {
      return null;
    }
    String byCode = table == null ? null : table.values().get(text);
    String id = byCode == null ? tables.ofWord(column, text) : byCode;
    if (id == null && table != null) {
      cells.wrong(column, noCode, "：" + table.zh(), ": " + table.codes());
    } else if (id == null) {
      cells.wrong(
          column,
          noWord,
          "；可填：" + String.join("、", tables.allowed(column, false)),
          "; one of: " + String.join(", ", tables.allowed(column, true)));
    }
    return noted(column, id);
  }

  private @Nullable String noted(Column column, @Nullable String id) {
    if (id != null) {
      read.put(column.field(), id);
    }
    return id;
  }

  /** Says what does not agree, once all has been read. */
  void flag() {
    cells.flags().addAll(tables.flags(read));
  }
}
