package lantian.desk.outbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Whom a notice is for (接收范围). Nobody else learns of it by any way out.
 *
 * @param roles roles that may see it
 * @param organisation the only station or maker of terminals it is for; null if it is for none.
 *     Bureaus see it whatever this says.
 * @param county the county it concerns; null if unknown, then only the whole city's callers see it
 */
public record Audience(Set<Role> roles, @Nullable String organisation, @Nullable String county) {
  /** Roles that see what is of their own organisation and nothing else. */
  private static final Set<Role> BOUND = Set.of(Role.STATION, Role.INTEGRATOR);

  /** Copies the roles. */
  public Audience {
    EnumSet<Role> copy = EnumSet.noneOf(Role.class);
    copy.addAll(roles);
    roles = Collections.unmodifiableSet(copy);
  }

  /** True if this reader may see the notice. */
  public boolean includes(Reader reader) {
    return roles.contains(reader.role())
        && (reader.county() == null || reader.county().equals(county))
        && (!bound(reader) || (organisation != null && organisation.equals(reader.organisation())));
  }

  static boolean bound(Reader reader) {
    return BOUND.contains(reader.role());
  }
}
