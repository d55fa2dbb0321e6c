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

/** A CSV file. It has no place for a cover: every line would be taken for a row. */
final class CsvTable implements Table {
  private static final char BOM = '\uFEFF';

  private final Writer writer;
  private final CsvWriter csv;

  CsvTable(OutputStream out, TableHead head) throws IOException {
    writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(BOM);
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(writer);
    csv.writeRecord(head.headings());
  }

  @Override
  public void row(TableRow row) {
    List<String> texts = new ArrayList<>(row.cells().size());
    row.cells().forEach(cell -> texts.add(CellText.of(cell)));
    csv.writeRecord(texts);
  }

  @Override
  public void close() throws IOException {
    csv.flush();
    writer.flush();
  }
}
