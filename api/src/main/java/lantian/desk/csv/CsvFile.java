package lantian.desk.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** A CSV file as somebody sent it (CSV文件): UTF-8 with or without BOM, or GB18030. */
public final class CsvFile {
  private static final Charset GB18030 = Charset.forName("GB18030");

  private CsvFile() {}

  /**
   * Its records, the header first; empty lines are left out.
   *
   * @param mostRows records behind the header, at most
   * @throws Refusal if the file as a whole can't be read
   */
  public static List<CsvRecord> records(byte[] csv, int mostRows) {
    List<CsvRecord> records = records(decode(csv));
    if (records.isEmpty()) {
      throw refused("EMPTY", "文件为空", "the file is empty");
    }
    if (records.size() - 1 > mostRows) {
      throw refused("TOO_MANY_ROWS", "文件行数超过上限 " + mostRows, "more than " + mostRows + " rows");
    }
    return records;
  }

  private static List<CsvRecord> records(String text) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)) {
      return reader.stream().toList();
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      throw refused("CSV", "不是有效的CSV文件", "not a readable CSV file");
    }
  }

  private static String decode(byte[] csv) {
    boolean bom =
        csv.length >= 3
            && (csv[0] & 0xFF) == 0xEF
            && (csv[1] & 0xFF) == 0xBB
            && (csv[2] & 0xFF) == 0xBF;
    ByteBuffer bytes = bom ? ByteBuffer.wrap(csv, 3, csv.length - 3) : ByteBuffer.wrap(csv);
    String text = strictly(StandardCharsets.UTF_8, bytes.duplicate());
    if (text == null && !bom) {
      text = strictly(GB18030, bytes.duplicate());
    }
    if (text == null || text.indexOf('\0') >= 0) {
      throw refused("ENCODING", "编码应为UTF-8或GB18030", "the encoding must be UTF-8 or GB18030");
    }
    return text;
  }

  private static @Nullable String strictly(Charset charset, ByteBuffer bytes) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The refusal of a file as a whole. */
  public static Refusal refused(String code, String zh, String en) {
    return new Refusal(Fault.UNREADABLE_FILE, List.of(FieldError.of("file", code, zh, en)));
  }
}
