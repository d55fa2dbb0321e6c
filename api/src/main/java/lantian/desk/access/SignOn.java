package lantian.desk.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.oidc.Distrust;
import lantian.desk.oidc.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing on by a provider of the house (统一认证). It opens a session of an account that is there and
 * that the security administrator has linked; what the account may do stays what it is. Calls
 * block.
 */
public final class SignOn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignOn.class);

  /** Calls to the provider at once: a slow one must not hold up the rest of the desk. */
  private static final int AT_ONCE = 8;

  private final @Nullable Provider provider;
  private final SignOnTries tries;
  private final Accounts accounts;
  private final SignIn signIn;
  private final Tokens tokens;
  private final Semaphore calls = new Semaphore(AT_ONCE);

  /**
   * A sign-on has begun.
   *
   * @param location where the browser is to go
   * @param secret binds it to the browser, for a cookie
   */
  public record Begun(URI location, String secret) {
    @Override
    public String toString() {
      return "Begun[***]";
    }
  }

  /**
   * What the browser came back with.
   *
   * @param code to be exchanged, null if the provider declined
   * @param state names the try
   * @param issuer who the provider says it is (RFC 9207), null if it does not
   */
  public record Returned(@Nullable String code, String state, @Nullable String issuer) {
    @Override
    public String toString() {
      return "Returned[***]";
    }
  }

  /** A sign-on that is not let in, for the audit trail: why, and whose account it would be. */
  public record Denied(Refusal refusal, String reason, @Nullable String account) {}

  /** What a sign-on came to. */
  public record Outcome(SignIn.@Nullable SignedIn signedIn, @Nullable Denied denied) {}

  SignOn(
      @Nullable Provider provider,
      SignOnTries tries,
      Accounts accounts,
      SignIn signIn,
      Tokens tokens) {
    this.provider = provider;
    this.tries = tries;
    this.accounts = accounts;
    this.signIn = signIn;
    this.tokens = tokens;
  }

  /** The issuer that links hold under; empty if no provider is set. */
  public Optional<String> issuer() {
    return Optional.ofNullable(provider).map(Provider::issuer);
  }

  /** How long a try lives. */
  public static Duration life() {
    return SignOnTries.LIFE;
  }

  /**
   * Begins a sign-on.
   *
   * @throws Refusal {@link Fault#SIGN_ON_OFF}, {@link Fault#SIGN_ON_AWAY}, {@link Fault#THROTTLED}
   *     if too many from this address came to nothing, {@link Fault#OVERLOADED}
   */
  public Begun begin(String address) {
    Provider asked = provider();
    String secret = tokens.secret();
    String state = tokens.secret();
    Duration wait = tries.wait(address);
    if (wait.isPositive()) {
      throw new Refusal(Fault.THROTTLED, wait);
    }
    permit();
    try {
      URI location = asked.authorization(state, nonce(secret), challenge(verifier(secret)));
      tries.begin(state, secret, address);
      return new Begun(location, secret);
    } catch (Distrust e) {
      throw refusal(e);
    } finally {
      calls.release();
    }
  }

  /**
   * Finishes it, once.
   *
   * @param secret from the browser's cookie, null if it brings none
   * @param device what an earlier sign-in gave the browser, null if it brings none
   * @throws Refusal {@link Fault#SIGN_ON_OFF}, {@link Fault#OVERLOADED}
   */
  public Outcome finish(
      Returned returned, @Nullable String secret, @Nullable String device, String address) {
    Provider asked = provider();
    permit();
    try {
      if (secret == null || !tries.use(returned.state(), secret)) {
        return denied(new Refusal(Fault.SIGN_ON_STALE), "STATE", null);
      }
      String person = person(asked, returned, secret);
      Account account = accounts.byLink(asked.issuer(), person).orElse(null);
      if (account == null) {
        return denied(new Refusal(Fault.SIGN_ON_UNLINKED), "UNKNOWN", null);
      }
      return enter(account, returned.state(), device, address);
    } catch (Distrust e) {
      return denied(refusal(e), e.reason().name(), null);
    } finally {
      calls.release();
    }
  }

  private static String person(Provider asked, Returned returned, String secret) throws Distrust {
    String issuer = returned.issuer();
    if (issuer != null && !issuer.equals(asked.issuer())) {
      throw new Distrust(Distrust.Reason.ISSUER);
    }
    String code = returned.code();
    if (code == null) {
      throw new Distrust(Distrust.Reason.DECLINED);
    }
    return asked.person(code, verifier(secret), nonce(secret));
  }

  /** A one-time password proves that its account reached its owner; until then nobody comes in. */
  private Outcome enter(Account account, String state, @Nullable String device, String address) {
    if (account.disabled() || account.mustChangePassword()) {
      String why = account.disabled() ? "DISABLED" : "ONE_TIME_PASSWORD";
      return denied(new Refusal(Fault.SIGN_ON_UNLINKED), why, account.name());
    }
    SignIn.SignedIn begun = signIn.proven(account, address, device);
    Account now = accounts.byId(account.id()).orElse(null);
    if (now == null || !account.links().equals(now.links())) {
      // The link was changed meanwhile; the sessions that were ended then did not include this one.
      signIn.signOut(begun.secret());
      return denied(new Refusal(Fault.SIGN_ON_UNLINKED), "UNKNOWN", account.name());
    }
    tries.forget(state);
    return new Outcome(begun, null);
  }

  private Provider provider() {
    if (provider == null) {
      throw new Refusal(Fault.SIGN_ON_OFF);
    }
    return provider;
  }

  private void permit() {
    if (!calls.tryAcquire()) {
      throw new Refusal(Fault.OVERLOADED, Duration.ofSeconds(1));
    }
  }

  private static Outcome denied(Refusal refusal, String reason, @Nullable String account) {
    return new Outcome(null, new Denied(refusal, reason, account));
  }

  private static Refusal refusal(Distrust why) {
    LOG.warn("a sign-on by the provider was not believed: {}", why.reason());
    boolean away = why.reason() == Distrust.Reason.AWAY;
    return new Refusal(away ? Fault.SIGN_ON_AWAY : Fault.SIGN_ON_REFUSED);
  }

  /** PKCE verifier (RFC 7636): follows from the browser's secret, so that nobody else has it. */
  private static String verifier(String secret) {
    return Tokens.digest("pkce " + secret);
  }

  private static String nonce(String secret) {
    return Tokens.digest("nonce " + secret);
  }

  private static String challenge(String verifier) {
    try {
      byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(ascii);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (provider != null) {
      provider.close();
    }
  }
}
