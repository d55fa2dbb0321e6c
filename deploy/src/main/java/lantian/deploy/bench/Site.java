package lantian.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lantian.deploy.console.Failure;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.server.Clients;
import lantian.deploy.server.Lifetime;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingFile;
import lantian.desk.register.RowAnswer;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.read.ObdRead;

/** A database of the bench's own, and servers started on it one after the other (测试现场). */
final class Site implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(20);

  /** A server may take 20 s of it. */
  private static final Duration END = Duration.ofSeconds(35);

  private final Path root;
  private final Path folder;
  private final MongoSettings settings;
  private final Lifetime life = Lifetime.ofCommand(END);
  private final Database database;
  private final MongoClient client;

  /**
   * Starts a mongod in the folder, which must be empty or new.
   *
   * @param cacheMegabytes its cache
   */
  Site(Path root, Path folder, int cacheMegabytes) {
    this.root = root;
    this.folder = folder;
    this.settings = MongoSettings.defaults().cached(cacheMegabytes);
    try {
      this.database =
          life.own(
              "database",
              () ->
                  Database.own(
                      folder.resolve("db"), settings, () -> MongodBinary.find(root, line -> {})));
      life.lastResort(database::cutOff);
      this.client =
          life.own("client", () -> Clients.open(database.uri(), "lantian-bench", 16, WAIT));
    } catch (RuntimeException e) {
      life.close();
      throw e;
    }
  }

  MongoClient client() {
    return client;
  }

  /** The database that servers write to. */
  MongoDatabase stored() {
    return Clients.checked(client, settings.database());
  }

  MongoSettings settings() {
    return settings;
  }

  long mongod() {
    return database.children().getFirst();
  }

  /** What a process beside the server may ask. */
  ObdRead read() {
    return new ObdRead(stored(), register(), OpenChunks.NONE, InstantSource.system());
  }

  /** Files vehicles; every row must be accepted. */
  void file(String csv, int rows) {
    var answer =
        new FilingFile(register(), InstantSource.system(), rows)
            .file(csv.getBytes(StandardCharsets.UTF_8), "bench", false);
    if (answer.count(RowAnswer.Status.ACCEPTED) != rows) {
      throw Failure.failed("the bench's vehicles were not filed: " + answer.status());
    }
  }

  /** The register of the bench's vehicles. */
  DeskRegister register() {
    return new DeskRegister(client, stored(), InstantSource.system(), new SecureRandom());
  }

  /** Starts a server on this database; more flags for its JVM replace the usual ones. */
  Child server(String flags) {
    return child(
        "server.log",
        Map.of("MONGODB_URI", database.uri(), "LANTIAN_JVM", flags),
        List.of(
            "serve",
            "--data",
            folder.resolve("server").toString(),
            "--port",
            "GB17691=0",
            "--port",
            "HJ1239=0",
            "--ack",
            "HJ1239=ECHO",
            "--port",
            "PLATFORM=0",
            "--ack",
            "PLATFORM=PLATFORM",
            "--http-port",
            "0"));
  }

  /** Starts a server that is only a desk, on this database. */
  Child desk(Path settings) {
    return child(
        "server.log",
        Map.of("MONGODB_URI", database.uri()),
        List.of(
            "serve",
            "--settings",
            settings.toString(),
            "--data",
            folder.resolve("server").toString(),
            "--roles",
            "API",
            "--http-port",
            "0"));
  }

  /** Starts the writing of a workbook in 256 MB of heap. */
  static Child sheet(Path root, Path folder, int rows) {
    return Child.start(
        root,
        folder.resolve("sheet.log"),
        Map.of("LANTIAN_JVM", "-Xms256m -Xmx256m"),
        List.of("bench", "sheet", "--rows", Integer.toString(rows)));
  }

  /** Starts the first limit. */
  Child bare() {
    return child("bare.log", Map.of(), List.of("bench", "bare"));
  }

  /** Whoever starts one ends it; if the bench itself is ended, all of them are. */
  private Child child(String log, Map<String, String> environment, List<String> arguments) {
    return life.own(
        arguments.getFirst(), () -> Child.start(root, folder.resolve(log), environment, arguments));
  }

  /** A server as something to load. */
  Target target(Child server) {
    return new Target(
        "Lantian",
        listener(server, "HJ1239"),
        listener(server, "PLATFORM"),
        new Usage.Watched(server.pid(), mongod()));
  }

  /** The first limit as something to load. */
  static Target bareTarget(Child bare) {
    InetSocketAddress address = loopback(bare.ready().get("port").asInt());
    return new Target("bare", address, address, new Usage.Watched(bare.pid(), 0));
  }

  private static InetSocketAddress listener(Child server, String profile) {
    for (JsonNode listener : server.ready().get("obd")) {
      if (listener.get("profile").asText().equals(profile)) {
        return loopback(listener.get("port").asInt());
      }
    }
    throw new IllegalStateException("the server has no listener for " + profile);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    life.close();
  }
}
