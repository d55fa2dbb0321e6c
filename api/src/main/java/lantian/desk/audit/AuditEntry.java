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
  /** Longest text of one field, in characters; longer ones are cut. */
  static final int LONGEST = 500;

  /** Cuts over-long texts, so that nobody can blow up the trail. */
  public AuditEntry {
    object = cut(object);
    reason = reason == null ? null : cut(reason);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
