package lantian.desk.lists;

import org.jspecify.annotations.Nullable;

/**
 * One line of a department's answer, as it came (反馈行): by page, by machine, or from its own file.
 *
 * @param line number of the line, from 1
 * @param caseId the case, null if not given
 * @param row number of the row in the list, null if not given
 * @param plate number of the plate, null if not given
 * @param colour colour of the plate as the list writes it, null if not given
 * @param result what was done: the name or the Chinese words
 * @param reference number of the decision, null if not given
 * @param day day of the decision as {@code 2026-11-25}, null if not given
 * @param reason why, null if not given
 * @param code code of the violation that was entered, null if not given
 * @param workshop the workshop that repaired the vehicle, null if not given
 */
public record GivenResult(
    int line,
    @Nullable String caseId,
    @Nullable Integer row,
    @Nullable String plate,
    @Nullable String colour,
    String result,
    @Nullable String reference,
    @Nullable String day,
    @Nullable String reason,
    @Nullable String code,
    @Nullable String workshop) {
  /** Without the plate. */
  @Override
  public String toString() {
    return "GivenResult[" + line + " " + result + "]";
  }
}
