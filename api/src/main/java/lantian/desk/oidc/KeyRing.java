package lantian.desk.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The provider's public keys (JWKS), kept for an hour. A token whose key is not among them has them
 * fetched anew once, though not more often than every half minute: a forged key id is cheap.
 */
final class KeyRing {
  private static final Duration AGE = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Wire wire;
  private final InstantSource clock;
  private @Nullable JWKSet keys;
  private Instant fetched = Instant.EPOCH;

  KeyRing(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /**
   * The keys, with the one of this id among them if the provider has it.
   *
   * @param kid what the token calls its key, null if it does not say
   */
  synchronized JWKSet keys(URI address, @Nullable String kid) throws Distrust {
    Instant now = clock.instant();
    JWKSet known = keys;
    boolean unknown = known == null || (kid != null && known.getKeyByKeyId(kid) == null);
    boolean old = known == null || !now.isBefore(fetched.plus(AGE));
    boolean rested = known == null || !now.isBefore(fetched.plus(PAUSE));
    if (known != null && !old && !(unknown && rested)) {
      return known;
    }
    try {
      JWKSet fresh = JWKSet.parse(wire.get(address));
      keys = fresh;
      fetched = now;
      return fresh;
    } catch (ParseException e) {
      throw new Distrust(Distrust.Reason.AWAY);
    }
  }
}
