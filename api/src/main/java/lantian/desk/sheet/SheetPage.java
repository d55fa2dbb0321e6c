package lantian.desk.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Writes lines from top to bottom over as many pages as it takes (证据单排版). */
final class SheetPage implements AutoCloseable {
  private static final float MARGIN = 50;
  private static final float FOOT = 90;
  private static final float LEAD = 1.5f;

  private final PDDocument document;
  private final SheetFonts fonts;
  private PDPageContentStream out;
  private float y;

  SheetPage(PDDocument document, SheetFonts fonts) throws IOException {
    this.document = document;
    this.fonts = fonts;
    this.out = begin();
  }

  private PDPageContentStream begin() throws IOException {
    PDPage page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    y = page.getMediaBox().getHeight() - MARGIN;
    return new PDPageContentStream(document, page);
  }

  /** Leaves room between two parts. */
  void gap(float height) {
    y -= height;
  }

  /** A text of its own, as many lines as it needs. */
  void text(String text, float size) throws IOException {
    for (String line : broken(text, size, right() - MARGIN)) {
      next(size);
      put(MARGIN, line, size);
    }
  }

  /** A label at the left and its value at {@code column}, as many lines as it needs. */
  void row(String label, String value, float column, float size) throws IOException {
    List<String> left = broken(label, size, column - MARGIN - 6);
    List<String> lines = broken(value, size, right() - column);
    for (int i = 0; i < Math.max(left.size(), lines.size()); i++) {
      next(size);
      if (i < left.size()) {
        put(MARGIN, left.get(i), size);
      }
      if (i < lines.size()) {
        put(column, lines.get(i), size);
      }
    }
  }

  private static float right() {
    return PDRectangle.A4.getWidth() - MARGIN;
  }

  private void next(float size) throws IOException {
    if (y - size * LEAD < FOOT) {
      out.close();
      out = begin();
    }
    y -= size * LEAD;
  }

  private void put(float x, String line, float size) throws IOException {
    write(out, x, y, line, size);
  }

  private void write(PDPageContentStream to, float x, float at, String line, float size)
      throws IOException {
    to.beginText();
    to.newLineAtOffset(x, at);
    for (SheetFonts.Run run : fonts.runs(line)) {
      to.setFont(run.font(), size);
      to.showText(run.text());
    }
    to.endText();
  }

  /** Lines no wider than this; Chinese breaks anywhere, and so does a word that is too long. */
  private List<String> broken(String text, float size, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\\R", -1)) {
      StringBuilder line = new StringBuilder();
      float used = 0;
      for (int letter : paragraph.codePoints().toArray()) {
        String one = Character.toString(letter);
        float wide = fonts.width(one, size);
        if (used + wide > width && !line.isEmpty()) {
          lines.add(line.toString());
          line.setLength(0);
          used = 0;
        }
        line.append(one);
        used += wide;
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Ends the last page and puts the foot under every one. */
  void foot(List<String> seals, float size) throws IOException {
    out.close();
    int pages = document.getNumberOfPages();
    for (int i = 0; i < pages; i++) {
      try (PDPageContentStream foot =
          new PDPageContentStream(
              document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
        float at = FOOT - 20;
        List<String> lines = new ArrayList<>(seals);
        lines.add("第 " + (i + 1) + " 页 共 " + pages + " 页");
        for (String line : lines) {
          write(foot, MARGIN, at, line, size);
          at -= size * LEAD;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
