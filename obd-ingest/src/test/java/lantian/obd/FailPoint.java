package lantian.obd;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A fail point of mongod that is on until closed. */
public final class FailPoint implements AutoCloseable {
  private static final int TRIES = 50;
  private static final long PAUSE_NANOS = 100_000_000;

  private final MongoClient client;
  private final @Nullable Mongod member;
  private final String name;

  private FailPoint(MongoClient client, @Nullable Mongod member, String name) {
    this.client = client;
    this.member = member;
    this.name = name;
  }

  static FailPoint set(
      MongoClient client, @Nullable Mongod member, String name, String mode, String data) {
    FailPoint point = new FailPoint(client, member, name);
    point.run(Document.parse("{mode: " + mode + ", data: " + data + "}"));
    return point;
  }

  /**
   * A failed command pauses the pool of its client for everybody, so that this may take some tries.
   */
  @Override
  public void close() {
    for (int i = 1; ; i++) {
      try {
        run(new Document("mode", "off"));
        return;
      } catch (MongoException e) {
        if (i == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void run(Document options) {
    Document command = new Document("configureFailPoint", name);
    command.putAll(options);
    if (member == null) {
      client.getDatabase("admin").runCommand(command);
    } else {
      member.admin(command);
    }
  }
}
