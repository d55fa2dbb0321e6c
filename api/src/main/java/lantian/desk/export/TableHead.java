package lantian.desk.export;

import java.util.List;

/**
 * What a table is (表头与说明), known before its first row.
 *
 * @param title what it is called
 * @param headings of its columns
 * @param weights their widths, in the same order; see {@link Column#weight}
 * @param about label and text per line: what narrowed it, who made it, when
 * @param english true if the reader prefers English to Chinese
 * @param pictures true if its rows may have pictures
 */
public record TableHead(
    String title,
    List<String> headings,
    List<Double> weights,
    List<Line> about,
    boolean english,
    boolean pictures) {
  /**
   * A line of the cover.
   *
   * @param label what
   * @param text its value
   */
  public record Line(String label, String text) {}

  /** Copies the lists. */
  public TableHead {
    headings = List.copyOf(headings);
    weights = List.copyOf(weights);
    about = List.copyOf(about);
    if (headings.isEmpty() || headings.size() != weights.size()) {
      throw new IllegalArgumentException("each column has a heading and a width");
    }
  }

  String word(String zh, String en) {
    return english ? en : zh;
  }

  /** The line that says how many rows were written. */
  Line rows(long rows) {
    return new Line(word("实际导出条数", "rows in this file"), Long.toString(rows));
  }
}
