package lantian.obd.rule;

import java.util.Map;

/**
 * How far a rule could judge a vehicle-day (可判定情况).
 *
 * @param rule rule id
 * @param assessed items judged
 * @param notAssessable items that should have been judged and could not be, by cause; causes with
 *     none are missing
 */
public record Tally(String rule, int assessed, Map<Cause, Integer> notAssessable) {
  /** Copies the map. */
  public Tally {
    notAssessable = Map.copyOf(notAssessable);
  }

  /** What the day amounts to. */
  public Verdict verdict() {
    if (assessed > 0) {
      return Verdict.ASSESSED;
    }
    return notAssessable.isEmpty() ? Verdict.NOTHING_TO_JUDGE : Verdict.NOT_ASSESSABLE;
  }

  /** Answer for a vehicle-day besides its findings. */
  public enum Verdict {
    /** At least one item was judged. */
    ASSESSED,
    /** The rule had cause to judge and never could (无法判定). */
    NOT_ASSESSABLE,
    /** Nothing the rule looks at happened. */
    NOTHING_TO_JUDGE
  }
}
