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
 * @param organisation the only station, port company or maker of terminals it is for; null if it is
 *     for none. Bureaus see it whatever this says.
 * @param county the county it concerns; null if unknown, then only the whole city's callers see it
 */
public record Audience(Set<Role> roles, @Nullable String organisation, @Nullable String county) {
  /** Takes the roles, and with each those that may whatever it may. */
  public Audience {
    EnumSet<Role> all = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (roles.stream().anyMatch(role::includes)) {
        all.add(role);
      }
    }
    roles = Collections.unmodifiableSet(all);
  }

  /** True if this reader may see the notice. */
  public boolean includes(Reader reader) {
    return roles.contains(reader.role())
        && (reader.county() == null || reader.county().equals(county))
        && (!bound(reader) || (organisation != null && organisation.equals(reader.organisation())));
  }

  static boolean bound(Reader reader) {
    return reader.role().ownOnly();
  }
}
