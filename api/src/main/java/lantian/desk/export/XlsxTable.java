package lantian.desk.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** An Excel file, written to the stream every few hundred rows. */
final class XlsxTable implements Table {
  private static final int FLUSH_ROWS = 500;
  private static final double WIDTH = 18;

  private final Workbook workbook;
  private final Worksheet sheet;
  private int rows;

  XlsxTable(OutputStream out, String name, List<String> headings) {
    workbook = new Workbook(new Open(out), "Lantian", "1.0");
    sheet = workbook.newWorksheet(name);
    sheet.freezePane(0, 1);
    for (int column = 0; column < headings.size(); column++) {
      sheet.width(column, WIDTH);
      sheet.inlineString(0, column, headings.get(column));
      sheet.style(0, column).bold().set();
    }
  }

  @Override
  public void row(@Nullable Object[] cells) throws IOException {
    rows++;
    for (int column = 0; column < cells.length; column++) {
      Object cell = cells[column];
      if (cell instanceof Number number) {
        sheet.value(rows, column, new BigDecimal(CellText.number(number)));
      } else if (cell != null) {
        sheet.inlineString(rows, column, CellText.safe(cell.toString()));
      }
    }
    if (rows % FLUSH_ROWS == 0) {
      sheet.flush();
    }
  }

  @Override
  public void note(String title, List<List<String>> lines) throws IOException {
    sheet.finish();
    Worksheet cover = workbook.newWorksheet(title);
    cover.width(0, WIDTH);
    cover.width(1, WIDTH * 3);
    for (int line = 0; line < lines.size(); line++) {
      for (int column = 0; column < lines.get(line).size(); column++) {
        cover.inlineString(line, column, CellText.safe(lines.get(line).get(column)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    workbook.finish();
  }

  /** Whoever opened the stream closes it. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
