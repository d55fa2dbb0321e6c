package lantian.desk.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A table as PDF (表格排版): A4 across, the headings on every page, and "page x of y" at the foot. A
 * row that does not fit goes to the next page; one that is longer than a page is cut there,
 * visibly.
 */
public final class TablePages {
  private static final float A4_LONG = PDRectangle.A4.getHeight();
  private static final float A4_SHORT = PDRectangle.A4.getWidth();
  private static final PDRectangle ACROSS =
      new PDRectangle(/* width= */ A4_LONG, /* height= */ A4_SHORT);
  private static final float MARGIN = 28;
  private static final float FOOT = 40;
  private static final float TITLE = 13;
  private static final float TEXT = 8;
  private static final float CELL = 5.5f;
  private static final float LEAD = 1.35f;
  private static final float PAD = 2;
  private static final float LABEL = 110;

  private final PDDocument document = new PDDocument();
  private final SheetFonts fonts;
  private final boolean english;
  private final List<String> headings;
  private final float[] widths;

  /** Width of a letter at size 1; few letters make up a table. */
  private final Map<Integer, Float> known = new HashMap<>();

  private PDPageContentStream out;
  private float y;
  private boolean begun;

  /**
   * A table without rows.
   *
   * @param weights widths of the columns in proportion to each other, positive
   */
  public TablePages(String title, List<String> headings, List<Double> weights, boolean english)
      throws IOException {
    this.fonts = new SheetFonts(document);
    this.english = english;
    this.headings = List.copyOf(headings);
    this.widths = new float[headings.size()];
    double all = weights.stream().mapToDouble(weight -> weight).sum();
    for (int column = 0; column < widths.length; column++) {
      widths[column] = (float) (weights.get(column) / all * (ACROSS.getWidth() - 2 * MARGIN));
    }
    this.out = page();
    document.getDocumentInformation().setTitle(title);
    document.getDocumentInformation().setCreator("Lantian");
    y -= TITLE;
    put(MARGIN, title, TITLE);
    y -= TITLE / 2;
  }

  private PDPageContentStream page() throws IOException {
    PDPage page = new PDPage(ACROSS);
    document.addPage(page);
    y = ACROSS.getHeight() - MARGIN;
    return new PDPageContentStream(document, page);
  }

  /** A line above the table: what, and its value. */
  public void line(String label, String value) throws IOException {
    List<String> lines = broken(value, TEXT, ACROSS.getWidth() - 2 * MARGIN - LABEL);
    for (int i = 0; i < lines.size(); i++) {
      y -= TEXT * LEAD;
      if (i == 0) {
        put(MARGIN, label, TEXT);
      }
      put(MARGIN + LABEL, lines.get(i), TEXT);
    }
  }

  /** A row, one text a column. */
  public void row(List<String> texts) throws IOException {
    if (!begun) {
      begun = true;
      y -= TEXT;
      set(headings, true);
    }
    set(texts, false);
  }

  private void set(List<String> texts, boolean heading) throws IOException {
    List<List<String>> cells = new ArrayList<>();
    int lines = 1;
    for (int column = 0; column < widths.length; column++) {
      List<String> cell = broken(texts.get(column), CELL, widths[column] - 2 * PAD);
      cells.add(cell);
      lines = Math.max(lines, cell.size());
    }
    if (y - height(lines) < FOOT && !heading) {
      out.close();
      out = page();
      set(headings, true);
    }
    int most = (int) Math.max(1, (y - FOOT - 2 * PAD) / (CELL * LEAD));
    draw(cells, Math.min(lines, most), lines > most);
  }

  private static float height(int lines) {
    return lines * CELL * LEAD + 2 * PAD;
  }

  private void draw(List<List<String>> cells, int lines, boolean cut) throws IOException {
    float top = y;
    float x = MARGIN;
    for (int column = 0; column < widths.length; column++) {
      y = top - PAD;
      List<String> cell = cells.get(column);
      for (int i = 0; i < Math.min(lines, cell.size()); i++) {
        y -= CELL * LEAD;
        boolean more = cut && i + 1 == lines && cell.size() > lines;
        put(x + PAD, more ? "…" : cell.get(i), CELL);
      }
      x += widths[column];
    }
    y = top - height(lines);
    out.setLineWidth(0.3f);
    out.moveTo(MARGIN, y);
    out.lineTo(ACROSS.getWidth() - MARGIN, y);
    out.stroke();
  }

  /**
   * Ends the table and writes the file.
   *
   * @param last a last line below it
   */
  public void end(String last, OutputStream to) throws IOException {
    try (document) {
      if (!begun) {
        y -= TEXT;
        set(headings, true);
      }
      if (y - 2 * TEXT < FOOT) {
        out.close();
        out = page();
      }
      y -= 2 * TEXT;
      put(MARGIN, last, TEXT);
      out.close();
      int pages = document.getNumberOfPages();
      for (int i = 0; i < pages; i++) {
        out =
            new PDPageContentStream(
                document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true);
        y = FOOT / 2;
        put(MARGIN, number(i + 1, pages), TEXT);
        out.close();
      }
      document.save(to);
    }
  }

  private String number(int page, int pages) {
    return english ? "page " + page + " of " + pages : "第 " + page + " 页 共 " + pages + " 页";
  }

  private void put(float x, String line, float size) throws IOException {
    out.beginText();
    out.newLineAtOffset(x, y);
    for (SheetFonts.Run run : fonts.runs(line)) {
      out.setFont(run.font(), size);
      out.showText(run.text());
    }
    out.endText();
  }

  /** Lines no wider than this; they break anywhere. */
  private List<String> broken(String text, float size, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\\R", -1)) {
      StringBuilder line = new StringBuilder();
      float used = 0;
      for (int letter : paragraph.codePoints().toArray()) {
        float wide = width(letter) * size;
        if (used + wide > width && !line.isEmpty()) {
          lines.add(line.toString());
          line.setLength(0);
          used = 0;
        }
        line.appendCodePoint(letter);
        used += wide;
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private float width(int letter) throws IOException {
    Float width = known.get(letter);
    if (width == null) {
      width = fonts.width(Character.toString(letter), 1);
      known.put(letter, width);
    }
    return width;
  }
}
