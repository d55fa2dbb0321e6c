package lantian.desk.access;

import lantian.desk.audit.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, proved (已认证的调用方).
 *
 * @param kind person or machine
 * @param id id of the account, or of the first key of a program
 * @param name sign-in name or key id
 * @param role what it may be
 * @param organisation its organisation, null if none
 * @param county the only county whose rows it may see, null for the whole city
 * @param address the peer's IP address
 * @param mustChangePassword true if nothing but changing the password is open to it
 * @param csrf what a changing request must carry; null for machines, which use no cookies
 */
public record Caller(
    Actor.Kind kind,
    String id,
    String name,
    Role role,
    @Nullable String organisation,
    @Nullable String county,
    String address,
    boolean mustChangePassword,
    @Nullable String csrf) {
  /** Whose objects it may see. */
  public Scope scope() {
    return new Scope(county, role.ownOnly(), organisation);
  }

  /** The same as the audit trail writes it. */
  public Actor actor() {
    return new Actor(kind, name, role.name(), organisation, address);
  }
}
