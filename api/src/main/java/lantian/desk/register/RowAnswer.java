package lantian.desk.register;

import java.util.List;
import lantian.desk.fault.FieldError;

/**
 * Answer to one row (逐行回执).
 *
 * @param row number of the row in the file, the first line below the header is 1
 * @param status what became of it
 * @param errors why it was rejected; empty otherwise
 * @param flags what does not agree in it, though it was filed
 */
public record RowAnswer(int row, Status status, List<FieldError> errors, List<RowFlag> flags) {
  /** Copies the lists. */
  public RowAnswer {
    errors = List.copyOf(errors);
    flags = List.copyOf(flags);
  }

  /** What became of a row. */
  public enum Status {
    /** Filed. */
    ACCEPTED,
    /** Filed like this already. */
    UNCHANGED,
    /** Not filed. */
    REJECTED
  }

  static RowAnswer rejected(int row, List<FieldError> errors) {
    return new RowAnswer(row, Status.REJECTED, errors, List.of());
  }
}
