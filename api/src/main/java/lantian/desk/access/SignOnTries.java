package lantian.desk.access;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Sign-ons under way (统一认证过程), {@code desk_sign_ons}: each is used once, by the browser that began
 * it, whichever process it comes back to. Only digests are stored.
 *
 * <p>What came to nothing is counted per address until its time is over, so that beginning them in
 * a loop ends soon; a good one is forgotten.
 */
final class SignOnTries {
  /** Time to sign in at the provider. */
  static final Duration LIFE = Duration.ofMinutes(10);

  /** From one address; a whole bureau may share one. */
  static final int MOST = 100;

  private final MongoCollection<Document> tries;
  private final InstantSource clock;

  SignOnTries(MongoDatabase durable, InstantSource clock) {
    this.tries = durable.getCollection("desk_sign_ons");
    this.clock = clock;
    tries.createIndex(
        Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    tries.createIndex(Indexes.ascending("address", "expires"));
  }

  /** How long whoever asks from this address has to wait; zero if it may begin. */
  Duration wait(String address) {
    Instant now = clock.instant();
    Bson open = Filters.and(Filters.eq("address", address), Filters.gt("expires", Date.from(now)));
    Document blocking =
        tries.find(open).sort(Sorts.descending("expires")).skip(MOST - 1).limit(1).first();
    return blocking == null
        ? Duration.ZERO
        : Duration.between(now, blocking.getDate("expires").toInstant());
  }

  void begin(String state, String secret, String address) {
    tries.insertOne(
        new Document("_id", Tokens.digest(state))
            .append("browser", Tokens.digest(secret))
            .append("address", address)
            .append("used", false)
            .append("expires", Date.from(clock.instant().plus(LIFE))));
  }

  /** Uses it up; false if there is none, it is over, used, or of another browser. */
  boolean use(String state, String secret) {
    Bson own =
        Filters.and(
            Filters.eq("_id", Tokens.digest(state)),
            Filters.eq("browser", Tokens.digest(secret)),
            Filters.eq("used", false),
            Filters.gt("expires", Date.from(clock.instant())));
    return tries.updateOne(own, Updates.set("used", true)).getModifiedCount() == 1;
  }

  /** It was good. */
  void forget(String state) {
    tries.deleteOne(Filters.eq("_id", Tokens.digest(state)));
  }
}
