package lantian.desk.cases;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Something that one process at a time does (租约), in {@code desk_leases}, with how far it has come.
 *
 * <p>It ends by the database's clock. Each taking gives a greater fence number, and an earlier
 * holder can't write its position any more.
 */
final class CaseLease {
  static final String COLLECTION = "desk_leases";

  private static final Bson OVER = Filters.expr(new Document("$lte", List.of("$until", "$$NOW")));

  private final MongoCollection<Document> leases;
  private final String name;
  private final Duration term;

  CaseLease(MongoCollection<Document> leases, String name, Duration term) {
    this.leases = leases;
    this.name = name;
    this.term = term;
  }

  /**
   * A lease that is held.
   *
   * @param fence number of this taking
   * @param position how far the work has come, null if it never began
   * @param filed cursor in the changes of the register
   */
  record Held(long fence, @Nullable Instant position, long filed) {}

  /** Takes it if nobody holds it. */
  Optional<Held> take() {
    if (leases.find(Filters.eq("_id", name)).first() == null) {
      begin();
    }
    return until(Filters.and(Filters.eq("_id", name), OVER), 1);
  }

  /** Holds it for another term; empty if somebody else took it in between. */
  Optional<Held> renew(Held held) {
    return until(mine(held), 0);
  }

  /** Notes how far the work has come; false if somebody else took it in between. */
  boolean reached(Held held, Instant position) {
    return leases
            .updateOne(mine(held), Updates.max("position", Date.from(position)))
            .getMatchedCount()
        == 1;
  }

  /** The same for the changes of the register. */
  boolean reached(Held held, long filed) {
    return leases.updateOne(mine(held), Updates.max("filed", filed)).getMatchedCount() == 1;
  }

  /** Gives it back, so that the next process need not wait. */
  void release(Held held) {
    leases.updateOne(mine(held), List.of(new Document("$set", new Document("until", "$$NOW"))));
  }

  /** Gives it back for good; what was reached is forgotten. */
  void end(Held held) {
    leases.deleteOne(mine(held));
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
    return Optional.ofNullable(after)
        .map(held ->
            new Held(
                Objects.requireNonNull(held.getLong("fence")),
                CaseDocument.instantOrNull(held, "position"),
                held.get("filed", 0L)));
  }
}
