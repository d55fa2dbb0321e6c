package lantian.desk.access;

import java.time.Instant;
import java.util.Optional;
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
 * @param link who the owner is to a provider of the house, null if not linked
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
    @Nullable Link link,
    long version) {

  /**
   * Whom a provider knows the owner as (统一认证关联).
   *
   * @param issuer the provider
   * @param subject the lasting name it gives the owner, which says nothing under another issuer
   */
  public record Link(String issuer, String subject) {}

  /** The link, if there is one. */
  public Optional<Link> links() {
    return Optional.ofNullable(link);
  }
}
