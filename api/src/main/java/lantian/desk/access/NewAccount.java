package lantian.desk.access;

import org.jspecify.annotations.Nullable;

/**
 * An account to be created (新建用户).
 *
 * @param name sign-in name: 3 to 40 of {@code a-z 0-9 . _ -}
 * @param display name as others read it
 * @param role what the user may be
 * @param organisation the user's organisation, null if none; a role that sees its own only needs
 *     one
 * @param county the only county whose rows the user may see, null for the whole city
 */
public record NewAccount(
    String name,
    String display,
    Role role,
    @Nullable String organisation,
    @Nullable String county) {
  /** Refuses names that could be mistaken. */
  public NewAccount {
    if (!name.matches("[a-z0-9._-]{3,40}")) {
      throw new IllegalArgumentException("a sign-in name has 3 to 40 of a-z 0-9 . _ -");
    }
    if (role.ownOnly() && organisation == null) {
      throw new IllegalArgumentException(role + " belongs to an organisation");
    }
  }
}
