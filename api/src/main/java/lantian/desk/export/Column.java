package lantian.desk.export;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of an export (导出列): the one place that says what it is called and what stands in it, for
 * all formats.
 *
 * @param zh heading, Chinese
 * @param en heading, English
 * @param weight its width where the format has widths; 1 for a short word or number
 * @param cell what stands there: a number, a text, or null for an empty cell
 * @param <R> the rows
 */
public record Column<R>(String zh, String en, double weight, Function<R, @Nullable Object> cell) {
  /** A column of ordinary width. */
  public static <R> Column<R> of(String zh, String en, Function<R, @Nullable Object> cell) {
    return new Column<>(zh, en, 1, cell);
  }

  /** A column for sentences. */
  public static <R> Column<R> wide(String zh, String en, Function<R, @Nullable Object> cell) {
    return new Column<>(zh, en, 3, cell);
  }

  String heading(boolean english) {
    return english ? en : zh;
  }
}
