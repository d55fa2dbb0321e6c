package lantian.desk.register;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lantian.desk.csv.CsvFile;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Files a CSV of terminals and vehicles (备案CSV导入): UTF-8 with or without BOM, or GB18030; headers
 * in Chinese or English; one answer per row. Good rows are filed even if others are rejected.
 */
public final class FilingFile {
  private final DeskRegister register;
  private final InstantSource clock;
  private final int mostRows;

  /** Takes files of at most {@code mostRows} rows. */
  public FilingFile(DeskRegister register, InstantSource clock, int mostRows) {
    this.register = register;
    this.clock = clock;
    this.mostRows = mostRows;
  }

  /**
   * Files it.
   *
   * @param by who files
   * @param dryRun true to learn the answers only
   * @throws Refusal if the file as a whole can't be processed; then nothing was filed
   */
  public ImportAnswer file(byte[] csv, String by, boolean dryRun) {
    List<CsvRecord> records = CsvFile.records(csv, mostRows);
    Map<Column, Integer> header = header(records.getFirst());
    return answer(records.subList(1, records.size()), header, by, dryRun);
  }

  private ImportAnswer answer(
      List<CsvRecord> records, Map<Column, Integer> header, String by, boolean dryRun) {
    Instant now = clock.instant();
    @Nullable RowAnswer[] answers = new @Nullable RowAnswer[records.size()];
    List<FilingRow> good = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<List<RowFlag>> flags = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Cells cells = cells(records.get(i), header, i + 1);
      FilingRow row = cells.errors().isEmpty() ? RowReading.read(cells, header, now) : null;
      if (row == null) {
        answers[i] = RowAnswer.rejected(i + 1, cells.errors());
      } else {
        good.add(row);
        numbers.add(i);
        flags.add(cells.flags());
      }
    }
    List<RowAnswer> filed = register.file(good, by, dryRun);
    for (int i = 0; i < filed.size(); i++) {
      answers[numbers.get(i)] = renumbered(filed.get(i), numbers.get(i) + 1, flags.get(i));
    }
    List<RowAnswer> all = new ArrayList<>(answers.length);
    for (RowAnswer answer : answers) {
      all.add(java.util.Objects.requireNonNull(answer));
    }
    return new ImportAnswer(dryRun, all);
  }

  private static RowAnswer renumbered(RowAnswer answer, int row, List<RowFlag> flags) {
    List<FieldError> errors =
        answer.errors().stream()
            .map(e -> new FieldError(e.field(), row, e.code(), e.zh(), e.en()))
            .toList();
    return new RowAnswer(row, answer.status(), errors, flags);
  }

  private static Cells cells(CsvRecord record, Map<Column, Integer> header, int row) {
    Map<Column, String> texts = new EnumMap<>(Column.class);
    header.forEach((column, at) -> {
      if (at < record.getFieldCount()) {
        texts.put(column, record.getField(at));
      }
    });
    Cells cells = new Cells(texts, row);
    if (record.getFieldCount() != header.size()) {
      cells.errors().add(RowFault.CELLS.at(row));
    }
    return cells;
  }

  private static Map<Column, Integer> header(CsvRecord record) {
    Map<Column, Integer> header = new EnumMap<>(Column.class);
    for (int i = 0; i < record.getFieldCount(); i++) {
      Column column = Column.of(record.getField(i));
      if (column == null || header.put(column, i) != null) {
        throw CsvFile.refused(
            "HEADER",
            "第" + (i + 1) + "列表头无法识别或重复",
            "the header of column " + (i + 1) + " is unknown or repeated");
      }
    }
    if (!header.containsKey(Column.VIN)) {
      throw CsvFile.refused("HEADER", "缺少“车架号”列", "the column vin is missing");
    }
    return header;
  }
}
