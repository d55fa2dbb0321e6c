package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Optional;
import org.bson.Document;

/** How far something was followed, collection {@code obd_cursors} (跟踪位置). */
final class Cursors {
  private static final String FIELD = "at";

  private final MongoCollection<Document> collection;

  Cursors(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /** Where a follower stands, empty if it never began. */
  <T> Optional<T> read(String follower, Class<T> type) {
    return Optional.ofNullable(collection.find(eq(follower)).first())
        .map(document -> document.get(FIELD, type));
  }

  /** Has every other follower begin anew. */
  void forgetAllBut(String follower) {
    collection.deleteMany(ne("_id", follower));
  }

  /** Saves where a follower stands; called after the effect. */
  void write(String follower, Object at) {
    collection.updateOne(eq(follower), Updates.set(FIELD, at), new UpdateOptions().upsert(true));
  }
}
