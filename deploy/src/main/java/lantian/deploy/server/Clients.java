package lantian.deploy.server;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lantian.deploy.console.Failure;
import org.bson.Document;

/**
 * Connections to the database. Durable writes and majority reads are set here, in code, whatever
 * the address says, and checked at the start.
 */
public final class Clients {
  private static final WriteConcern DURABLE = WriteConcern.MAJORITY.withJournal(true);

  private Clients() {}

  /**
   * A pool of its own.
   *
   * @param uri address of a replica set
   * @param name shown in the database's log
   * @param connections most connections
   * @param wait longest wait for a connection or a reachable primary
   */
  public static MongoClient open(String uri, String name, int connections, Duration wait) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applicationName(name)
            .applyToClusterSettings(
                c -> c.serverSelectionTimeout(wait.toMillis(), TimeUnit.MILLISECONDS))
            .applyToConnectionPoolSettings(p ->
                p.maxSize(connections)
                    .minSize(0)
                    .maxWaitTime(wait.toMillis(), TimeUnit.MILLISECONDS))
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.MAJORITY)
            .writeConcern(DURABLE)
            .retryWrites(true)
            .build());
  }

  /** Fails in one line unless the database is a replica set and its handle writes durably. */
  public static MongoDatabase checked(MongoClient client, String database) {
    MongoDatabase handle = client.getDatabase(database);
    if (!DURABLE.equals(handle.getWriteConcern())
        || !ReadConcern.MAJORITY.equals(handle.getReadConcern())) {
      throw new IllegalStateException("writes to " + database + " would not be durable");
    }
    Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
    if (hello.getString("setName") == null) {
      throw Failure.usage(
          "the database is no replica set, so nothing could be acknowledged; start it with"
              + " --replSet");
    }
    return handle;
  }
}
