package lantian.desk.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import lantian.desk.sheet.TablePages;

/** A table to print: what it is, then the rows under their headings on every page. */
final class PdfTable implements Table {
  private final OutputStream out;
  private final TableHead head;
  private final TablePages pages;
  private long written;

  PdfTable(OutputStream out, TableHead head) throws IOException {
    this.out = out;
    this.head = head;
    pages = new TablePages(head.title(), head.headings(), head.weights(), head.english());
    for (TableHead.Line line : head.about()) {
      pages.line(line.label(), line.text());
    }
  }

  @Override
  public void row(TableRow row) throws IOException {
    written++;
    List<String> texts = row.cells().stream().map(PdfTable::text).toList();
    pages.row(texts);
  }

  /** Paper takes nothing for a formula. */
  private static String text(@org.jspecify.annotations.Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case Number number -> CellText.number(number);
      default -> CellText.cut(cell.toString());
    };
  }

  @Override
  public void close() throws IOException {
    TableHead.Line rows = head.rows(written);
    pages.end(rows.label() + " " + rows.text(), out);
  }
}
