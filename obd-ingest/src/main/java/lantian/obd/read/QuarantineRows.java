package lantian.obd.read;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.obd.log.LogPosition;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Quarantined frames read out of {@code obd_quarantine} (隔离区查询), newest first. */
final class QuarantineRows {
  private final MongoCollection<Document> quarantine;

  QuarantineRows(MongoCollection<Document> quarantine) {
    this.quarantine = quarantine;
  }

  Page<Quarantined> page(QuarantineFilter filter, @Nullable String cursor, int limit) {
    Bson where = where(filter);
    if (cursor != null) {
      List<String> parts = Cursors.parts(cursor, 2);
      Date at = Date.from(Instant.ofEpochMilli(Cursors.number(parts.get(0))));
      Binary id = new Binary(HexFormat.of().parseHex(parts.get(1)));
      where =
          Filters.and(
              where,
              Filters.or(
                  Filters.lt("at", at), Filters.and(Filters.eq("at", at), Filters.lt("_id", id))));
    }
    List<Quarantined> rows = new ArrayList<>();
    String lastId = "";
    for (Document document :
        quarantine.find(where).sort(Sorts.descending("at", "_id")).limit(limit + 1)) {
      if (rows.size() == limit) {
        Quarantined last = rows.getLast();
        return new Page<>(rows, Cursors.of(Long.toString(last.received().toEpochMilli()), lastId));
      }
      rows.add(row(document));
      lastId = FindingRows.hex(document, "_id");
    }
    return new Page<>(rows, null);
  }

  /** Oldest first. */
  FindIterable<Document> documents(QuarantineFilter filter) {
    return quarantine.find(where(filter)).sort(Sorts.ascending("at", "_id"));
  }

  /** Number of quarantined frames of a vehicle by reason. */
  Map<String, Long> reasons(Vin vin) {
    Map<String, Long> reasons = new TreeMap<>();
    for (Document group :
        quarantine.aggregate(
            List.of(
                Aggregates.match(Filters.eq("vin", vin.text())),
                Aggregates.group("$reason", Accumulators.sum("n", 1L))))) {
      reasons.put(group.getString("_id"), group.getLong("n"));
    }
    return reasons;
  }

  /** When a frame of a vehicle was last quarantined, null if none is. */
  @Nullable Instant last(Vin vin) {
    Document latest =
        quarantine.find(Filters.eq("vin", vin.text())).sort(Sorts.descending("at")).first();
    return latest == null ? null : latest.getDate("at").toInstant();
  }

  private static Bson where(QuarantineFilter filter) {
    List<Bson> all = new ArrayList<>();
    if (filter.vin() != null) {
      all.add(Filters.eq("vin", filter.vin().text()));
    }
    if (filter.reason() != null) {
      all.add(Filters.eq("reason", filter.reason()));
    }
    if (filter.from() != null) {
      all.add(Filters.gte("at", Date.from(filter.from())));
    }
    if (filter.to() != null) {
      all.add(Filters.lt("at", Date.from(filter.to())));
    }
    return all.isEmpty() ? new Document() : Filters.and(all);
  }

  static Quarantined row(Document in) {
    return new Quarantined(
        LogPosition.of(FindingRows.bytes(in, "_id")).text(),
        new Vin(in.getString("vin")),
        FindingRows.instant(in, "at"),
        in.getString("reason"),
        in.getInteger("offset"));
  }
}
