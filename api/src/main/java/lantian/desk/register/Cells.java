package lantian.desk.register;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import lantian.desk.fault.FieldError;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/** The cells of one row, read by type; everything that is wrong is collected. */
final class Cells {
  /** Excel drops leading zeros: 2026/1/31. */
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-M-d", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final Map<Column, String> texts;
  private final int row;
  private final List<FieldError> errors = new ArrayList<>();
  private final List<RowFlag> flags = new ArrayList<>();

  Cells(Map<Column, String> texts, int row) {
    this.texts = texts;
    this.row = row;
  }

  /** True if the file has this column, even if the cell is empty. */
  boolean has(Column column) {
    return texts.containsKey(column);
  }

  List<FieldError> errors() {
    return errors;
  }

  /** What does not agree, though it can be filed. */
  List<RowFlag> flags() {
    return flags;
  }

  /** The text without blanks around it; null if the cell is empty or the column absent. */
  @Nullable String raw(Column column) {
    String text = texts.getOrDefault(column, "").strip();
    return text.isEmpty() ? null : text;
  }

  @Nullable String text(Column column, int longest) {
    String text = raw(column);
    if (text == null) {
      return null;
    }
    boolean control = text.chars().anyMatch(Character::isISOControl);
    return kept(text, text.length() <= longest && !control, column, RowFault.TEXT);
  }

  @Nullable String hex(Column column, int bytes) {
    String text = raw(column);
    if (text == null) {
      return null;
    }
    String pattern = "[0-9a-fA-F]{" + 2 * bytes + "}";
    return kept(text.toLowerCase(Locale.ROOT), text.matches(pattern), column, RowFault.HEX);
  }

  @Nullable String matching(Column column, String pattern, RowFault fault) {
    String text = raw(column);
    return text == null ? null : kept(text, text.matches(pattern), column, fault);
  }

  @Nullable Double positive(Column column) {
    String text = raw(column);
    if (text == null) {
      return null;
    }
    try {
      double number = Double.parseDouble(text);
      return kept(number, Double.isFinite(number) && number > 0, column, RowFault.NUMBER);
    } catch (NumberFormatException e) {
      wrong(column, RowFault.NUMBER);
      return null;
    }
  }

  /** A word of an enum, by its name or its Chinese word. */
  <E extends Enum<E>> @Nullable E word(
      Column column, Class<E> type, Function<E, String> zh, RowFault fault) {
    String text = raw(column);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text) || zh.apply(constant).equals(text)) {
        return constant;
      }
    }
    wrong(column, fault);
    return null;
  }

  /**
   * A moment of this century or the end of the last; a bare date is its beginning in the city's
   * time.
   */
  @Nullable Instant moment(Column column) {
    String text = raw(column);
    if (text == null) {
      return null;
    }
    try {
      Instant moment =
          text.length() <= 10
              ? LocalDate.parse(text.replace('/', '-'), DAY).atStartOfDay().toInstant(CityTime.ZONE)
              : OffsetDateTime.parse(text).toInstant();
      boolean sane = !moment.isBefore(EARLIEST) && moment.isBefore(LATEST);
      return kept(moment, sane, column, RowFault.TIME);
    } catch (DateTimeParseException e) {
      wrong(column, RowFault.TIME);
      return null;
    }
  }

  /** A day; a month alone, as a driving licence has it, is its last day. */
  @Nullable LocalDate day(Column column) {
    String text = raw(column);
    if (text == null) {
      return null;
    }
    String written = text.replace('/', '-');
    try {
      LocalDate day =
          written.matches("\\d{4}-\\d{1,2}")
              ? LocalDate.parse(written + "-1", DAY).with(TemporalAdjusters.lastDayOfMonth())
              : LocalDate.parse(written, DAY);
      Instant moment = day.atStartOfDay().toInstant(CityTime.ZONE);
      boolean sane = !moment.isBefore(EARLIEST) && moment.isBefore(LATEST);
      return kept(day, sane, column, RowFault.DAY);
    } catch (DateTimeParseException e) {
      wrong(column, RowFault.DAY);
      return null;
    }
  }

  private <T> @Nullable T kept(T value, boolean good, Column column, RowFault fault) {
    if (!good) {
      wrong(column, fault);
      return null;
    }
    return value;
  }

  void wrong(Column column, RowFault fault) {
    errors.add(fault.at(column, row));
  }

  void wrong(Column column, RowFault fault, String moreZh, String moreEn) {
    errors.add(fault.at(column, row, moreZh, moreEn));
  }
}
