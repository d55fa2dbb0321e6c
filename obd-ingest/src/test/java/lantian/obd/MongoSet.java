package lantian.obd;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB replica set for tests, on free loopback ports, with fail points switched on.
 *
 * <p>Its processes and files vanish with the JVM, even if that is killed: a shell waits for the end
 * of a pipe that only this JVM holds open.
 */
public final class MongoSet implements AutoCloseable {
  static final String NAME = "lantian";
  private static final double CACHE_GIGABYTES = 0.25;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long PLENTY_BYTES = 12L << 30;
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable MongoSet shared;

  private final List<Mongod> members;
  private final String uri;
  private final MongoClient client;
  private final @Nullable Process undertaker;

  private MongoSet(List<Mongod> members, String uri, @Nullable Process undertaker) {
    this.members = members;
    this.uri = uri;
    this.client = connect(uri);
    this.undertaker = undertaker;
  }

  /**
   * The set that all tests of a JVM share: the one at {@code MONGODB_URI} if that is set, else one
   * member started here. Use {@link #start} to kill or freeze something.
   */
  public static synchronized MongoSet shared() {
    if (shared == null) {
      String external = System.getenv("MONGODB_URI");
      shared =
          external == null || external.isBlank()
              ? start(1)
              : new MongoSet(List.of(), external, null);
    }
    return shared;
  }

  /** Starts a set of its own; it can take writes when this returns. */
  public static MongoSet start(int members) {
    return start(members, CACHE_GIGABYTES);
  }

  /** Starts a set of its own with this cache per member. */
  public static MongoSet start(int members, double cacheGigabytes) {
    try {
      Path binary = binary();
      Path folder = Files.createTempDirectory(home(), "lantian-mongo-");
      Process undertaker = undertaker(folder);
      List<Mongod> started = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        started.add(Mongod.start(binary, folder.resolve("member" + i), cacheGigabytes));
      }
      initiate(started);
      String hosts = started.stream().map(Mongod::address).collect(Collectors.joining(","));
      String uri = "mongodb://" + hosts + "/?replicaSet=" + NAME;
      MongoSet set = new MongoSet(List.copyOf(started), uri, undertaker);
      set.awaitWritable();
      return set;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connection string that names every member. */
  public String uri() {
    return uri;
  }

  /** A client with {@code w:majority, j:true} and majority reads; closed with the set. */
  public MongoClient client() {
    return client;
  }

  /** An empty database that no other caller gets. */
  public MongoDatabase freshDatabase() {
    String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    MongoDatabase database = client.getDatabase(name);
    database.drop();
    return database;
  }

  /** The members in the order they were started; refused for an external set. */
  public List<Mongod> members() {
    if (members.isEmpty()) {
      throw new IllegalStateException("the set at MONGODB_URI can't be killed or frozen");
    }
    return members;
  }

  /** The member that takes writes now; waits for an election. */
  public Mongod primary() {
    Document hello = awaitWritable();
    String address = hello.getString("me");
    return members().stream().filter(m -> m.address().equals(address)).findFirst().orElseThrow();
  }

  /** Ends every member with SIGKILL. */
  public void kill() {
    members().forEach(Mongod::kill);
  }

  /** Starts every member again and waits until the set can take writes. */
  public void restart() {
    members().forEach(Mongod::restart);
    awaitWritable();
  }

  /** Freezes every member (SIGSTOP). */
  public void pause() {
    members().forEach(Mongod::pause);
  }

  /** Lets every member go on (SIGCONT). */
  public void resume() {
    members().forEach(Mongod::resume);
  }

  /**
   * Sets a fail point on the primary until the answer is closed.
   *
   * @param name for example {@code failCommand}
   * @param mode for example {@code {times: 2}}, as JSON; {@code 'alwaysOn'} in quotes of its own
   * @param data what the fail point takes, as JSON
   */
  public FailPoint failPoint(String name, String mode, String data) {
    return FailPoint.set(client, null, name, mode, data);
  }

  /** As {@link #failPoint(String, String, String)}, on one member, whatever its role. */
  public FailPoint failPoint(Mongod member, String name, String mode, String data) {
    return FailPoint.set(client, member, name, mode, data);
  }

  /** Waits until a primary takes writes and gives its {@code hello}. */
  public Document awaitWritable() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
        if (hello.getBoolean("isWritablePrimary", false)) {
          return hello;
        }
      } catch (MongoException notYet) {
        // No primary yet: asked again below.
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new IllegalStateException("no primary within " + PATIENCE);
  }

  @Override
  public void close() {
    client.close();
    if (undertaker != null) {
      bury(undertaker);
    }
  }

  private static MongoClient connect(String uri) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .readConcern(ReadConcern.MAJORITY)
            .applyToClusterSettings(s -> s.serverSelectionTimeout(20, TimeUnit.SECONDS))
            .applyToServerSettings(s ->
                s.heartbeatFrequency(1, TimeUnit.SECONDS)
                    .minHeartbeatFrequency(50, TimeUnit.MILLISECONDS))
            .build());
  }

  private static void initiate(List<Mongod> members) {
    List<Document> hosts = new ArrayList<>();
    for (Mongod member : members) {
      hosts.add(new Document("_id", hosts.size()).append("host", member.address()));
    }
    Document settings =
        new Document("electionTimeoutMillis", 2000).append("heartbeatIntervalMillis", 500);
    Document config =
        new Document("_id", NAME).append("members", hosts).append("settings", settings);
    // The first member asks all others at once and gives up if one does not listen yet.
    members.forEach(member -> member.admin(new Document("ping", 1)));
    members.getFirst().admin(new Document("replSetInitiate", config));
  }

  /**
   * Memory if there is plenty: what tests kill are processes, and what these wrote is there either
   * way. Only the loss of a whole machine would differ, and no test has that.
   */
  private static Path home() throws IOException {
    boolean roomy =
        Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > PLENTY_BYTES;
    return roomy ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Asks {@code deploy/mongod-path}, which finds or fetches the binary. */
  private static Path binary() throws IOException {
    Path root = Path.of(System.getProperty("lantian.root", ".."));
    Process asked =
        new ProcessBuilder(root.resolve("deploy/mongod-path").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String path = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (path.isEmpty()) {
      throw new IllegalStateException("no mongod, see the message above");
    }
    return Path.of(path);
  }

  private static Process undertaker(Path folder) throws IOException {
    String script =
        "trap '' INT TERM HUP; cat >/dev/null;"
            + " for p in \"$1\"/*/pid; do kill -9 \"$(cat \"$p\")\"; done 2>/dev/null;"
            + " sleep 0.2; rm -rf \"$1\"";
    return new ProcessBuilder("sh", "-c", script, "undertaker", folder.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void bury(Process undertaker) {
    try {
      undertaker.getOutputStream().close();
      undertaker.waitFor(20, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
