package lantian.desk.lists;

import java.time.Instant;
import lantian.desk.audit.Actor;
import lantian.desk.cases.CaseActor;

/**
 * A list was taken receipt of (签收).
 *
 * @param actor person or machine, with the rights it had then
 * @param at when
 */
public record Receipt(CaseActor actor, Instant at) {
  /** Person or machine. */
  public Actor.Kind kind() {
    return actor.kind();
  }

  /** Sign-in name or key id. */
  public String by() {
    return actor.name();
  }

  /** Whose, empty if it has none. */
  public String organisation() {
    String organisation = actor.organisation();
    return organisation == null ? "" : organisation;
  }
}
