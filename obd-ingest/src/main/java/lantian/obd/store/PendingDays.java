package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The vehicle-days to be judged again, durable: written before the watermark passes the items that
 * made them so, deleted when their judgement stands.
 */
final class PendingDays {
  private final MongoCollection<Document> collection;
  private final Duration longestQuiet;

  /**
   * @param longestQuiet how long tellings in a row may put a judgement off
   */
  PendingDays(MongoCollection<Document> collection, Duration longestQuiet) {
    this.collection = collection;
    this.longestQuiet = longestQuiet;
  }

  /**
   * A telling.
   *
   * @param key which day
   * @param reason why
   * @param origin day the change began with
   * @param due when to judge if nothing else is told
   */
  record Telling(DayKey key, PendingDay.Reason reason, int origin, Instant due) {
    /** Two tellings of one day as one. */
    static Telling join(Telling one, Telling other) {
      return new Telling(
          one.key,
          other.reason,
          Math.min(one.origin, other.origin),
          one.due.isBefore(other.due) ? other.due : one.due);
    }
  }

  /** Tells days; puts a day that is pending already off, but never beyond the longest quiet. */
  void tell(Collection<Telling> tellings, Instant now) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Telling telling : tellings) {
      writes.add(
          new UpdateOneModel<>(
              eq(id(telling.key())),
              List.of(update(telling, now)),
              new UpdateOptions().upsert(true)));
    }
    if (!writes.isEmpty()) {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }

  private Document update(Telling telling, Instant now) {
    Date due = Date.from(telling.due());
    Document first = new Document("$ifNull", List.of("$first", Date.from(now)));
    Document latest = new Document("$add", List.of(first, longestQuiet.toMillis()));
    Document bounded = new Document("$min", List.of(due, latest));
    Document set =
        new Document("first", first)
            .append("due", new Document("$max", List.of("$due", bounded)))
            .append("vin", new Document("$literal", telling.key().vin().text()))
            .append("reason", telling.reason().name())
            .append("origin", new Document("$min", List.of("$origin", telling.origin())))
            .append(
                "mark",
                new Document("$add", List.of(new Document("$ifNull", List.of("$mark", 0L)), 1L)));
    return new Document("$set", set);
  }

  /** The days that are due, earliest due first. */
  List<PendingDay> due(Instant now, int limit) {
    List<PendingDay> days = new ArrayList<>();
    collection
        .find(lte("due", Date.from(now)))
        .sort(ascending("due"))
        .limit(limit)
        .map(PendingDays::read)
        .into(days);
    return days;
  }

  /** The vehicle's earliest pending day before {@code day}. */
  Optional<PendingDay> before(Vin vin, int day) {
    return Optional.ofNullable(
        collection
            .find(and(gte("_id", id(new DayKey(vin, 0))), lt("_id", id(new DayKey(vin, day)))))
            .sort(ascending("_id"))
            .map(PendingDays::read)
            .first());
  }

  /** The day as it is told now, empty if it is not pending. */
  Optional<PendingDay> find(DayKey key) {
    return Optional.ofNullable(collection.find(eq(id(key))).map(PendingDays::read).first());
  }

  /** Makes a day due now, whatever quiet it had left. */
  void hasten(DayKey key, Instant now) {
    collection.updateOne(eq(id(key)), new Document("$min", new Document("due", Date.from(now))));
  }

  /** Puts a day off because it could not be judged now. */
  void putOff(DayKey day, Instant due) {
    collection.updateOne(eq(id(day)), new Document("$max", new Document("due", Date.from(due))));
  }

  /** Its judgement stands: forgets the day unless it was told again since. */
  void done(PendingDay day) {
    collection.deleteOne(and(eq(id(day.key())), eq("mark", day.mark())));
  }

  /** How many days wait. */
  long count() {
    return collection.countDocuments();
  }

  private static Binary id(DayKey key) {
    return new Binary(key.key());
  }

  private static PendingDay read(Document document) {
    return new PendingDay(
        DayKey.of(document.get("_id", Binary.class).getData()),
        PendingDay.Reason.valueOf(document.getString("reason")),
        document.getInteger("origin"),
        document.getDate("due").toInstant(),
        document.getLong("mark"));
  }
}
