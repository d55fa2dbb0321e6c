package lantian.desk.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A local account (用户账号).
 *
 * @param id opaque id
 * @param name sign-in name, lower case
 * @param display name as others read it
 * @param role what the user may be
 * @param organisation the user's organisation, null if none
 * @param county the only county whose rows the user may see, null for the whole city
 * @param disabled true if the user may not sign in
 * @param mustChangePassword true until the one-time password has been replaced
 * @param passwordSet when the password was set
 * @param created when the account was created
 * @param version counts its changes
 */
public record Account(
    String id,
    String name,
    String display,
    Role role,
    @Nullable String organisation,
    @Nullable String county,
    boolean disabled,
    boolean mustChangePassword,
    Instant passwordSet,
    Instant created,
    long version) {}
