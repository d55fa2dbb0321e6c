package lantian.obd.log;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;

/** Checks at start that the database can keep the promise of an acknowledgement (持久性检查). */
final class Durability {
  private static final int UNAUTHORIZED = 13;

  private Durability() {}

  /**
   * Refuses a server without replication, and a set whose majority does not mean "on disk".
   *
   * @throws IllegalStateException with one sentence that says what is wrong
   */
  static void check(MongoClient client) {
    MongoDatabase admin = client.getDatabase("admin");
    if (!admin.runCommand(new Document("hello", 1)).containsKey("setName")) {
      throw new IllegalStateException(
          "MongoDB must run as a replica set, even with one member: an acknowledgement needs"
              + " majority writes");
    }
    if (!majorityIsJournaled(admin)) {
      throw new IllegalStateException(
          "writeConcernMajorityJournalDefault must be true: majority reads must mean journaled"
              + " writes");
    }
  }

  private static boolean majorityIsJournaled(MongoDatabase admin) {
    try {
      Document config =
          admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
      return config.getBoolean("writeConcernMajorityJournalDefault", true);
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == UNAUTHORIZED) {
        return true; // Not allowed to look; every write asks for the journal by itself.
      }
      throw e;
    }
  }
}
