package lantian.obd.read;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Conflicts read out of {@code obd_conflicts} (冲突查询), by VIN, second and type. */
final class ConflictRows {
  private static final int KEY = Vin.LENGTH + 4 + 1;
  private static final long MAX_SECOND = 0xFFFF_FFFFL;

  private final MongoCollection<Document> conflicts;

  ConflictRows(MongoCollection<Document> conflicts) {
    this.conflicts = conflicts;
  }

  Page<Clash> page(ExportFilter filter, @Nullable String cursor, int limit) {
    Bson where = where(filter);
    if (cursor != null) {
      byte[] last = HexFormat.of().parseHex(Cursors.parts(cursor, 1).get(0));
      where = Filters.and(where, Filters.gt("_id", new Binary(last)));
    }
    List<Clash> rows = new ArrayList<>();
    String last = "";
    for (Document document : sorted(where).limit(limit + 1)) {
      if (rows.size() == limit) {
        return new Page<>(rows, last);
      }
      rows.add(row(document));
      last = Cursors.of(FindingRows.hex(document, "_id"));
    }
    return new Page<>(rows, null);
  }

  FindIterable<Document> documents(ExportFilter filter) {
    return sorted(where(filter));
  }

  private FindIterable<Document> sorted(Bson where) {
    return conflicts.find(where).sort(Sorts.ascending("_id"));
  }

  private static Bson where(ExportFilter filter) {
    long from = second(filter.from(), 0);
    long to = second(filter.to(), MAX_SECOND);
    Vin vin = filter.vin();
    if (vin == null) {
      return Filters.and(Filters.gte("second", from), Filters.lt("second", to));
    }
    // Keys of full length: BinData compares by length first.
    return Filters.and(Filters.gte("_id", key(vin, from)), Filters.lt("_id", key(vin, to)));
  }

  private static long second(@Nullable Instant at, long otherwise) {
    return at == null ? otherwise : Math.clamp(at.getEpochSecond(), 0, MAX_SECOND);
  }

  private static Binary key(Vin vin, long second) {
    return new Binary(ByteBuffer.allocate(KEY).put(vin.bytes()).putInt((int) second).array());
  }

  static Clash row(Document in) {
    List<Clash.Copy> copies = new ArrayList<>();
    for (Document copy : in.getList("copies", Document.class)) {
      copies.add(
          new Clash.Copy(
              FindingRows.hex(copy, "body"),
              Sender.valueOf(copy.getString("sender")),
              FindingRows.hex(copy, "position"),
              FindingRows.instant(copy, "received")));
    }
    return new Clash(
        new Vin(in.getString("vin")),
        Instant.ofEpochSecond(in.getLong("second")),
        in.getInteger("type"),
        in.getBoolean("settled"),
        copies);
  }
}
