package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.expr;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The right to project, held by one process at a time (投影租约).
 *
 * <p>Ends by the database's clock. Each taking gives a greater fence number, and what an earlier
 * holder still writes is refused by that number.
 */
final class Lease {
  private static final int DUPLICATE_KEY = 11000;
  private static final Bson OVER = expr(new Document("$lte", List.of("$until", "$$NOW")));

  private final MongoCollection<Document> leases;
  private final String name;
  private final Holder self;
  private final Duration term;

  Lease(MongoCollection<Document> leases, String name, Holder self, Duration term) {
    this.leases = leases;
    this.name = name;
    this.self = self;
    this.term = term;
  }

  /** Takes the lease if it is free, over, or held by a process known to be dead. */
  OptionalLong take() {
    Document found = leases.find(eq(name)).first();
    if (found == null) {
      return insert();
    }
    Bson sameFence = eq("fence", found.getLong("fence"));
    boolean dead = Holder.of(found.get("holder", Document.class)).knownDead();
    return update(dead ? and(eq(name), sameFence) : and(eq(name), sameFence, OVER), 1);
  }

  /** Holds it for another term; false if somebody else took it in between. */
  boolean renew(long fence) {
    return update(and(eq(name), eq("fence", fence)), 0).isPresent();
  }

  /** Gives it back, so that the next process need not wait. */
  void release(long fence) {
    leases.updateOne(
        and(eq(name), eq("fence", fence)),
        List.of(new Document("$set", new Document("until", "$$NOW"))));
  }

  private OptionalLong insert() {
    try {
      leases.insertOne(
          new Document("_id", name)
              .append("holder", self.document())
              .append("fence", 0L)
              .append("until", Date.from(Instant.EPOCH)));
    } catch (MongoException e) {
      if (e.getCode() != DUPLICATE_KEY) {
        throw e;
      }
    }
    return update(and(eq(name), eq("fence", 0L), OVER), 1);
  }

  private OptionalLong update(Bson filter, int step) {
    Document set =
        new Document("holder", new Document("$literal", self.document()))
            .append("fence", new Document("$add", List.of("$fence", (long) step)))
            .append("until", new Document("$add", List.of("$$NOW", term.toMillis())));
    Document after =
        leases.findOneAndUpdate(
            filter,
            List.of(new Document("$set", set)),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    return after == null ? OptionalLong.empty() : OptionalLong.of(after.getLong("fence"));
  }
}
