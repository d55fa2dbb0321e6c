package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.QuarantineReason;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Pointers to logged frames of which something could not be taken, collection {@code
 * obd_quarantine} (隔离区).
 */
final class Quarantine {
  /**
   * Length of a pointer's key: log position, then where the frame begins in the logged one, u16.
   * Packets nested in one platform packet share a position.
   */
  private static final int KEY = LogPosition.LENGTH + 2;

  private Quarantine() {}

  /** Where the logged frame of a pointer stands. */
  static LogPosition position(Document pointer) {
    return LogPosition.of(pointer.get("_id", Binary.class).getData());
  }

  /** Where the pointer's frame begins in the logged one. */
  static int nested(Document pointer) {
    byte[] key = pointer.get("_id", Binary.class).getData();
    // A pointer of an earlier version has the position alone.
    return key.length < KEY
        ? 0
        : Short.toUnsignedInt(ByteBuffer.wrap(key).getShort(LogPosition.LENGTH));
  }

  /**
   * A pointer, the same however often the frame is projected.
   *
   * @param offset where in the unit the trouble begins, bytes
   */
  static WriteModel<Document> pointer(Parcel parcel, QuarantineReason reason, int offset) {
    LogEntry entry = parcel.entry();
    Connection connection = entry.connection();
    byte[] key =
        ByteBuffer.allocate(KEY)
            .put(entry.position().key())
            .putShort((short) parcel.nested())
            .array();
    Binary id = new Binary(key);
    Document document =
        new Document("_id", id)
            .append("vin", parcel.vin().text())
            .append("reason", reason.name())
            .append("offset", offset)
            .append("at", Date.from(Instant.ofEpochMilli(entry.receivedMillis())))
            .append("command", parcel.frame().command())
            .append("connection", connection.id())
            .append("listener", connection.listener())
            .append("address", connection.address());
    return new ReplaceOneModel<>(eq(id), document, new ReplaceOptions().upsert(true));
  }
}
