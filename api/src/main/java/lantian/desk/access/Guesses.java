package lantian.desk.access;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing (防口令猜测), {@code desk_guesses}. An attempt is charged before its password is
 * looked at, so that many at once gain nothing; a good one is given back.
 *
 * <p>Nobody is locked out for good. The waits double per (name, address) and per address up to a
 * quarter of an hour; per name, where somebody else's guessing would lock out the owner, only up to
 * half a minute. From an address where the owner has signed in before, neither guessing elsewhere
 * nor guessing at other names there makes him wait: a whole bureau may share one address. With a
 * browser of his ({@link Devices}) nobody else's guessing does.
 */
final class Guesses {
  private static final Duration MEMORY = Duration.ofHours(1);
  private static final Duration TRUST = Duration.ofDays(30);
  private static final int DUPLICATE_KEY = 11000;

  /** What is counted: free attempts, and the longest wait after them. */
  private enum Count {
    DEVICE(5, Duration.ofMinutes(15)),
    PAIR(5, Duration.ofMinutes(15)),
    ADDRESS(30, Duration.ofMinutes(15)),
    NAME(20, Duration.ofSeconds(30));

    private final int free;
    private final Duration longest;

    Count(int free, Duration longest) {
      this.free = free;
      this.longest = longest;
    }
  }

  private final MongoCollection<Document> guesses;
  private final InstantSource clock;

  Guesses(MongoDatabase durable, InstantSource clock) {
    this.guesses = durable.getCollection("desk_guesses");
    this.clock = clock;
    guesses.createIndex(
        Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  /**
   * Charges an attempt; zero if it may be made, else how long to wait.
   *
   * @param device the browser, if this user has signed in with it before
   */
  Duration charge(String name, String address, @Nullable String device) {
    if (device != null) {
      return charge(List.of(Count.DEVICE), name, device);
    }
    return charge(
        trusted(name, address)
            ? List.of(Count.PAIR)
            : List.of(Count.PAIR, Count.ADDRESS, Count.NAME),
        name,
        address);
  }

  private Duration charge(List<Count> counts, String name, String place) {
    Duration wait = longest(counts.stream().map(count -> key(count, name, place)).toList());
    for (int i = 0; i < counts.size() && wait.isZero(); i++) {
      wait = charge(counts.get(i), key(counts.get(i), name, place));
    }
    return wait;
  }

  /** What is still to be waited for; asking costs no attempt. */
  private Duration longest(List<String> keys) {
    Instant now = clock.instant();
    Duration longest = Duration.ZERO;
    for (Document found : guesses.find(Filters.in("_id", keys))) {
      Duration left = Duration.between(now, found.getDate("until").toInstant());
      longest = left.compareTo(longest) > 0 ? left : longest;
    }
    return longest;
  }

  /** The attempt was good. */
  void forgive(String name, String address, @Nullable String device) {
    guesses.deleteOne(Filters.eq("_id", key(Count.PAIR, name, address)));
    if (device != null) {
      guesses.deleteOne(Filters.eq("_id", key(Count.DEVICE, name, device)));
    }
    Bson others =
        Filters.in("_id", key(Count.ADDRESS, name, address), key(Count.NAME, name, address));
    guesses.updateMany(Filters.and(others, Filters.gt("failures", 0)), Updates.inc("failures", -1));
    guesses.updateOne(
        Filters.eq("_id", trustKey(name, address)),
        Updates.set("expires", Date.from(clock.instant().plus(TRUST))),
        new UpdateOptions().upsert(true));
  }

  private boolean trusted(String name, String address) {
    Document found = guesses.find(Filters.eq("_id", trustKey(name, address))).first();
    return found != null && found.getDate("expires").toInstant().isAfter(clock.instant());
  }

  private Duration charge(Count count, String key) {
    Instant now = clock.instant();
    try {
      guesses.findOneAndUpdate(
          Filters.and(Filters.eq("_id", key), Filters.lte("until", Date.from(now))),
          raise(count, now),
          new FindOneAndUpdateOptions().upsert(true));
      return Duration.ZERO;
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != DUPLICATE_KEY) {
        throw e;
      }
    } catch (MongoException e) {
      if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
    // The document is there and did not match: another attempt has just begun a wait.
    Duration left = longest(List.of(key));
    return left.isPositive() ? left : Duration.ofSeconds(1);
  }

  /** One more failure, and the wait that follows from their number. */
  private static List<Bson> raise(Count count, Instant now) {
    Document expires = new Document("$ifNull", List.of("$expires", Date.from(Instant.EPOCH)));
    Document fresh = new Document("$lt", List.of(expires, Date.from(now)));
    Document before =
        new Document("$cond", List.of(fresh, 0, new Document("$ifNull", List.of("$failures", 0))));
    Document over = new Document("$subtract", List.of("$failures", count.free));
    Document doubled =
        new Document("$multiply", List.of(1000L, new Document("$pow", List.of(2L, over))));
    Document wait = new Document("$min", List.of(count.longest.toMillis(), doubled));
    Document end = new Document("$add", List.of(Date.from(now), new Document("$toLong", wait)));
    Document mustWait = new Document("$gte", List.of(over, 0));
    Document until = new Document("$cond", List.of(mustWait, end, Date.from(Instant.EPOCH)));
    return List.of(
        new Document("$set", new Document("failures", new Document("$add", List.of(before, 1)))),
        new Document(
            "$set", new Document("until", until).append("expires", Date.from(now.plus(MEMORY)))));
  }

  private static String key(Count count, String name, String address) {
    return switch (count) {
      case DEVICE -> Tokens.digest("device\n" + name + "\n" + address);
      case PAIR -> Tokens.digest("pair\n" + name + "\n" + address);
      case ADDRESS -> Tokens.digest("address\n" + address);
      case NAME -> Tokens.digest("name\n" + name);
    };
  }

  private static String trustKey(String name, String address) {
    return Tokens.digest("trust\n" + name + "\n" + address);
  }
}
