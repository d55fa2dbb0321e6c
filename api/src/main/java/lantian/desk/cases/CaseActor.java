package lantian.desk.cases;

import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who moves a case (操作人), as its timeline keeps it.
 *
 * @param kind person, machine or the desk itself
 * @param id id of the account or key; tells two reviewers apart
 * @param name sign-in name or key id
 * @param role role at that time, null for the desk itself
 * @param organisation organisation at that time, null if none
 * @param county the only county it acts for, null for the whole city
 */
public record CaseActor(
    Actor.Kind kind,
    String id,
    String name,
    @Nullable Role role,
    @Nullable String organisation,
    @Nullable String county) {
  /** The desk itself, for what happens of its own accord. */
  public static final CaseActor DESK =
      new CaseActor(Actor.Kind.DESK, "desk", "desk", null, null, null);

  /** Whoever sent the request. */
  public static CaseActor of(Caller caller) {
    return new CaseActor(
        caller.kind(),
        caller.id(),
        caller.name(),
        caller.role(),
        caller.organisation(),
        caller.county());
  }

  /** True for a person with an account. */
  public boolean person() {
    return kind == Actor.Kind.USER;
  }
}
