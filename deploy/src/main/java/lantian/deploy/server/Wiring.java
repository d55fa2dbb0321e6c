package lantian.deploy.server;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.desk.Desk;
import lantian.desk.evidence.EvidenceRoom;
import lantian.desk.register.DeskRegister;
import lantian.desk.route.ObdRoom;
import lantian.desk.route.ObdRules;
import lantian.desk.rules.RuleSetBook;
import lantian.obd.ObdIngest;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.packet.KeyRing;
import lantian.obd.read.ObdRead;
import org.jspecify.annotations.Nullable;

/**
 * Joins the rooms of one process by hand (装配): a page of {@code new}, read from top to bottom. What
 * is started later ends earlier.
 */
public final class Wiring {
  private static final Duration DRAIN = Duration.ofSeconds(9);

  private final Settings settings;
  private final Lifetime life;

  /** Joins what these settings ask for. */
  public Wiring(Settings settings, Lifetime life) {
    this.settings = settings;
    this.life = life;
  }

  /** Starts everything; comes back when it listens. */
  public RunningServer start(Database database) throws Exception {
    MongoSettings mongo = settings.mongo();
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    KeyRing keys = Readings.keys(settings);

    // Two pools, so that the desk can't starve receiving.
    MongoClient ingestPool =
        life.own("receiving pool", () -> pool(database, "obd", mongo.ingestConnections()));
    MongoClient deskPool =
        life.own("desk pool", () -> pool(database, "desk", mongo.deskConnections()));
    MongoDatabase ingestStore = Clients.checked(ingestPool, mongo.database());
    MongoDatabase deskStore =
        Clients.checked(deskPool, mongo.database())
            .withTimeout(mongo.deskTimeout().toMillis(), TimeUnit.MILLISECONDS);

    DeskRegister ingestRegister = new DeskRegister(ingestPool, ingestStore, clock, random);
    DeskRegister deskRegister = new DeskRegister(deskPool, deskStore, clock, random);

    if (settings.roles().contains(Role.API)) {
      // Before the rooms, so that its last pin covers what they store while they end.
      MongoDatabase unhurried = Clients.checked(deskPool, mongo.database());
      life.own("pins", () -> Pinning.start(settings, Ledgers.of(unhurried, null), clock, random));
    }

    ObdIngest obd = null;
    if (settings.roles().contains(Role.OBD)) {
      obd =
          life.own(
                  "receiving",
                  () ->
                      new Receiving(
                          new ObdIngest(
                              settings.obd(),
                              ingestPool,
                              mongo.database(),
                              ingestRegister,
                              ObdRules.active(RuleSetBook.open(ingestStore, clock)),
                              keys,
                              clock,
                              meters,
                              thrown -> life.abort("the log writer ended: " + thrown))))
              .obd();
    }

    OpenChunks open = obd == null ? OpenChunks.NONE : obd.projecting();
    ObdRead read = new ObdRead(deskStore, deskRegister, open, keys, clock);

    Desk desk = null;
    int port = 0;
    if (settings.roles().contains(Role.API)) {
      ObdIngest receiving = obd;
      EvidenceRoom evidence =
          life.own("evidence", () -> EvidenceAccess.open(settings, clock)).room(settings);
      desk =
          life.own(
              "desk",
              () ->
                  new Desk(
                      settings.desk(),
                      deskStore,
                      deskRegister,
                      new ObdRoom(read),
                      evidence,
                      () -> receiving == null || receiving.ready(),
                      clock,
                      random,
                      meters));
      port = desk.start();
    }
    return new RunningServer(settings, database, addresses(obd), desk, port, read);
  }

  private static MongoClient pool(Database database, String name, int connections) {
    return Clients.open(database.uri(), "lantian-" + name, connections, Duration.ofSeconds(10));
  }

  private static List<InetSocketAddress> addresses(@Nullable ObdIngest obd) {
    return obd == null ? List.of() : obd.addresses();
  }

  /** Receiving ends by draining: what was received is stored and answered. */
  private record Receiving(ObdIngest obd) implements AutoCloseable {
    @Override
    public void close() {
      try {
        obd.drain(DRAIN);
      } catch (InterruptedException e) {
        obd.close();
        Thread.currentThread().interrupt();
      }
    }
  }
}
