package lantian.desk.access;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Keys of programs (机器密钥), {@code desk_keys}: id and secret, sent as a bearer token. */
public final class MachineKeys {
  private static final Duration GRAIN = Duration.ofMinutes(5);

  private final MongoCollection<Document> keys;
  private final Tokens tokens;
  private final InstantSource clock;

  /**
   * A key without its secret.
   *
   * @param id id, the first half of the token
   * @param label what it is for
   * @param role what it may be
   * @param organisation whose it is
   * @param county the only county whose rows it may see, null for the whole city
   * @param created when it was made
   * @param expires when it ends
   * @param revoked when it was revoked, null if it was not
   * @param used last use, to some minutes; null if never
   */
  public record MachineKey(
      String id,
      String label,
      Role role,
      String organisation,
      @Nullable String county,
      Instant created,
      Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant used) {}

  /** A new key; the token is shown once and not stored. */
  public record Created(MachineKey key, String token) {}

  MachineKeys(MongoDatabase durable, Tokens tokens, InstantSource clock) {
    this.keys = durable.getCollection("desk_keys");
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Makes a key with an id and secret of its own. */
  public Created create(NewKey wanted) {
    return create(wanted, tokens.random());
  }

  /**
   * Makes a key.
   *
   * @param random where its id and secret come from; who draws the same ones again finds it made
   */
  public Created create(NewKey wanted, SecureRandom random) {
    Tokens drawn = new Tokens(random);
    String id = drawn.id();
    String secret = drawn.secret();
    Instant now = clock.instant();
    Document key =
        new Document("_id", id)
            .append("secret", Tokens.digest(secret))
            .append("label", wanted.label())
            .append("role", wanted.role().name())
            .append("organisation", wanted.organisation())
            .append("county", wanted.county())
            .append("created", Date.from(now))
            .append("expires", Date.from(now.plus(wanted.life())));
    return new Created(of(inserted(key)), id + "." + secret);
  }

  /** The key as it is stored: this one, or itself as an earlier try stored it. */
  private Document inserted(Document key) {
    try {
      keys.insertOne(key);
      return key;
    } catch (MongoWriteException e) {
      Document made = keys.find(Filters.eq("_id", key.get("_id"))).first();
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY && made != null) {
        return made;
      }
      throw e;
    }
  }

  /** The key of this token if it is valid now; notes that it was used. */
  Optional<MachineKey> find(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    Document stored = keys.find(Filters.eq("_id", token.substring(0, dot))).first();
    String digest = Tokens.digest(token.substring(dot + 1));
    if (stored == null || !Tokens.same(stored.getString("secret"), digest)) {
      return Optional.empty();
    }
    MachineKey key = of(stored);
    Instant now = clock.instant();
    if (key.revoked() != null || !now.isBefore(key.expires())) {
      return Optional.empty();
    }
    if (key.used() == null || now.isAfter(key.used().plus(GRAIN))) {
      keys.updateOne(Filters.eq("_id", key.id()), Updates.max("used", Date.from(now)));
    }
    return Optional.of(key);
  }

  /** Revokes a key for good; false if there is none that still holds. */
  public boolean revoke(String id) {
    return keys.updateOne(
                Filters.and(Filters.eq("_id", id), Filters.exists("revoked", false)),
                Updates.set("revoked", Date.from(clock.instant())))
            .getMatchedCount()
        == 1;
  }

  /** Keys by id, at most {@code limit}, behind {@code afterId}. */
  public List<MachineKey> list(@Nullable String afterId, int limit) {
    Bson filter = afterId == null ? Filters.empty() : Filters.gt("_id", afterId);
    List<MachineKey> found = new ArrayList<>();
    keys.find(filter).sort(Sorts.ascending("_id")).limit(limit).forEach(d -> found.add(of(d)));
    return found;
  }

  private static MachineKey of(Document stored) {
    return new MachineKey(
        stored.getString("_id"),
        stored.getString("label"),
        Role.valueOf(stored.getString("role")),
        stored.getString("organisation"),
        stored.getString("county"),
        stored.getDate("created").toInstant(),
        stored.getDate("expires").toInstant(),
        instant(stored.getDate("revoked")),
        instant(stored.getDate("used")));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
