package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lantian.obd.log.LogPosition;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Packets whose signature was found not to hold (签名不符), so that no judgement takes it for good
 * again; collection {@code obd_forged}.
 */
class WrongSignatures {
  private static final int KEY = Vin.LENGTH + LogPosition.LENGTH + 8 + 8;

  private final MongoCollection<Document> collection;

  WrongSignatures(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /**
   * A signature under a key.
   *
   * @param position where its packet stands
   * @param signatureHead first eight bytes of the signature
   * @param publicKey digest of the key it was held against
   */
  record Wrong(LogPosition position, long signatureHead, long publicKey) {}

  Set<Wrong> of(Vin vin) {
    byte[] first = Arrays.copyOf(vin.bytes(), KEY);
    byte[] last = first.clone();
    Arrays.fill(last, Vin.LENGTH, KEY, (byte) 0xFF);
    Set<Wrong> wrong = new HashSet<>();
    for (Document document :
        collection.find(and(gte("_id", new Binary(first)), lte("_id", new Binary(last))))) {
      ByteBuffer in = ByteBuffer.wrap(document.get("_id", Binary.class).getData());
      byte[] position = new byte[LogPosition.LENGTH];
      in.position(Vin.LENGTH).get(position);
      wrong.add(new Wrong(LogPosition.of(position), in.getLong(), in.getLong()));
    }
    return wrong;
  }

  void add(Vin vin, Collection<Wrong> found) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Wrong wrong : found) {
      byte[] key =
          ByteBuffer.allocate(KEY)
              .put(vin.bytes())
              .put(wrong.position().key())
              .putLong(wrong.signatureHead())
              .putLong(wrong.publicKey())
              .array();
      Binary id = new Binary(key);
      writes.add(
          new ReplaceOneModel<>(
              eq(id), new Document("_id", id), new ReplaceOptions().upsert(true)));
    }
    if (!writes.isEmpty()) {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }
}
