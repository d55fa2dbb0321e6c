package lantian.desk.audit;

import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded (审计内容).
 *
 * @param actor who
 * @param act what
 * @param object on what: an opaque id, never a plate or VIN
 * @param outcome how it ended
 * @param reason why, or what for (目的); null where the act says it all
 */
public record AuditEntry(
    Actor actor, Act act, String object, Outcome outcome, @Nullable String reason) {
  /** Longest object: ids of a whole page. */
  static final int LONGEST_OBJECT = 24_000;

  /** Longest reason, in characters. */
  static final int LONGEST_REASON = 500;

  /** Cuts over-long texts, so that nobody can blow up the trail. */
  public AuditEntry {
    object = cut(object, LONGEST_OBJECT);
    reason = reason == null ? null : cut(reason, LONGEST_REASON);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
