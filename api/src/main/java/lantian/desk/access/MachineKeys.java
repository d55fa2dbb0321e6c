package lantian.desk.access;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.sealing.Vault;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Keys of programs (机器密钥), {@code desk_keys}. Of a bearer's secret a digest is stored; a secret
 * that signs must be read again and lies in the {@link Vault}.
 */
public final class MachineKeys {
  private static final Duration GRAIN = Duration.ofMinutes(5);

  private final MongoCollection<Document> keys;
  private final Tokens tokens;
  private final Vault vault;
  private final InstantSource clock;

  /** How a program proves that it holds a key. */
  public enum Kind {
    /** It sends id and secret with every request. */
    BEARER,
    /** It signs every request, and never sends the secret. */
    SIGNATURE
  }

  /**
   * A key without its secret.
   *
   * @param id id
   * @param client id of the first key of this program: what its rotated keys have in common
   * @param kind how it is proved
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
      String client,
      Kind kind,
      String label,
      Role role,
      String organisation,
      @Nullable String county,
      Instant created,
      Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant used) {}

  /** A new key; the secret is shown once and can't be had again. */
  public record Created(MachineKey key, String secret) {
    /** What a bearer sends. */
    public String token() {
      return key.id() + "." + secret;
    }

    @Override
    public String toString() {
      return "Created[" + key.id() + ", ***]";
    }
  }

  /** A key that signs, with its secret as the signature takes it. */
  record Signing(MachineKey key, byte[] secret) {}

  MachineKeys(MongoDatabase durable, Tokens tokens, Vault vault, InstantSource clock) {
    this.keys = durable.getCollection("desk_keys");
    this.tokens = tokens;
    this.vault = vault;
    this.clock = clock;
    keys.createIndex(
        Indexes.ascending("predecessor"), new IndexOptions().unique(true).sparse(true));
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
    return create(wanted, random, null);
  }

  /**
   * Makes a key that follows another, which ends after the overlap at the latest.
   *
   * @param id the key that is followed
   * @param life how long the new one holds
   * @param overlap how long both hold
   * @param random where its id and secret come from
   * @throws Refusal {@link Fault#NOT_FOUND} if the key does not hold, {@link Fault#CONFLICT} if
   *     another follows it already
   */
  public Created rotate(String id, Duration life, Duration overlap, SecureRandom random) {
    MachineKey old =
        stored(id).map(MachineKeys::of).filter(this::holds).orElseThrow(MachineKeys::unknown);
    NewKey next =
        new NewKey(old.label(), old.role(), old.organisation(), old.county(), life, old.kind());
    Created created = create(next, random, old);
    Date end = Date.from(created.key().created().plus(overlap));
    keys.updateOne(Filters.eq("_id", id), Updates.min("expires", end));
    return created;
  }

  private Created create(NewKey wanted, SecureRandom random, @Nullable MachineKey old) {
    Tokens drawn = new Tokens(random);
    String id = drawn.id();
    String secret = drawn.secret();
    Instant now = clock.instant();
    Document key =
        new Document("_id", id)
            .append("client", old == null ? id : old.client())
            .append("kind", wanted.kind().name())
            .append("label", wanted.label())
            .append("role", wanted.role().name())
            .append("edition", Role.EDITION)
            .append("organisation", wanted.organisation())
            .append("county", wanted.county())
            .append("created", Date.from(now))
            .append("expires", Date.from(now.plus(wanted.life())));
    switch (wanted.kind()) {
      case BEARER -> key.append("secret", Tokens.digest(secret));
      case SIGNATURE ->
          key.append(
              "sealed",
              new Binary(vault.lock(place(id), secret.getBytes(StandardCharsets.US_ASCII))));
    }
    if (old != null) {
      key.append("predecessor", old.id());
    }
    return new Created(of(inserted(key)), secret);
  }

  /** The key as it is stored: this one, or itself as an earlier try stored it. */
  private Document inserted(Document key) {
    try {
      keys.insertOne(key);
      return key;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      return stored(key.getString("_id")).orElseThrow(MachineKeys::followed);
    }
  }

  private static Refusal followed() {
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "keyId", "FOLLOWED", "该密钥已轮换，请轮换其后继", "another key follows it; rotate that one")));
  }

  private static Refusal unknown() {
    return new Refusal(Fault.NOT_FOUND);
  }

  /** The key of this token if it is valid now; notes that it was used. */
  Optional<MachineKey> find(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String digest = Tokens.digest(token.substring(dot + 1));
    Optional<MachineKey> found =
        stored(token.substring(0, dot))
            .filter(key -> key.containsKey("secret"))
            .filter(key -> Tokens.same(key.getString("secret"), digest))
            .map(MachineKeys::of)
            .filter(this::holds);
    found.ifPresent(this::used);
    return found;
  }

  /** The key of this id if it signs and is valid now. */
  Optional<Signing> signing(String id) {
    return stored(id)
        .filter(key -> key.containsKey("sealed") && holds(of(key)))
        .flatMap(key ->
            vault
                .unlock(place(id), key.get("sealed", Binary.class).getData())
                .map(secret -> new Signing(of(key), secret)));
  }

  /** Notes that it was used. */
  void used(MachineKey key) {
    Instant now = clock.instant();
    if (key.used() == null || now.isAfter(key.used().plus(GRAIN))) {
      keys.updateOne(Filters.eq("_id", key.id()), Updates.max("used", Date.from(now)));
    }
  }

  private boolean holds(MachineKey key) {
    return key.revoked() == null && clock.instant().isBefore(key.expires());
  }

  private Optional<Document> stored(String id) {
    return Optional.ofNullable(keys.find(Filters.eq("_id", id)).first());
  }

  private static String place(String id) {
    return "machine key " + id;
  }

  /** Revokes a key for good; false if there is none that still holds. */
  public boolean revoke(String id) {
    Bson change =
        Updates.combine(
            Updates.set("revoked", Date.from(clock.instant())),
            Updates.unset("sealed"),
            Updates.unset("predecessor")); // Its predecessor may be rotated again.
    return keys.updateOne(
                Filters.and(Filters.eq("_id", id), Filters.exists("revoked", false)), change)
            .getMatchedCount()
        == 1;
  }

  /** How many of an organisation hold. */
  public long valid(String organisation) {
    return keys.countDocuments(
        Filters.and(
            Filters.eq("organisation", organisation),
            Filters.exists("revoked", false),
            Filters.gt("expires", Date.from(clock.instant()))));
  }

  /** Organisations that keys belong to. */
  public Set<String> organisations() {
    return keys.distinct(
            "organisation", Filters.type("organisation", BsonType.STRING), String.class)
        .into(new TreeSet<>());
  }

  /** Keys by id, at most {@code limit}, behind {@code afterId}. */
  public List<MachineKey> list(@Nullable String afterId, int limit) {
    Bson filter = afterId == null ? Filters.empty() : Filters.gt("_id", afterId);
    List<MachineKey> found = new ArrayList<>();
    keys.find(filter).sort(Sorts.ascending("_id")).limit(limit).forEach(d -> found.add(of(d)));
    return found;
  }

  private static MachineKey of(Document stored) {
    String id = stored.getString("_id");
    return new MachineKey(
        id,
        stored.get("client", id),
        Kind.valueOf(stored.get("kind", Kind.BEARER.name())),
        stored.getString("label"),
        Role.stored(stored.getString("role"), stored.get("edition", 1)),
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
