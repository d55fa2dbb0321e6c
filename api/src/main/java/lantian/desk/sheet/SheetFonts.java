package lantian.desk.sheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The two typefaces of a sheet (证据单字体): Liberation Sans, which PDFBox brings, for Latin letters,
 * and Droid Sans Fallback for everything Chinese. Both are embedded, cut down to the letters used.
 */
final class SheetFonts {
  /** Stands for a letter that neither typeface has. */
  static final String GETA = "〓";

  private static final byte[] LATIN =
      bytes(PDDocument.class, "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");
  private static final byte[] HAN = bytes(SheetFonts.class, "DroidSansFallbackFull.ttf");
  private static final CmapLookup LATIN_LETTERS = letters(LATIN);
  private static final CmapLookup HAN_LETTERS = letters(HAN);

  private final PDFont latin;
  private final PDFont han;

  /** The typefaces in a document; they are written when it is saved. */
  SheetFonts(PDDocument document) throws IOException {
    latin = PDType0Font.load(document, new ByteArrayInputStream(LATIN), true);
    han = PDType0Font.load(document, new ByteArrayInputStream(HAN), true);
  }

  /**
   * A piece of text in one typeface.
   *
   * @param font the typeface
   * @param text the text
   */
  record Run(PDFont font, String text) {
    float width(float size) throws IOException {
      return font.getStringWidth(text) / 1000 * size;
    }
  }

  /** True if every letter of a text can be set. */
  static boolean covers(String text) {
    return text.codePoints().allMatch(letter -> isLatin(letter) || isHan(letter));
  }

  private static boolean isLatin(int letter) {
    return letter >= ' ' && LATIN_LETTERS.getGlyphId(letter) != 0;
  }

  private static boolean isHan(int letter) {
    return letter >= ' ' && HAN_LETTERS.getGlyphId(letter) != 0;
  }

  /** A text as pieces; a letter that can't be set becomes {@link #GETA}. */
  List<Run> runs(String text) {
    List<Run> runs = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    boolean current = true;
    for (int letter : text.codePoints().toArray()) {
      boolean now = isLatin(letter);
      if (now != current && !piece.isEmpty()) {
        runs.add(new Run(current ? latin : han, piece.toString()));
        piece.setLength(0);
      }
      current = now;
      if (now || isHan(letter)) {
        piece.appendCodePoint(letter);
      } else {
        piece.append(GETA);
      }
    }
    if (!piece.isEmpty()) {
      runs.add(new Run(current ? latin : han, piece.toString()));
    }
    return runs;
  }

  float width(String text, float size) throws IOException {
    float width = 0;
    for (Run run : runs(text)) {
      width += run.width(size);
    }
    return width;
  }

  private static CmapLookup letters(byte[] font) {
    try (TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
      return parsed.getUnicodeCmapLookup();
    } catch (IOException e) {
      throw new UncheckedIOException("a typeface of the sheet can't be read", e);
    }
  }

  private static byte[] bytes(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks the typeface " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a typeface of the sheet can't be read", e);
    }
  }
}
