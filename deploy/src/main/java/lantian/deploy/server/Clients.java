package lantian.deploy.server;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lantian.deploy.console.Failure;
import lantian.deploy.settings.SettingsReader;
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
            .applyConnectionString(address(uri))
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

  private static ConnectionString address(String uri) {
    try {
      return new ConnectionString(uri);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "MONGODB_URI " + SettingsReader.masked(uri) + " is no address of a replica set");
    }
  }

  /**
   * Fails in one line unless the database answers, is a replica set and its handle writes durably.
   */
  public static MongoDatabase checked(MongoClient client, String database) {
    MongoDatabase handle = client.getDatabase(database);
    if (!DURABLE.equals(handle.getWriteConcern())
        || !ReadConcern.MAJORITY.equals(handle.getReadConcern())) {
      throw new IllegalStateException("writes to " + database + " would not be durable");
    }
    Document hello = hello(client);
    if (hello.getString("setName") == null) {
      throw Failure.usage(
          "the database is no replica set, so nothing could be acknowledged; start it with"
              + " --replSet");
    }
    return handle;
  }

  private static Document hello(MongoClient client) {
    try {
      return client.getDatabase("admin").runCommand(new Document("hello", 1));
    } catch (MongoTimeoutException e) {
      throw Failure.usage("the database at " + hosts(client) + " does not answer");
    } catch (MongoException e) {
      throw Failure.usage(
          "the database at " + hosts(client) + " refuses us: " + e.getClass().getSimpleName());
    }
  }

  private static String hosts(MongoClient client) {
    return client.getClusterDescription().getClusterSettings().getHosts().stream()
        .map(ServerAddress::toString)
        .collect(Collectors.joining(", "));
  }
}
