package lantian.obd;

import com.mongodb.client.MongoClient;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A fail point of mongod that is on until closed. */
public final class FailPoint implements AutoCloseable {
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

  @Override
  public void close() {
    run(new Document("mode", "off"));
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
