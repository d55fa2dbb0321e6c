package lantian.desk.oidc;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which provider of the house may prove who somebody is (统一认证设置). Off unless it names an issuer.
 *
 * @param issuer the provider as it names itself in its tokens; null if there is none
 * @param clientId what the provider knows the desk by
 * @param clientSecretFile file whose first line proves it; null if the provider asks for none
 * @param redirectBase the desk as browsers see it, without a path: the provider must be told its
 *     address followed by {@code /}
 * @param claim the claim of the ID token that names the person for good
 * @param deadline how long one answer of the provider may take, 100 ms to 30 s
 */
public record SignOnSettings(
    @Nullable URI issuer,
    @Nullable String clientId,
    @Nullable Path clientSecretFile,
    @Nullable URI redirectBase,
    String claim,
    Duration deadline) {
  /** What people choose for themselves, share or hand on names nobody. */
  private static final Set<String> NO_NAMES =
      Set.of("email", "name", "given_name", "family_name", "nickname", "preferred_username");

  /** Refuses half of the settings, addresses in the clear, and claims that name nobody. */
  public SignOnSettings {
    boolean on = issuer != null;
    if (on != (clientId != null) || on != (redirectBase != null)) {
      throw new IllegalArgumentException("issuer, clientId and redirectBase go together");
    }
    if (!on && clientSecretFile != null) {
      throw new IllegalArgumentException("clientSecretFile needs an issuer");
    }
    if (issuer != null && (!safe(issuer) || issuer.getRawQuery() != null)) {
      throw new IllegalArgumentException("issuer must be https, or http to this machine");
    }
    if (redirectBase != null
        && (!safe(redirectBase)
            || !Set.of("", "/").contains(redirectBase.getRawPath())
            || redirectBase.getRawQuery() != null)) {
      throw new IllegalArgumentException(
          "redirectBase must be https without a path, or http to this machine");
    }
    if (!claim.matches("[A-Za-z0-9_.-]{1,60}") || NO_NAMES.contains(claim)) {
      throw new IllegalArgumentException(
          "claim must name the person for good, not be an e-mail address or a display name: "
              + claim);
    }
    if (deadline.toMillis() < 100 || deadline.toSeconds() > 30) {
      throw new IllegalArgumentException("deadline must be 100ms to 30s");
    }
  }

  /** No provider. */
  public static SignOnSettings off() {
    return new SignOnSettings(null, null, null, null, "sub", Duration.ofSeconds(5));
  }

  /** True if the address is encrypted or stays on this machine, and holds no user or fragment. */
  static boolean safe(URI address) {
    String host = address.getHost();
    if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
      return false;
    }
    return "https".equals(address.getScheme())
        || ("http".equals(address.getScheme()) && isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    try {
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return host.equals("localhost") || InetAddress.ofLiteral(bare).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
