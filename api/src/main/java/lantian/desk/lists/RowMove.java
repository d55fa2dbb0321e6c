package lantian.desk.lists;

import java.time.Instant;

/**
 * What became of a row's case when the list was received or the row was answered (清单行案件流转).
 *
 * @param row number of the row
 * @param step what the case was to be moved for
 * @param move id of the move in the case table
 * @param outcome whether it was made
 * @param code why not: a word programs may rely on; empty if it was made
 * @param zh the same in Chinese
 * @param en the same in English
 * @param at when
 */
public record RowMove(
    int row,
    Step step,
    String move,
    Outcome outcome,
    String code,
    String zh,
    String en,
    Instant at) {
  /** What a case is moved for. Names are stored and must not change. */
  public enum Step {
    /** Somebody took receipt of the list. */
    RECEIPT("签收"),
    /** The row was answered. */
    RESULT("反馈");

    private final String zh;

    Step(String zh) {
      this.zh = zh;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }
  }

  /** Whether the move was made. Names are stored and must not change. */
  public enum Outcome {
    /** The case was moved. */
    MADE,
    /** Somebody had done the same by hand. */
    THERE,
    /** The case stands where it stood; a person has to see to it. */
    NOT_MADE
  }
}
