package lantian.deploy.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/** A replica set of one member (单节点副本集): majority and journal mean the same as in a large one. */
final class ReplicaSet {
  private static final String NAME = "lantian";
  private static final int NOT_YET_INITIALIZED = 94;

  private ReplicaSet() {}

  /** What mongod must be started with. */
  static List<String> arguments() {
    return List.of("--replSet", NAME);
  }

  /** Address for drivers. */
  static String uri(int port) {
    return "mongodb://127.0.0.1:" + port + "/?replicaSet=" + NAME;
  }

  /**
   * Makes the mongod on this port the one member, whatever port it had before, and waits until it
   * takes writes.
   *
   * @param alive looked at in between; nobody waits for a dead process
   * @return false if it doesn't in this time
   */
  static boolean ready(int port, Duration patience, BooleanSupplier alive) {
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyConnectionString(
                new ConnectionString("mongodb://127.0.0.1:" + port + "/?directConnection=true"))
            .applyToClusterSettings(c -> c.serverSelectionTimeout(1, TimeUnit.SECONDS))
            .applyToSocketSettings(s -> s.readTimeout(10, TimeUnit.SECONDS))
            .build();
    try (MongoClient client = MongoClients.create(settings)) {
      MongoDatabase admin = client.getDatabase("admin");
      String host = "127.0.0.1:" + port;
      return Waiting.until(patience, () -> !alive.getAsBoolean() || writable(admin, host))
          && alive.getAsBoolean();
    }
  }

  private static boolean writable(MongoDatabase admin, String host) {
    try {
      Document hello = admin.runCommand(new Document("hello", 1));
      if (hello.getBoolean("isWritablePrimary", false) && host.equals(hello.getString("me"))) {
        return true;
      }
      configure(admin, host);
    } catch (MongoException e) {
      // Not up yet, or in the middle of an election: the next look decides.
    }
    return false;
  }

  private static void configure(MongoDatabase admin, String host) {
    Document member = new Document("_id", 0).append("host", host);
    try {
      Document config =
          admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
      Document first = config.getList("members", Document.class).getFirst();
      if (!host.equals(first.getString("host"))) {
        config.append("members", List.of(first.append("host", host)));
        config.append("version", config.getInteger("version") + 1);
        admin.runCommand(new Document("replSetReconfig", config).append("force", true));
      }
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == NOT_YET_INITIALIZED) {
        Document config = new Document("_id", NAME).append("members", List.of(member));
        admin.runCommand(new Document("replSetInitiate", config));
      } else {
        throw e;
      }
    }
  }
}
