package lantian.desk.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lantian.desk.DeskSettings;
import lantian.desk.audit.Actor;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** Proves who is asking (身份鉴别): passwords, cookies, machine keys, signatures. Calls block. */
public final class SignIn {
  /** Longest password that is looked at; hashing longer ones would be a gift to attackers. */
  private static final int LONGEST = 128;

  private final Accounts accounts;
  private final Sessions sessions;
  private final MachineKeys keys;
  private final Signatures signatures;
  private final Passwords passwords;
  private final Guesses guesses;
  private final Devices devices;
  private final DeskSettings.Access settings;
  private final InstantSource clock;

  /**
   * Somebody has just signed in.
   *
   * @param caller who
   * @param secret the session's secret, for the cookie
   * @param device a new cookie for the browser, null if it has a good one
   */
  public record SignedIn(Caller caller, String secret, @Nullable String device) {
    @Override
    public String toString() {
      return "SignedIn[" + caller.name() + ", ***]";
    }
  }

  SignIn(
      Accounts accounts,
      Sessions sessions,
      MachineKeys keys,
      Signatures signatures,
      Passwords passwords,
      Guesses guesses,
      Devices devices,
      DeskSettings.Access settings,
      InstantSource clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.keys = keys;
    this.signatures = signatures;
    this.passwords = passwords;
    this.guesses = guesses;
    this.devices = devices;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Signs in with a password.
   *
   * @throws Refusal {@link Fault#THROTTLED} if the password was not looked at, {@link
   *     Fault#SIGN_IN_FAILED} if name or password are wrong or the account is disabled
   */
  public SignedIn signIn(String typedName, String password, String address) {
    return signIn(typedName, password, address, null);
  }

  /**
   * Signs in with a password.
   *
   * @param cookie what an earlier sign-in gave the browser, null if it brings none
   * @throws Refusal as without it
   */
  public SignedIn signIn(
      String typedName, String password, String address, @Nullable String cookie) {
    String name = typedName.strip().toLowerCase(Locale.ROOT);
    String device = devices.known(cookie, name).orElse(null);
    charge(name, address, device);
    Accounts.Known known = accounts.known(name).orElse(null);
    boolean good;
    if (known == null || password.length() > LONGEST) {
      good = passwords.matchesNobody(password.substring(0, Math.min(LONGEST, password.length())));
    } else {
      good = passwords.matches(known.hash(), password);
    }
    if (known == null || !good || known.account().disabled()) {
      throw new Refusal(Fault.SIGN_IN_FAILED);
    }
    guesses.forgive(name, address, device);
    if (passwords.weak(known.hash())) {
      accounts.rehash(known.account().id(), known.hash(), password);
    }
    return begin(known.account(), address, device);
  }

  /**
   * Begins the session of somebody whom another has proven. Guesses at the password stay counted.
   *
   * @param cookie what an earlier sign-in gave the browser, null if it brings none
   */
  SignedIn proven(Account account, String address, @Nullable String cookie) {
    return begin(account, address, devices.known(cookie, account.name()).orElse(null));
  }

  private SignedIn begin(Account account, String address, @Nullable String device) {
    SignedIn begun = begin(account, address);
    return device == null
        ? new SignedIn(begun.caller(), begun.secret(), devices.give(account.name()))
        : begun;
  }

  /**
   * Changes the caller's own password and ends all its sessions but the new one it returns.
   *
   * @param begins runs when all is checked, before the first effect
   * @throws Refusal {@link Fault#WEAK_PASSWORD} if the old one is wrong or the new one too simple
   */
  public SignedIn changePassword(Caller caller, String old, String wanted, Runnable begins) {
    charge(caller.name(), caller.address(), null);
    Accounts.Known known =
        accounts.known(caller.name()).orElseThrow(() -> new Refusal(Fault.NOT_SIGNED_IN));
    if (old.length() > LONGEST || !passwords.matches(known.hash(), old)) {
      throw new Refusal(
          Fault.WEAK_PASSWORD,
          List.of(FieldError.of("old", "WRONG", "原口令不正确", "the old password is wrong")));
    }
    guesses.forgive(caller.name(), caller.address(), null);
    PasswordRules.check("new", caller.name(), wanted);
    if (wanted.equals(old)) {
      throw new Refusal(
          Fault.WEAK_PASSWORD,
          List.of(FieldError.of("new", "SAME", "新口令不能与原口令相同", "the new password is the old one")));
    }
    begins.run();
    accounts.setPassword(caller.id(), wanted, false);
    sessions.endAll(caller.id(), null);
    return begin(accounts.byId(caller.id()).orElseThrow(), caller.address());
  }

  /** Ends the session of this secret. */
  public void signOut(String secret) {
    sessions.end(secret);
  }

  /** Who holds this session; empty if it has ended. */
  public Optional<Caller> bySession(String secret, String address) {
    // A sign-in may have looked at the old password while it was being reset.
    return sessions
        .find(secret)
        .flatMap(session ->
            accounts
                .byId(session.user())
                .filter(account -> account.passwordSet().equals(session.passwordSet())))
        .filter(account -> !account.disabled())
        .map(account -> caller(account, secret, address));
  }

  /** Who holds this machine token; empty if it is not valid. */
  public Optional<Caller> byToken(String token, String address) {
    return keys.find(token).map(key -> caller(key, address));
  }

  /** Who signed this request; empty if the key does not hold or the signature does not fit. */
  public Optional<Proof> bySignature(SignedRequest request, String address) {
    return signatures
        .check(request)
        .map(one -> new Proof(caller(one.key(), address), one.refusal(), one.told()));
  }

  /** Who signed a request that was taken before; empty if the key no longer holds. */
  public Optional<Caller> stillSigning(Caller signer) {
    return keys.signing(signer.name()).map(one -> caller(one.key(), signer.address()));
  }

  /** A program is the same caller under each of its rotated keys, and told apart in the trail. */
  private static Caller caller(MachineKeys.MachineKey key, String address) {
    return new Caller(
        Actor.Kind.MACHINE,
        key.client(),
        key.id(),
        key.role(),
        key.organisation(),
        key.county(),
        address,
        false,
        null);
  }

  /** The name as an audit record may show it: names that do not exist may be mistyped passwords. */
  public String shown(String typedName) {
    String name = typedName.strip().toLowerCase(Locale.ROOT);
    return accounts.byName(name).map(Account::name).orElse("(unknown)");
  }

  private void charge(String name, String address, @Nullable String device) {
    Duration wait = guesses.charge(name, address, device);
    if (wait.isPositive()) {
      throw new Refusal(Fault.THROTTLED, wait);
    }
  }

  private SignedIn begin(Account account, String address) {
    String secret = sessions.begin(account, address);
    return new SignedIn(caller(account, secret, address), secret, null);
  }

  private Caller caller(Account account, String secret, String address) {
    return new Caller(
        Actor.Kind.USER,
        account.id(),
        account.name(),
        account.role(),
        account.organisation(),
        account.county(),
        address,
        account.mustChangePassword() || outdated(account.passwordSet()),
        Tokens.csrf(secret));
  }

  private boolean outdated(@Nullable Instant passwordSet) {
    Duration age = settings.passwordAge();
    return passwordSet != null && !age.isZero() && clock.instant().isAfter(passwordSet.plus(age));
  }
}
