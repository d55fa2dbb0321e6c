package lantian.desk.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * An Excel file, written to the stream every few hundred rows. A sheet that is full is followed by
 * another; the last sheet is the cover, which so can say how many rows there are.
 */
final class XlsxTable implements Table {
  /** A sheet holds 1,048,576 rows with its headings. */
  static final int ROWS_OF_A_SHEET = 1_000_000;

  private static final int FLUSH_ROWS = 500;
  private static final double WIDTH = 18;
  private static final double PICTURE_WIDTH = 24;

  /** Points of a pixel on the screens that Excel takes for granted. */
  private static final double POINTS = 0.75;

  private static final double HIGHEST_ROW = 120;

  private final Workbook workbook;
  private final TableHead head;
  private final int rowsOfSheet;
  private Worksheet sheet;
  private int sheets;
  private int rows;
  private long written;

  XlsxTable(OutputStream out, TableHead head, int rowsOfSheet) {
    this.head = head;
    this.rowsOfSheet = rowsOfSheet;
    workbook = new Workbook(new OpenStream(out), "Lantian", "1.0");
    sheet = begin();
  }

  private Worksheet begin() {
    sheets++;
    rows = 0;
    Worksheet next = workbook.newWorksheet(head.title() + (sheets == 1 ? "" : " " + sheets));
    next.freezePane(0, 1);
    List<String> headings = head.headings();
    for (int column = 0; column < headings.size(); column++) {
      next.width(column, WIDTH * Math.sqrt(head.weights().get(column)));
      heading(next, column, headings.get(column));
    }
    if (head.pictures()) {
      next.width(headings.size(), PICTURE_WIDTH);
      heading(next, headings.size(), head.word("图片", "picture"));
    }
    return next;
  }

  private static void heading(Worksheet sheet, int column, String text) {
    sheet.inlineString(0, column, text);
    sheet.style(0, column).bold().set();
  }

  @Override
  public void row(TableRow row) throws IOException {
    if (rows == rowsOfSheet) {
      sheet.finish();
      sheet = begin();
    }
    rows++;
    written++;
    List<@Nullable Object> cells = row.cells();
    for (int column = 0; column < cells.size(); column++) {
      Object cell = cells.get(column);
      if (cell instanceof Number number) {
        sheet.value(rows, column, new BigDecimal(CellText.number(number)));
      } else if (cell != null) {
        sheet.inlineString(rows, column, CellText.safe(cell.toString()));
      }
    }
    TableRow.Picture picture = row.picture();
    if (picture != null) {
      show(picture, cells.size());
    }
    if (rows % FLUSH_ROWS == 0) {
      sheet.flush();
    }
  }

  private void show(TableRow.Picture picture, int column) {
    double shrunk = Math.min(1, HIGHEST_ROW / POINTS / picture.height());
    int width = (int) Math.max(1, picture.width() * shrunk);
    int height = (int) Math.max(1, picture.height() * shrunk);
    sheet.rowHeight(rows, height * POINTS);
    sheet.addImage(rows, column, picture.bytes(), width, height);
  }

  @Override
  public void close() throws IOException {
    sheet.finish();
    Worksheet cover = workbook.newWorksheet(head.word("说明", "about"));
    cover.width(0, WIDTH);
    cover.width(1, WIDTH * 3);
    int line = 0;
    for (TableHead.Line one : head.about()) {
      line(cover, line++, one);
    }
    line(cover, line, head.rows(written));
    workbook.finish();
  }

  private static void line(Worksheet cover, int at, TableHead.Line line) {
    cover.inlineString(at, 0, CellText.safe(line.label()));
    cover.inlineString(at, 1, CellText.safe(line.text()));
  }
}
