package lantian.desk.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An ID token as it came, not yet believed (身份令牌, OpenID Connect Core 1.0, section 3.1.3.7). The
 * token says which key it is signed with; which algorithms are accepted it does not say.
 */
final class IdToken {
  private static final Set<JWSAlgorithm> ACCEPTED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  /** Clocks differ. */
  private static final int SKEW_SECONDS = 60;

  private final SignedJWT token;

  private IdToken(SignedJWT token) {
    this.token = token;
  }

  /** Reads it; what is not signed at all ({@code alg: none}) is none. */
  static IdToken read(String text) throws Distrust {
    try {
      return new IdToken(SignedJWT.parse(text));
    } catch (ParseException e) {
      throw new Distrust(Distrust.Reason.SIGNATURE);
    }
  }

  /** What it calls its key. */
  @org.jspecify.annotations.Nullable
  String kid() {
    return token.getHeader().getKeyID();
  }

  /** Its claims, if all of it holds. */
  JWTClaimsSet claims(JWKSet keys, String issuer, String client, String nonce, InstantSource clock)
      throws Distrust {
    JWTClaimsSet claims = verified(keys);
    need(issuer.equals(claims.getIssuer()), Distrust.Reason.ISSUER);
    List<String> audience = claims.getAudience();
    Object party = claims.getClaim("azp");
    boolean ours = party == null ? audience.size() == 1 : client.equals(party);
    need(audience.contains(client) && ours, Distrust.Reason.AUDIENCE);
    need(intime(claims, clock), Distrust.Reason.EXPIRED);
    need(nonce.equals(claims.getClaim("nonce")), Distrust.Reason.NONCE);
    return claims;
  }

  private JWTClaimsSet verified(JWKSet keys) throws Distrust {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ACCEPTED, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier((claims, context) -> {}); // They are looked at one by one.
    try {
      return Objects.requireNonNull(processor.process(token, null));
    } catch (BadJOSEException | JOSEException e) {
      throw new Distrust(Distrust.Reason.SIGNATURE);
    }
  }

  private static boolean intime(JWTClaimsSet claims, InstantSource clock) {
    DefaultJWTClaimsVerifier<SecurityContext> time =
        new DefaultJWTClaimsVerifier<>(null, Set.of("exp", "iat")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    time.setMaxClockSkew(SKEW_SECONDS);
    try {
      time.verify(claims, null);
      return true;
    } catch (BadJWTException e) {
      return false;
    }
  }

  private static void need(boolean holds, Distrust.Reason otherwise) throws Distrust {
    if (!holds) {
      throw new Distrust(otherwise);
    }
  }
}
