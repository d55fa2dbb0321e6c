package lantian.desk.access;

import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.InstantSource;
import lantian.desk.DeskSettings;
import lantian.desk.oidc.Provider;
import lantian.desk.sealing.Sealer;

/**
 * Users, sessions and keys together (访问控制).
 *
 * @param accounts local accounts
 * @param sessions sessions
 * @param keys machine keys
 * @param signIn proves who is asking
 * @param signOn lets a provider of the house prove it
 * @param passwords hashes passwords
 */
public record Access(
    Accounts accounts,
    Sessions sessions,
    MachineKeys keys,
    SignIn signIn,
    SignOn signOn,
    Passwords passwords)
    implements AutoCloseable {

  /** Opens all of them in a database that writes with majority and journal. */
  public static Access open(
      MongoDatabase durable,
      DeskSettings.Access settings,
      InstantSource clock,
      SecureRandom random) {
    Tokens tokens = new Tokens(random);
    Passwords passwords = new Passwords(settings, tokens);
    Accounts accounts = new Accounts(durable, passwords, tokens, clock);
    Sessions sessions = new Sessions(durable, settings, tokens, clock);
    Sealer sealer = Sealer.open(durable, random);
    MachineKeys keys = new MachineKeys(durable, tokens, sealer.vault(random), clock);
    Devices devices = new Devices(sealer, tokens);
    Signatures signatures = new Signatures(keys, new Nonces(durable), clock);
    Guesses guesses = new Guesses(durable, clock);
    SignIn signIn =
        new SignIn(
            accounts, sessions, keys, signatures, passwords, guesses, devices, settings, clock);
    SignOn signOn =
        new SignOn(
            Provider.of(settings.signOn(), clock).orElse(null),
            new SignOnTries(durable, clock),
            accounts,
            signIn,
            tokens);
    return new Access(accounts, sessions, keys, signIn, signOn, passwords);
  }

  @Override
  public void close() {
    signOn.close();
    passwords.close();
  }
}
