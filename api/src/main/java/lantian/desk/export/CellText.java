package lantian.desk.export;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Makes text harmless for spreadsheets (防公式注入). */
final class CellText {
  /** What Excel holds in one cell. */
  private static final int LONGEST = 32_767;

  private static final String CUT = "…（已截断）";

  private CellText() {}

  /**
   * The text with a quote before it if a spreadsheet would take it for a formula, cut visibly if it
   * is too long.
   */
  static String safe(String text) {
    return cut(startsFormula(text) ? "'" + text : text);
  }

  /** The text, cut visibly if it is too long. */
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - CUT.length()) + CUT;
  }

  /** A cell as text: nothing for null, numbers as they are, texts made harmless. */
  static String of(@Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case Number number -> number(number);
      default -> safe(cell.toString());
    };
  }

  private static boolean startsFormula(String text) {
    // Full-width signs too: some spreadsheets take them for the plain ones.
    return !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0;
  }

  /** A number as people write it: no exponent, no needless zeros. */
  static String number(Number value) {
    if (value instanceof Double || value instanceof Float) {
      return BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros().toPlainString();
    }
    return value.toString();
  }
}
