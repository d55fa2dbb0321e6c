package lantian.desk.lease;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Something that one process at a time does (租约), in {@code desk_leases}.
 *
 * <p>It ends by the database's clock. Each taking gives a greater fence number, by which what an
 * earlier holder still writes is told apart.
 */
public final class Lease {
  /** The collection's name. */
  public static final String COLLECTION = "desk_leases";

  private static final Bson OVER = Filters.expr(new Document("$lte", List.of("$until", "$$NOW")));

  private final MongoCollection<Document> leases;
  private final String name;
  private final Duration term;

  /**
   * The lease of this name.
   *
   * @param durable majority reads and writes
   * @param term how long it is held without being renewed
   */
  public Lease(MongoDatabase durable, String name, Duration term) {
    this.leases = durable.getCollection(COLLECTION);
    this.name = name;
    this.term = term;
  }

  /** How long it is held without being renewed. */
  public Duration term() {
    return term;
  }

  /**
   * A lease that is held.
   *
   * @param fence number of this taking, from 1
   * @param notes what holders have noted, by name; see {@link #note}
   */
  public record Held(long fence, Document notes) {}

  /** Takes it if nobody holds it. */
  public Optional<Held> take() {
    if (leases.find(Filters.eq("_id", name)).first() == null) {
      begin();
    }
    return until(Filters.and(Filters.eq("_id", name), OVER), 1);
  }

  /** Holds it for another term; empty if somebody else took it in between. */
  public Optional<Held> renew(Held held) {
    return until(mine(held), 0);
  }

  /**
   * Notes under a name how far the work has come; what is less than before changes nothing.
   *
   * @return false if somebody else took the lease in between: nothing is noted
   */
  public boolean note(Held held, String of, Object value) {
    return leases.updateOne(mine(held), Updates.max(of, value)).getMatchedCount() == 1;
  }

  /** Gives it back for good; what was noted is forgotten. */
  public void end(Held held) {
    leases.deleteOne(mine(held));
  }

  /** Gives it back, so that the next process need not wait. */
  public void release(Held held) {
    leases.updateOne(mine(held), List.of(new Document("$set", new Document("until", "$$NOW"))));
  }

  private Bson mine(Held held) {
    return Filters.and(Filters.eq("_id", name), Filters.eq("fence", held.fence()));
  }

  private void begin() {
    try {
      leases.insertOne(
          new Document("_id", name).append("fence", 0L).append("until", Date.from(Instant.EPOCH)));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e; // Otherwise another process began it.
      }
    }
  }

  private Optional<Held> until(Bson filter, int step) {
    Document set =
        new Document("fence", new Document("$add", List.of("$fence", (long) step)))
            .append("until", new Document("$add", List.of("$$NOW", term.toMillis())));
    Document after =
        leases.findOneAndUpdate(
            filter,
            List.of(new Document("$set", set)),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    return Optional.ofNullable(after).map(held -> new Held(held.getLong("fence"), notes(held)));
  }

  private static Document notes(Document lease) {
    Document notes = new Document(lease);
    List.of("_id", "fence", "until").forEach(notes::remove);
    return notes;
  }
}
