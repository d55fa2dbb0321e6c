package lantian.desk.cases;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A datum that a move asks for (填报项).
 *
 * @param id its word
 * @param zh the Chinese words
 * @param en the English words
 * @param type what may stand in it
 * @param codes the code table, only for {@link Type#CODE}
 */
public record DataField(String id, String zh, String en, Type type, List<Code> codes) {
  /** Longest text. */
  public static final int LONGEST = 500;

  /** One row of a code table (代码). */
  public record Code(String id, String zh, String en) {}

  /** What may stand in a field. */
  public enum Type {
    /** Words. */
    TEXT,
    /** One of the codes. */
    CODE,
    /** A day, yyyy-mm-dd. */
    DAY,
    /** Yuan, not negative, at most two decimals. */
    AMOUNT,
    /** The id of another case. */
    CASE
  }

  /** True if this may stand in the field. */
  public boolean accepts(String value) {
    return switch (type) {
      case TEXT -> plain(value);
      case CODE -> codes.stream().anyMatch(code -> code.id().equals(value));
      case DAY -> isDay(value);
      case AMOUNT -> value.matches("[0-9]{1,9}([.][0-9]{1,2})?");
      case CASE -> value.matches("[0-9a-f]{32}");
    };
  }

  /** True for words of a bounded length: not blank, no control characters, whole characters. */
  public static boolean plain(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
  }

  private static boolean isDay(String value) {
    try {
      return value.length() == 10 && LocalDate.parse(value).getYear() >= 1970;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
