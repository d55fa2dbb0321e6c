package lantian.desk.attempt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import lantian.desk.sealing.Vault;
import lantian.proto.Sm3;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The keys of requests that must have one effect (幂等键), {@code desk_attempts}. The key is written
 * before the effect and the answer after it. Between the two a process may die; then nothing here
 * knows whether the effect stands. An operation that recognises its own effect by what it drew from
 * the {@link Attempt} is done again, any other answers {@link Claim.Unknown} until the key ends.
 *
 * <p>Stored are digests of caller, key and request. The answer and the seed may hold secrets: they
 * are locked under a place that holds the key as it was sent, which is not stored.
 */
public final class Attempts {
  private final MongoCollection<Document> attempts;
  private final Vault vault;
  private final Limits limits;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * What is kept.
   *
   * @param kept how long a key stands for its request
   * @param lease how long a request may be under way before it is taken for dead
   * @param perCaller keys of one caller, at most
   * @param answerBytes bytes of an answer, packed, at most
   */
  public record Limits(Duration kept, Duration lease, int perCaller, int answerBytes) {
    /** A day; a minute; ten thousand; a quarter of a megabyte. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofHours(24), Duration.ofMinutes(1), 10_000, 256 << 10);
  }

  /**
   * A key with what it was sent with.
   *
   * @param caller who sent it; another's equal key is another key
   * @param key as it was sent
   * @param request all that makes it this request and no other
   */
  public record Sent(String caller, String key, byte[] request) {
    String id() {
      String named = caller + "\n" + key;
      return HexFormat.of().formatHex(Sm3.of(named.getBytes(StandardCharsets.UTF_8)));
    }

    private String place(String what) {
      return what + "\n" + caller + "\n" + key;
    }
  }

  /** Opens them in a database that writes with majority and journal. */
  public Attempts(
      MongoDatabase durable, Vault vault, Limits limits, InstantSource clock, SecureRandom random) {
    this.attempts = durable.getCollection("desk_attempts");
    this.vault = vault;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    attempts.createIndex(
        Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    attempts.createIndex(Indexes.ascending("caller"));
  }

  /** One without a key. */
  public Attempt unkeyed() {
    return Attempt.unkeyed(random);
  }

  /**
   * Claims a key; blocks until it is durably claimed.
   *
   * @param repeats true if the effect recognises itself and may be done again
   */
  public Claim claim(Sent sent, boolean repeats) {
    Instant now = clock.instant();
    Document stored = attempts.find(Filters.eq("_id", sent.id())).first();
    if (stored != null && !now.isBefore(stored.getDate("expires").toInstant())) {
      attempts.deleteOne(
          Filters.and(Filters.eq("_id", sent.id()), Filters.lte("expires", Date.from(now))));
      stored = null;
    }
    return stored == null ? first(sent, now) : again(sent, stored, repeats, now);
  }

  private Claim first(Sent sent, Instant now) {
    CountOptions most = new CountOptions().limit(limits.perCaller());
    if (attempts.countDocuments(Filters.eq("caller", sent.caller()), most) == limits.perCaller()) {
      return new Claim.TooMany();
    }
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    String holder = holder();
    try {
      attempts.insertOne(
          new Document("_id", sent.id())
              .append("caller", sent.caller())
              .append("request", new Binary(digest(sent)))
              .append("seed", new Binary(vault.lock(sent.place("seed"), seed)))
              .append("holder", holder)
              .append("until", Date.from(now.plus(limits.lease())))
              .append("expires", Date.from(now.plus(limits.kept()))));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return new Claim.InFlight(Duration.ofSeconds(1)); // Another was quicker by an instant.
      }
      throw e;
    }
    return new Claim.Granted(Attempt.keyed(sent.id(), holder, seed));
  }

  private Claim again(Sent sent, Document stored, boolean repeats, Instant now) {
    if (!MessageDigest.isEqual(stored.get("request", Binary.class).getData(), digest(sent))) {
      return new Claim.Other();
    }
    if (stored.get("done", false)) {
      return done(sent, stored.get("answer", Binary.class));
    }
    Instant until = stored.getDate("until").toInstant();
    if (now.isBefore(until)) {
      return new Claim.InFlight(Duration.between(now, until));
    }
    if (!repeats) {
      return new Claim.Unknown();
    }
    String holder = holder();
    Bson unchanged =
        Filters.and(
            Filters.eq("_id", sent.id()),
            Filters.eq("holder", stored.getString("holder")),
            Filters.ne("done", true));
    Bson mine =
        Updates.combine(
            Updates.set("holder", holder),
            Updates.set("until", Date.from(now.plus(limits.lease()))));
    if (attempts.updateOne(unchanged, mine).getMatchedCount() == 0) {
      return new Claim.InFlight(Duration.ofSeconds(1));
    }
    byte[] seed =
        vault.unlock(sent.place("seed"), stored.get("seed", Binary.class).getData()).orElseThrow();
    return new Claim.Granted(Attempt.keyed(sent.id(), holder, seed));
  }

  private Claim done(Sent sent, @Nullable Binary answer) {
    if (answer == null) {
      return new Claim.AnswerGone();
    }
    return vault
        .unlock(sent.place("answer"), answer.getData())
        .<Claim>map(Claim.Done::new)
        .orElseGet(Claim.AnswerGone::new);
  }

  /** It is done and this is answered; null if the answer can't be kept. */
  public void done(Attempt attempt, Sent sent, byte @Nullable [] answer) {
    Bson kept =
        answer == null || answer.length > limits.answerBytes()
            ? Updates.unset("answer")
            : Updates.set("answer", new Binary(vault.lock(sent.place("answer"), answer)));
    attempts.updateOne(
        Filters.and(Filters.eq("_id", attempt.id()), Filters.ne("done", true)),
        Updates.combine(Updates.set("done", true), Updates.unset("seed"), kept));
  }

  /** Nothing was done; the key may be used again, for another request too. */
  public void release(Attempt attempt) {
    attempts.deleteOne(held(attempt));
  }

  /** It failed on the way: part of it may stand. */
  public void abandon(Attempt attempt) {
    attempts.updateOne(held(attempt), Updates.set("until", Date.from(clock.instant())));
  }

  private static Bson held(Attempt attempt) {
    return Filters.and(
        Filters.eq("_id", attempt.id()),
        Filters.eq("holder", attempt.holder()),
        Filters.ne("done", true));
  }

  private byte[] digest(Sent sent) {
    return vault.digest(sent.place("request"), sent.request());
  }

  private String holder() {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
