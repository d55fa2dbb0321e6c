package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;

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
import lantian.obd.chunk.Conflict;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;

/** Items with several bodies, collection {@code obd_conflicts} (数据冲突). */
final class ConflictBook {
  private static final int KEY = Vin.LENGTH + 4 + 1;

  private final MongoCollection<Document> collection;

  ConflictBook(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /** Makes the conflicts of a vehicle-day these and no others. */
  void reconcile(DayKey day, List<Conflict> conflicts) {
    List<Binary> ids = new ArrayList<>();
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Conflict conflict : conflicts) {
      Binary id = key(day.vin(), conflict.second(), conflict.type());
      ids.add(id);
      writes.add(
          new ReplaceOneModel<>(
              eq(id), document(id, day.vin(), conflict), new ReplaceOptions().upsert(true)));
    }
    if (!writes.isEmpty()) {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
    collection.deleteMany(
        and(
            gte("_id", key(day.vin(), day.start(), 0)),
            lt("_id", key(day.vin(), day.end(), 0)),
            nin("_id", ids)));
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
        .append("copies", copies);
  }
}
