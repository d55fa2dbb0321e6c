package lantian.desk.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file. */
final class CsvTable implements Table {
  private static final char BOM = '\uFEFF';

  private final Writer writer;
  private final CsvWriter csv;

  CsvTable(OutputStream out, List<String> headings) throws IOException {
    writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(BOM);
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(writer);
    csv.writeRecord(headings);
  }

  @Override
  public void row(@Nullable Object[] cells) {
    List<String> texts = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      texts.add(
          switch (cell) {
            case null -> "";
            case Number number -> CellText.number(number);
            default -> CellText.safe(cell.toString());
          });
    }
    csv.writeRecord(texts);
  }

  /** A CSV has no place for it: every line would be taken for a row. */
  @Override
  public void note(String title, List<List<String>> lines) {}

  @Override
  public void close() throws IOException {
    csv.flush();
    writer.flush();
  }
}
