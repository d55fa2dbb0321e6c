package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.not;
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
import lantian.obd.store.PendingDay.Reason;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The vehicle-days to be judged again, durable: written before the watermark passes the items that
 * made them so, deleted when their judgement stands.
 *
 * <p>Two kinds of tellings meet in a day. One <i>asks</i> for a judgement by a moment, and the
 * earliest holds; the other waits for <i>quiet</i>, and the latest holds, so that late items in a
 * row are judged once. Neither can take the other's place: a finding is not put off because its
 * vehicle goes on to the next day.
 *
 * <p>A day bears the greatest fence it was told under, and only a holder with no lesser one settles
 * or puts it off. An earlier holder may still tell days: that costs a judgement and changes none.
 */
final class PendingDays {
  private static final Document DUE =
      set(
          "due",
          new Document(
              "$max", List.of("$hold", new Document("$min", List.of("$asked", "$quiet")))));

  private final MongoCollection<Document> collection;
  private final Duration longestQuiet;
  private final long fence;

  /**
   * @param longestQuiet how long tellings in a row may put a judgement off
   * @param fence number of the term
   */
  PendingDays(MongoCollection<Document> collection, Duration longestQuiet, long fence) {
    this.collection = collection;
    this.longestQuiet = longestQuiet;
    this.fence = fence;
  }

  /**
   * A telling.
   *
   * @param key which day
   * @param reason why
   * @param origin day the change began with
   * @param asked by when it is to be judged, null if nobody asks for that
   * @param quiet when to judge if nothing else is told, null if nothing waits for that
   */
  record Telling(
      DayKey key, Reason reason, int origin, @Nullable Instant asked, @Nullable Instant quiet) {
    /** A telling that is due then, as its reason means it. */
    static Telling of(DayKey key, Reason reason, int origin, Instant due) {
      return reason.waits()
          ? new Telling(key, reason, origin, null, due)
          : new Telling(key, reason, origin, due, null);
    }

    /** Two tellings of one day as one. */
    static Telling join(Telling one, Telling other) {
      return new Telling(
          one.key,
          other.reason,
          Math.min(one.origin, other.origin),
          one.asked == null || (other.asked != null && other.asked.isBefore(one.asked))
              ? other.asked
              : one.asked,
          one.quiet == null || (other.quiet != null && other.quiet.isAfter(one.quiet))
              ? other.quiet
              : one.quiet);
    }
  }

  /** Tells days; one that waits for quiet is put off, but never beyond the longest quiet. */
  void tell(Collection<Telling> tellings, Instant now) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Telling telling : tellings) {
      writes.add(
          new UpdateOneModel<>(
              eq(id(telling.key())), update(telling, now), new UpdateOptions().upsert(true)));
    }
    if (!writes.isEmpty()) {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }

  private List<Document> update(Telling telling, Instant now) {
    Document mark =
        new Document("$add", List.of(new Document("$ifNull", List.of("$mark", 0L)), 1L));
    Document first = new Document("$ifNull", List.of("$first", Date.from(now)));
    Document told =
        new Document("first", first)
            .append("vin", new Document("$literal", telling.key().vin().text()))
            .append("reason", telling.reason().name())
            .append("origin", new Document("$min", List.of("$origin", telling.origin())))
            .append("mark", mark)
            .append("fence", new Document("$max", List.of("$fence", fence)));
    if (telling.asked() != null) {
      told.append("asked", new Document("$min", List.of("$asked", Date.from(telling.asked()))))
          .append("askedMark", mark);
    }
    if (telling.quiet() != null) {
      Document latest = new Document("$add", List.of(first, longestQuiet.toMillis()));
      Document bounded = new Document("$min", List.of(Date.from(telling.quiet()), latest));
      told.append("quiet", new Document("$max", List.of("$quiet", bounded)));
    }
    return List.of(new Document("$set", told), DUE);
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

  /** Makes a day due now, whatever quiet it had left; one that is put off stays so. */
  void hasten(DayKey key, Instant now) {
    Document asked = new Document("$min", List.of("$asked", Date.from(now)));
    collection.updateOne(own(key), List.of(set("asked", asked), DUE));
  }

  /** Puts a day off because it could not be judged now. */
  void putOff(DayKey day, Instant until) {
    Document hold = new Document("$max", List.of("$hold", Date.from(until)));
    collection.updateOne(own(day), List.of(set("hold", hold), DUE));
  }

  /**
   * Its judgement stands: forgets the day unless it was told again since. Then what was asked for
   * before is done, and a new wait for quiet begins.
   */
  void done(PendingDay day, Instant now) {
    if (collection.deleteOne(and(own(day.key()), eq("mark", day.mark()))).getDeletedCount() > 0) {
      return;
    }
    Document again = new Document("$gt", List.of("$askedMark", day.mark()));
    Document asked = new Document("$cond", List.of(again, "$asked", "$$REMOVE"));
    collection.updateOne(
        own(day.key()),
        List.of(
            new Document("$set", new Document("first", Date.from(now)).append("asked", asked)),
            DUE));
  }

  /** The day, unless a later holder told it. */
  private Bson own(DayKey key) {
    return and(eq(id(key)), not(gt("fence", fence)));
  }

  /** How many days wait. */
  long count() {
    return collection.countDocuments();
  }

  private static Document set(String field, Document value) {
    return new Document("$set", new Document(field, value));
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
