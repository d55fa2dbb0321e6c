package lantian.desk.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The provider of the house that proves who somebody is (统一认证服务, OpenID Connect, authorization code
 * with PKCE). It is first asked when somebody wants to sign on, so that the desk starts without it.
 * Calls block.
 */
public final class Provider implements AutoCloseable {
  private static final Duration AGE = Duration.ofHours(1);
  private static final int LONGEST = 255;

  private final URI issuer;
  private final String client;
  private final @Nullable String secret;
  private final String redirect;
  private final String claim;
  private final InstantSource clock;
  private final Wire wire;
  private final KeyRing ring;
  private @Nullable Metadata metadata;
  private Instant fetched = Instant.EPOCH;

  private Provider(
      SignOnSettings settings, URI issuer, String client, URI redirectBase, InstantSource clock) {
    this.issuer = issuer;
    this.client = client;
    this.secret = secret(settings.clientSecretFile());
    this.redirect = redirectBase.toString().replaceFirst("/$", "") + "/";
    this.claim = settings.claim();
    this.clock = clock;
    this.wire = new Wire(settings.deadline());
    this.ring = new KeyRing(wire, clock);
  }

  /**
   * The provider that is set; empty if none is.
   *
   * @throws IllegalArgumentException if its secret can't be read
   */
  public static Optional<Provider> of(SignOnSettings settings, InstantSource clock) {
    URI issuer = settings.issuer();
    if (issuer == null) {
      return Optional.empty();
    }
    String client = Objects.requireNonNull(settings.clientId());
    URI base = Objects.requireNonNull(settings.redirectBase());
    return Optional.of(new Provider(settings, issuer, client, base, clock));
  }

  private static @Nullable String secret(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      String secret = Files.readString(file).lines().findFirst().orElse("").strip();
      if (secret.isEmpty()) {
        throw new IllegalArgumentException("clientSecretFile " + file + " is empty");
      }
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException("clientSecretFile can't be read", e);
    }
  }

  /** The issuer, which a person's name holds under. */
  public String issuer() {
    return issuer.toString();
  }

  /**
   * Where a browser is sent.
   *
   * @param state comes back with the browser
   * @param nonce comes back in the ID token
   * @param challenge SHA-256 of the verifier, base64url
   */
  public URI authorization(String state, String nonce, String challenge) throws Distrust {
    URI address = metadata().authorization();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client);
    query.put("redirect_uri", redirect);
    query.put("scope", claim.equals("sub") ? "openid" : "openid profile");
    query.put("state", state);
    query.put("nonce", nonce);
    query.put("code_challenge", challenge);
    query.put("code_challenge_method", "S256");
    return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + form(query));
  }

  /**
   * Exchanges a code for the lasting name of a person, 1 to 255 characters.
   *
   * @param verifier what the challenge was made of
   * @param nonce what the ID token must bring back
   */
  public String person(String code, String verifier, String nonce) throws Distrust {
    Metadata known = metadata();
    IdToken token = IdToken.read(exchange(known, code, verifier));
    JWTClaimsSet claims =
        token.claims(ring.keys(known.keys(), token.kid()), issuer.toString(), client, nonce, clock);
    if (claims.getClaim(claim) instanceof String name
        && !name.isBlank()
        && name.length() <= LONGEST) {
      return name;
    }
    throw new Distrust(Distrust.Reason.CLAIM);
  }

  private String exchange(Metadata known, String code, String verifier) throws Distrust {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    form.put("code_verifier", verifier);
    Map<String, String> headers = new LinkedHashMap<>();
    if (secret != null && known.secretInHeader()) {
      String pair = encoded(client) + ":" + encoded(secret);
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    } else {
      form.put("client_id", client);
      if (secret != null) {
        form.put("client_secret", secret);
      }
    }
    Wire.Reply reply = wire.post(known.token(), form(form), headers);
    if (reply.status() >= 500) {
      throw new Distrust(Distrust.Reason.AWAY);
    }
    if (reply.status() != 200 || !(reply.json().get("id_token") instanceof String token)) {
      throw new Distrust(Distrust.Reason.CODE);
    }
    return token;
  }

  private synchronized Metadata metadata() throws Distrust {
    Metadata known = metadata;
    Instant now = clock.instant();
    if (known != null && now.isBefore(fetched.plus(AGE))) {
      return known;
    }
    Metadata fresh = Metadata.read(issuer, wire.get(Metadata.address(issuer)));
    metadata = fresh;
    fetched = now;
    return fresh;
  }

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + encoded(value.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    wire.close();
  }

  @Override
  public String toString() {
    return "Provider[" + issuer + "]";
  }
}
