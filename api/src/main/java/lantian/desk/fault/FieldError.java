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
 * @param pointer JSON pointer (RFC 6901) of the place in the body, null if the field's name says it
 */
public record FieldError(
    String field,
    @Nullable Integer row,
    String code,
    String zh,
    String en,
    @Nullable String pointer) {
  /** An error whose place its field's name says. */
  public FieldError(String field, @Nullable Integer row, String code, String zh, String en) {
    this(field, row, code, zh, en, null);
  }

  /** An error outside of a file. */
  public static FieldError of(String field, String code, String zh, String en) {
    return new FieldError(field, null, code, zh, en);
  }

  /** The same at a place in the body. */
  public FieldError at(String place) {
    return new FieldError(field, row, code, zh, en, place);
  }
}
