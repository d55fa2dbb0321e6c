package lantian.deploy.server;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import lantian.deploy.mongo.Database;
import lantian.desk.audit.Act;
import lantian.desk.audit.Actor;
import lantian.desk.audit.AuditEntry;
import lantian.desk.audit.AuditTrail;
import lantian.desk.audit.Outcome;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;

/**
 * A command's stay at the database of a server that runs or not (命令行访问). What it does goes into the
 * audit trail under the name of the operating-system user.
 */
public final class Visit implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration END = Duration.ofSeconds(15);

  private final Lifetime life = Lifetime.ofCommand(END);
  private final MongoClient client;
  private final MongoDatabase durable;
  private final InstantSource clock;

  /** Opens the database that is set. */
  public Visit(Settings settings, Supplier<Path> mongod, InstantSource clock) {
    this.clock = clock;
    try {
      Database database =
          life.own("database", () -> Database.visit(settings.data(), settings.mongo(), mongod));
      life.lastResort(database::cutOff);
      client =
          life.own(
              "client", () -> Clients.open(database.uri(), "lantian-command", CONNECTIONS, WAIT));
      durable = Clients.checked(client, settings.mongo().database());
    } catch (RuntimeException e) {
      life.close();
      throw e;
    }
  }

  /** The client. */
  public MongoClient client() {
    return client;
  }

  /** The database, with majority reads and journalled majority writes. */
  public MongoDatabase durable() {
    return durable;
  }

  /**
   * Leaves an audit record; comes back when it is durable.
   *
   * @param object on what: never a plate or VIN
   * @param purpose what for
   */
  public void record(Act act, String object, String purpose) {
    String user = System.getProperty("user.name", "unknown");
    try (AuditTrail trail = AuditTrail.open(durable, clock)) {
      trail.record(new AuditEntry(Actor.commandLine(user), act, object, Outcome.DONE, purpose));
    }
  }

  /**
   * Changes something as the desk does: recorded before it is done and when it is known how it
   * ended. What fails in between may stand in part; the first record says that it was begun.
   *
   * @param object on what: never a plate or VIN
   * @param purpose what for
   */
  public <T> T change(Act act, String object, String purpose, Supplier<T> work) {
    Actor actor = Actor.commandLine(System.getProperty("user.name", "unknown"));
    try (AuditTrail trail = AuditTrail.open(durable, clock)) {
      trail.record(new AuditEntry(actor, act, object, Outcome.BEGUN, purpose));
      T done;
      try {
        done = work.get();
      } catch (Refusal refused) {
        trail.record(new AuditEntry(actor, act, object, Outcome.REFUSED, refused.fault().name()));
        throw refused;
      } catch (RuntimeException failed) {
        trail.record(new AuditEntry(actor, act, object, Outcome.FAILED, Fault.INTERNAL.name()));
        throw failed;
      }
      trail.record(new AuditEntry(actor, act, object, Outcome.DONE, purpose));
      return done;
    }
  }

  @Override
  public void close() {
    life.close();
  }
}
