package lantian.desk.access;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Nonces of signed requests (一次性随机数), {@code desk_nonces}: kept while a request that carries one
 * could still be taken, and somewhat longer, for the database removes them by a clock of its own.
 */
final class Nonces {
  private static final Duration LONGER = Duration.ofMinutes(10);

  private final MongoCollection<Document> nonces;

  /** What was found of a nonce. */
  enum Use {
    FRESH,
    USED,
    /** Used, and somebody has been told so before. */
    USED_AND_TOLD
  }

  Nonces(MongoDatabase durable) {
    this.nonces = durable.getCollection("desk_nonces");
    nonces.createIndex(
        Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  /** Uses a nonce of a key; of many at once one finds it fresh. */
  Use use(String key, String nonce, Instant needed) {
    String id = Tokens.digest(key + "\n" + nonce);
    try {
      nonces.insertOne(new Document("_id", id).append("expires", Date.from(needed.plus(LONGER))));
      return Use.FRESH;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
    boolean first =
        nonces
                .updateOne(
                    Filters.and(Filters.eq("_id", id), Filters.exists("told", false)),
                    Updates.set("told", true))
                .getMatchedCount()
            == 1;
    return first ? Use.USED : Use.USED_AND_TOLD;
  }
}
