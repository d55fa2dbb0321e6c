package lantian.desk.fault;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request (字段错误). Texts never repeat the value that was sent.
 *
 * @param field name of the field, parameter or column; empty if it concerns the whole
 * @param row number of the row, null outside of files
 * @param code stable word for programs
 * @param zh what to do about it, Chinese
 * @param en the same in English
 */
public record FieldError(String field, @Nullable Integer row, String code, String zh, String en) {
  /** An error outside of a file. */
  public static FieldError of(String field, String code, String zh, String en) {
    return new FieldError(field, null, code, zh, en);
  }
}
