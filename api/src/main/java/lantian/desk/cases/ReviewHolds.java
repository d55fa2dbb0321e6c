package lantian.desk.cases;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Who is looking at a case to decide on it (复核占用), {@code desk_review_holds}: one person at a time,
 * so that two reviewers don't do the same work and none decides under the other's eyes.
 *
 * <p>A hold ends by itself, when it is let go, or when its time is over; taking it again prolongs
 * it.
 */
public final class ReviewHolds {
  /** How long a hold lasts. */
  public static final Duration TERM = Duration.ofMinutes(10);

  /** Moves that nobody makes while another person holds the case. */
  public static final Set<String> DECISIONS = Set.of("review", "confirm", "dismiss");

  private final MongoCollection<Document> holds;
  private final InstantSource clock;

  /** Holds in a database with majority reads and writes. */
  public ReviewHolds(MongoDatabase durable, InstantSource clock) {
    this.holds = durable.getCollection("desk_review_holds");
    this.clock = clock;
  }

  /**
   * Takes a case, or keeps it.
   *
   * @param by sign-in name
   * @return until when; empty while somebody else holds it
   */
  public Optional<Instant> hold(String caseId, String by) {
    Instant now = now();
    Instant until = now.plus(TERM);
    Bson free =
        Filters.and(
            Filters.eq("_id", caseId),
            Filters.or(Filters.eq("by", by), Filters.lte("until", Date.from(now))));
    Bson mine = Updates.combine(Updates.set("by", by), Updates.set("until", Date.from(until)));
    try {
      holds.findOneAndUpdate(free, mine, new FindOneAndUpdateOptions().upsert(true));
      return Optional.of(until);
    } catch (MongoCommandException e) {
      if (ErrorCategory.fromErrorCode(e.getErrorCode()) == ErrorCategory.DUPLICATE_KEY) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Lets it go; does nothing if it is not his. */
  public void release(String caseId, String by) {
    holds.deleteOne(Filters.and(Filters.eq("_id", caseId), Filters.eq("by", by)));
  }

  /** Until when somebody else holds it; empty if nobody else does. */
  public Optional<Instant> heldFrom(String caseId, String by) {
    return Optional.ofNullable(
            holds
                .find(
                    Filters.and(
                        Filters.eq("_id", caseId),
                        Filters.ne("by", by),
                        Filters.gt("until", Date.from(now()))))
                .first())
        .map(held -> held.getDate("until").toInstant());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
