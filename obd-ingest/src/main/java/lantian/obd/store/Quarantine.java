package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.util.Date;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.QuarantineReason;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Pointers to logged frames of which something could not be taken, collection {@code
 * obd_quarantine} (隔离区).
 */
final class Quarantine {
  private Quarantine() {}

  /**
   * A pointer, the same however often the frame is projected.
   *
   * @param offset where in the unit the trouble begins, bytes
   */
  static WriteModel<Document> pointer(Parcel parcel, QuarantineReason reason, int offset) {
    LogEntry entry = parcel.entry();
    Connection connection = entry.connection();
    Binary id = new Binary(entry.position().key());
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
