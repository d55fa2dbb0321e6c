package lantian.desk.route;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import lantian.desk.export.Table;
import lantian.desk.export.TableFormat;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableShape;
import lantian.proto.CityTime;

/**
 * Everything behind a filter, ready to be written in any format (一次导出).
 *
 * @param order who asked for what
 * @param shape its columns
 * @param rows gives every row there is, in the order of the list
 * @param parts what the file name tells: which list, where, when, what was narrowed; no plate, no
 *     VIN
 * @param about the lines of the cover that are the list's own
 * @param count how many rows there are, as counted before
 * @param at when it was asked for
 * @param <R> the rows
 */
record Export<R>(
    ExportOrder order,
    TableShape<R> shape,
    Rows<R> rows,
    List<String> parts,
    List<TableHead.Line> about,
    long count,
    Instant at) {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm");

  /** Gives rows one after the other. */
  @FunctionalInterface
  interface Rows<R> {
    void each(Consumer<R> row);
  }

  Export {
    parts = List.copyOf(parts);
    about = List.copyOf(about);
  }

  /** What, where, when, which, how many, made when; a file that can be found again. */
  String fileName(TableFormat format) {
    List<String> all = new ArrayList<>(parts);
    all.add(count + order.word("条", "rows"));
    all.add(STAMP.format(at.atOffset(CityTime.ZONE)));
    return String.join("_", all).replaceAll("[^\\p{L}\\p{N}_.-]", "-") + format.extension();
  }

  /**
   * Writes it.
   *
   * @param most more rows than this are a mistake; the file is worthless then
   * @param written told from time to time how many rows are written; may throw to break off
   */
  void write(TableFormat format, OutputStream out, long most, LongConsumer written)
      throws IOException {
    AtomicLong number = new AtomicLong();
    try (Table table = format.begin(out, shape.head(lines(), order.english()))) {
      rows.each(row -> {
        long now = number.incrementAndGet();
        if (now > most) {
          throw new UncheckedIOException(new IOException("more rows than counted"));
        }
        try {
          table.row(shape.row(row, format, now));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        if (now % 500 == 0) {
          written.accept(now);
        }
      });
      written.accept(number.get());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<TableHead.Line> lines() {
    List<TableHead.Line> lines = new ArrayList<>();
    String role = order.english() ? order.caller().role().name() : order.caller().role().zh();
    lines.add(line("导出时间", "exported at", Moments.text(at)));
    lines.add(line("导出人", "exported by", order.caller().name() + " (" + role + ")"));
    lines.addAll(about);
    lines.add(line("条数", "rows", Long.toString(count)));
    lines.add(
        line(
            "号牌与车架号",
            "plate and VIN",
            order.unmasked() ? order.word("完整", "in full") : order.word("已脱敏", "masked")));
    return lines;
  }

  private TableHead.Line line(String zh, String en, String text) {
    return new TableHead.Line(order.word(zh, en), text);
  }

  /** The days of a period for a file name: an open end is the day of the export. */
  static String period(ExportOrder order, Instant from, Instant to) {
    Instant last = to.isAfter(from) ? to.minusMillis(1) : to; // Midnight ends the day before.
    return CityTime.day(from) + order.word("至", "-to-") + CityTime.day(last);
  }

  /** Where it is from, for a file name; text that nobody has filed stays out of it. */
  static String place(ExportOrder order, long count) {
    String own = order.caller().county();
    String asked = order.inputs().text("county");
    if (own == null && asked != null) {
      return count > 0 ? asked : order.word("所选区县", "county");
    }
    return own == null ? order.word("全市", "city") : own;
  }
}
