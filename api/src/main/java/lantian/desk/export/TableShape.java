package lantian.desk.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a list's exports (导出表结构), the same in every format.
 *
 * @param zh what the list is called, Chinese
 * @param en the same in English
 * @param columns its columns, in order
 * @param spot where a row was; asked only by formats that show places
 * @param picture a small picture of a row; asked only by formats that show pictures, and only for
 *     as many rows as they hold
 * @param <R> the rows
 */
public record TableShape<R>(
    String zh,
    String en,
    List<Column<R>> columns,
    Function<R, TableRow.@Nullable Spot> spot,
    @Nullable Function<R, TableRow.@Nullable Picture> picture) {
  /** Copies the columns. */
  public TableShape {
    columns = List.copyOf(columns);
  }

  /** Rows without pictures. */
  public static <R> TableShape<R> of(
      String zh, String en, List<Column<R>> columns, Function<R, TableRow.@Nullable Spot> spot) {
    return new TableShape<>(zh, en, columns, spot, null);
  }

  /** The same rows with pictures. */
  public TableShape<R> showing(Function<R, TableRow.@Nullable Picture> pictures) {
    return new TableShape<>(zh, en, columns, spot, pictures);
  }

  /** What stands above the rows. */
  public TableHead head(List<TableHead.Line> about, boolean english) {
    return new TableHead(
        english ? en : zh,
        columns.stream().map(column -> column.heading(english)).toList(),
        columns.stream().map(Column::weight).toList(),
        about,
        english,
        picture != null);
  }

  /** The cells of a row, with its place and picture where the format wants them. */
  public TableRow row(R row, TableFormat format, long number) {
    List<@Nullable Object> cells = new ArrayList<>(columns.size());
    columns.forEach(column -> cells.add(column.cell().apply(row)));
    boolean shown = picture != null && format.pictures() && number <= TableFormat.MOST_PICTURES;
    return new TableRow(
        cells,
        format.places() ? spot.apply(row) : null,
        shown && picture != null ? picture.apply(row) : null);
  }
}
