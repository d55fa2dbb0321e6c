package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import lantian.obd.chunk.Conflict;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/**
 * Items with several bodies, collection {@code obd_conflicts} (数据冲突).
 *
 * <p>Every document bears the fence of the holder that wrote it, and no earlier holder replaces or
 * deletes it. What an earlier one may still add is a conflict that the later one finds as well:
 * stored copies never become fewer.
 */
final class ConflictBook {
  private static final int KEY = Vin.LENGTH + 4 + 1;

  private static final int AT_ONCE = 500;
  private static final long BYTES_AT_ONCE = 4 << 20;

  private final MongoCollection<Document> collection;
  private final long fence;

  ConflictBook(MongoCollection<Document> collection, long fence) {
    this.collection = collection;
    this.fence = fence;
  }

  /**
   * Makes the conflicts of a vehicle-day these and no others. They are written as they come: a
   * sender decides how many there are.
   *
   * @param conflicts tells all conflicts
   * @throws com.mongodb.MongoException with a duplicate key if another projector has taken over
   */
  void reconcile(DayKey day, Consumer<Consumer<Conflict>> conflicts) {
    ObjectId round = new ObjectId();
    List<WriteModel<Document>> writes = new ArrayList<>();
    long[] bytes = {0};
    conflicts.accept(conflict -> {
      writes.add(write(day.vin(), conflict, round));
      bytes[0] += conflict.copies().stream().mapToLong(copy -> copy.body().length).sum();
      if (writes.size() == AT_ONCE || bytes[0] > BYTES_AT_ONCE) {
        flush(writes);
        bytes[0] = 0;
      }
    });
    flush(writes);
    collection.deleteMany(
        and(
            gte("_id", key(day.vin(), day.start(), 0)),
            lt("_id", key(day.vin(), day.end(), 0)),
            ne("round", round),
            notLater()));
  }

  private void flush(List<WriteModel<Document>> writes) {
    if (!writes.isEmpty()) {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
      writes.clear();
    }
  }

  private WriteModel<Document> write(Vin vin, Conflict conflict, ObjectId round) {
    Binary id = key(vin, conflict.second(), conflict.type());
    Document document = document(id, vin, conflict).append("fence", fence).append("round", round);
    return new ReplaceOneModel<>(
        and(eq(id), notLater()), document, new ReplaceOptions().upsert(true));
  }

  /** Not what a later holder wrote. */
  private Bson notLater() {
    return not(gt("fence", fence));
  }

  private static Binary key(Vin vin, long second, int type) {
    return new Binary(
        ByteBuffer.allocate(KEY).put(vin.bytes()).putInt((int) second).put((byte) type).array());
  }

  private static Document document(Binary id, Vin vin, Conflict conflict) {
    List<Document> copies = new ArrayList<>();
    for (Conflict.Copy copy : conflict.copies()) {
      copies.add(
          new Document("body", new Binary(copy.body()))
              .append("sender", copy.trust().name())
              .append("position", new Binary(copy.source().position().key()))
              .append("received", Date.from(Instant.ofEpochMilli(copy.source().receivedMillis()))));
    }
    return new Document("_id", id)
        .append("vin", vin.text())
        .append("second", conflict.second())
        .append("type", conflict.type())
        .append("settled", conflict.settled())
        .append("more", conflict.more())
        .append("copies", copies);
  }
}
