package lantian.desk.audit;

import java.util.List;

/**
 * Outcome of a check of the trail (审计链校验结果).
 *
 * @param chains chains seen
 * @param records records seen
 * @param breaks what is wrong and where, the first hundred; empty if nothing is
 */
public record AuditReport(int chains, long records, List<Break> breaks) {
  /**
   * One thing that is wrong.
   *
   * @param at key of the record where it shows
   * @param what {@code CHANGED, MISSING, FIRST_MISSING, UNREADABLE, PIN}
   */
  public record Break(String at, String what) {}

  /** True if nothing is wrong. */
  public boolean intact() {
    return breaks.isEmpty();
  }
}
