package lantian.desk.register;

import java.util.List;

/**
 * Answer to a whole file (导入回执).
 *
 * @param dryRun true if nothing was written
 * @param rows one answer per row, in the order of the file
 */
public record ImportAnswer(boolean dryRun, List<RowAnswer> rows) {
  /** Rows with this status. */
  public long count(RowAnswer.Status status) {
    return rows.stream().filter(row -> row.status() == status).count();
  }

  /** ACCEPTED (also if nothing changed), PARTIALLY_ACCEPTED or REJECTED. */
  public String status() {
    long rejected = count(RowAnswer.Status.REJECTED);
    if (rejected == 0) {
      return "ACCEPTED";
    }
    return rejected == rows.size() ? "REJECTED" : "PARTIALLY_ACCEPTED";
  }
}
