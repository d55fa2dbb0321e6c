package lantian.desk.delivery;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lantian.desk.access.Role;
import lantian.desk.outbox.Reader;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Receivers that administrators keep (接收方簿), {@code desk_receivers}: one write for each change.
 * Their secrets lie locked in the vault, each in a place of its own.
 */
public final class ReceiverBook {
  /** As many may ever have been. */
  public static final int MOST = 500;

  private static final int SECRET_BYTES = 32;

  /** Rotations that are recognised when they are wished again. */
  private static final int TURNS = 32;

  private static final Bson THERE = Filters.ne("state", ReceiverRecord.State.ENDED.name());

  private final MongoCollection<Document> receivers;
  private final ReceiverSecrets secrets;
  private final InstantSource clock;

  /** A receiver and its secret, which is shown once. */
  public record Created(ReceiverRecord receiver, String secret) {}

  /** Receivers in a database with majority reads and writes. */
  ReceiverBook(MongoDatabase durable, ReceiverSecrets secrets, InstantSource clock) {
    this.receivers = durable.getCollection("desk_receivers");
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Creates one.
   *
   * @param from sequence after which its first event is
   * @param mark names the wish: again under the same name, it is the same receiver and the secret
   *     of then, though it may have been given another since
   * @param random where its secret comes from
   * @return empty if the name is taken, or was
   * @throws IllegalArgumentException if nothing may be sent to the address
   */
  public Optional<Created> create(
      String name,
      URI address,
      Reader reader,
      long from,
      String by,
      String mark,
      SecureRandom random) {
    String secret = secret(random);
    Document fresh =
        new Document("_id", name)
            .append("address", WebhookAddress.of(address).uri().toString())
            .append("role", reader.role().name())
            .append("organisation", reader.organisation())
            .append("county", reader.county())
            .append("state", ReceiverRecord.State.ACTIVE.name())
            .append("from", from)
            .append("secret", secrets.seal(name, secret))
            .append("version", 1L)
            .append("created", Date.from(now()))
            .append("by", by)
            .append("mark", mark);
    try {
      receivers.insertOne(fresh);
      return Optional.of(new Created(record(fresh), secret));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
    return stored(name)
        .filter(before -> mark.equals(before.getString("mark")))
        .map(before -> new Created(record(before), secret));
  }

  /**
   * Changes one; null leaves a thing as it is.
   *
   * @param reader all of what it may see
   * @return empty if it is not as it was read
   */
  public Optional<ReceiverRecord> change(
      ReceiverRecord read, @Nullable URI address, @Nullable Reader reader, @Nullable Boolean on) {
    List<Bson> changes = new ArrayList<>();
    if (address != null) {
      changes.add(Updates.set("address", WebhookAddress.of(address).uri().toString()));
    }
    if (reader != null) {
      changes.add(Updates.set("role", reader.role().name()));
      changes.add(Updates.set("organisation", reader.organisation()));
      changes.add(Updates.set("county", reader.county()));
    }
    if (on != null) {
      ReceiverRecord.State state = on ? ReceiverRecord.State.ACTIVE : ReceiverRecord.State.PAUSED;
      changes.add(Updates.set("state", state.name()));
    }
    return changed(read, changes);
  }

  /** Ends one for good; empty if it is not as it was read. */
  public Optional<ReceiverRecord> end(ReceiverRecord read) {
    return changed(
        read,
        List.of(
            Updates.set("state", ReceiverRecord.State.ENDED.name()),
            Updates.unset("secret"),
            Updates.unset("old")));
  }

  /**
   * Gives it another secret.
   *
   * @param overlap how long the one before signs, too
   * @param mark names the wish
   * @return empty while the secret before the last rotation still signs, or if it has ended
   */
  public Optional<Created> rotate(String name, Duration overlap, String mark, SecureRandom random) {
    String secret = secret(random);
    Document before = stored(name).orElse(null);
    if (before == null || record(before).state() == ReceiverRecord.State.ENDED) {
      return Optional.empty();
    }
    if (turned(before, mark)) {
      return Optional.of(new Created(record(before), secret));
    }
    Instant until = record(before).oldUntil();
    if (until != null && now().isBefore(until)) {
      return Optional.empty();
    }
    return changed(
            record(before),
            List.of(
                Updates.set("secret", secrets.seal(name, secret)),
                Updates.set("old", before.get("secret")),
                Updates.set("oldUntil", Date.from(now().plus(overlap))),
                Updates.pushEach("turns", List.of(mark), new PushOptions().slice(-TURNS))))
        .map(changed -> new Created(changed, secret));
  }

  /** True if this wish has been done, whatever other rotations came after it. */
  private static boolean turned(Document stored, String mark) {
    return mark.equals(stored.getString("mark")) // As rotations were marked before.
        || stored.getList("turns", String.class, List.of()).contains(mark);
  }

  private Optional<ReceiverRecord> changed(ReceiverRecord read, List<Bson> changes) {
    List<Bson> all = new ArrayList<>(changes);
    all.add(Updates.inc("version", 1L));
    Bson same =
        Filters.and(Filters.eq("_id", read.name()), Filters.eq("version", read.version()), THERE);
    return Optional.ofNullable(
            receivers.findOneAndUpdate(
                same,
                Updates.combine(all),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(ReceiverBook::record);
  }

  /**
   * An address that something may be sent to.
   *
   * @throws IllegalArgumentException if nothing may
   */
  public static URI checked(URI address) {
    return WebhookAddress.entered(address).uri();
  }

  /** One that has not ended. */
  public Optional<ReceiverRecord> find(String name) {
    return stored(name)
        .map(ReceiverBook::record)
        .filter(one -> one.state() != ReceiverRecord.State.ENDED);
  }

  /** All that have not ended, by name. */
  public List<ReceiverRecord> list() {
    List<ReceiverRecord> found = new ArrayList<>();
    receivers
        .find(THERE)
        .sort(Sorts.ascending("_id"))
        .limit(MOST)
        .forEach(stored -> found.add(record(stored)));
    return found;
  }

  /** The secrets of one, as they are whenever they are asked for. */
  WebhookSecrets secrets(String name) {
    return () -> {
      Document stored = stored(name).orElseThrow(() -> new IOException("no such receiver"));
      List<WebhookSecret> now = new ArrayList<>();
      now.add(secrets.open(name, stored.get("secret", Binary.class)));
      Date until = stored.getDate("oldUntil");
      if (until != null && now().isBefore(until.toInstant())) {
        now.add(secrets.open(name, stored.get("old", Binary.class)));
      }
      return now;
    };
  }

  private static String secret(SecureRandom random) {
    byte[] key = new byte[SECRET_BYTES];
    random.nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private Optional<Document> stored(String name) {
    return Optional.ofNullable(receivers.find(Filters.eq("_id", name)).first());
  }

  private static ReceiverRecord record(Document in) {
    Date until = in.getDate("oldUntil");
    return new ReceiverRecord(
        in.getString("_id"),
        URI.create(in.getString("address")),
        new Reader(
            Role.valueOf(in.getString("role")),
            in.getString("organisation"),
            in.getString("county")),
        ReceiverRecord.State.valueOf(in.getString("state")),
        in.getLong("from"),
        until == null ? null : until.toInstant(),
        in.getLong("version"),
        Objects.requireNonNull(in.getDate("created")).toInstant(),
        in.getString("by"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
