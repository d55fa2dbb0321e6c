package lantian.desk.lists;

import org.jspecify.annotations.Nullable;

/**
 * What became of one line of an answer (反馈行处理结果).
 *
 * @param line number of the line
 * @param status what became of it
 * @param row number of the row it is about, null if none was found
 * @param fault why it was not taken, null if it was
 */
public record LineAnswer(
    int line, Status status, @Nullable Integer row, @Nullable ListFault fault) {
  /** What became of it. */
  public enum Status {
    /** Taken. */
    ACCEPTED,
    /** Said the same before. */
    UNCHANGED,
    /** Not taken. */
    REJECTED
  }
}
