package lantian.obd.log;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * The tombstones of archived months, collection {@code obd_tombstones} (墓碑簿). Calls block on the
 * database; written and read with majority concern and journal.
 */
public final class Tombstones {
  /** The collection. */
  public static final String NAME = "obd_tombstones";

  private final MongoCollection<Document> collection;

  /** Those of this database. */
  public Tombstones(MongoDatabase database) {
    this.collection =
        database
            .withReadConcern(ReadConcern.MAJORITY)
            .withReadPreference(ReadPreference.primary())
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
            .getCollection(NAME);
  }

  /**
   * All of them that can be read, oldest month first.
   *
   * <p>One that can't be read was tampered with: the check of the tombstones names it, and its
   * batches count as missing.
   */
  public List<Tombstone> all() {
    List<Tombstone> all = new ArrayList<>();
    for (Document stored : documents()) {
      read(stored).ifPresent(all::add);
    }
    return all;
  }

  /** As they are stored, by month. */
  public List<Document> documents() {
    return collection.find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
  }

  /** The tombstone of the month whose log held the position; empty if it is not archived. */
  public Optional<Tombstone> of(LogPosition position) {
    return all().stream().filter(tombstone -> tombstone.of(position) != null).findFirst();
  }

  /**
   * Stores one; durable when this returns.
   *
   * @throws com.mongodb.MongoWriteException if the month has one
   */
  public void store(Tombstone tombstone) {
    List<Document> lanes = new ArrayList<>();
    for (LaneSpan span : tombstone.spans()) {
      lanes.add(
          new Document("writer", span.writer())
              .append("lane", span.lane())
              .append("first", span.first())
              .append("last", span.last())
              .append("frames", span.frames())
              .append("before", span.before())
              .append("end", span.end())
              .append("from", Date.from(span.from()))
              .append("to", Date.from(span.to())));
    }
    collection.insertOne(
        new Document("_id", tombstone.month().toString())
            .append("manifest", tombstone.manifest())
            .append("lanes", lanes)
            .append("by", tombstone.by())
            .append("at", Date.from(tombstone.at()))
            .append("before", tombstone.before())
            .append("hash", tombstone.hash()));
  }

  /** Reads a stored one; empty if it has another form. Its hash is not looked at. */
  public static Optional<Tombstone> read(Document stored) {
    try {
      List<LaneSpan> spans = new ArrayList<>();
      for (Document lane : stored.getList("lanes", Document.class)) {
        spans.add(
            new LaneSpan(
                lane.getInteger("writer"),
                lane.getInteger("lane"),
                lane.getLong("first"),
                lane.getLong("last"),
                lane.getLong("frames"),
                lane.getString("before"),
                lane.getString("end"),
                instant(lane, "from"),
                instant(lane, "to")));
      }
      return Optional.of(
          new Tombstone(
              YearMonth.parse(stored.getString("_id")),
              stored.getString("manifest"),
              spans,
              stored.getString("by"),
              instant(stored, "at"),
              stored.getString("before")));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(Document in, String field) {
    return in.getDate(field).toInstant();
  }
}
