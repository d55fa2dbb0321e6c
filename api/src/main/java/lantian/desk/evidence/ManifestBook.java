package lantian.desk.evidence;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import lantian.proto.CityTime;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * The manifests of all cases (证据清单簿), collection {@code desk_manifests}: inserted, never changed.
 * Calls block on the database. Safe for several threads and processes.
 */
public final class ManifestBook {
  /** The collection's name. */
  public static final String COLLECTION = "desk_manifests";

  private static final Pattern CASE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int TRIES = 20;
  private static final long LAST = 99_999_999;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private final MongoCollection<Document> manifests;
  private final InstantSource clock;

  /**
   * The book in a database.
   *
   * @param durable with majority reads and journalled majority writes
   */
  public ManifestBook(MongoDatabase durable, InstantSource clock) {
    this.manifests = durable.getCollection(COLLECTION);
    this.clock = clock;
  }

  /**
   * Adds a manifest to a case; comes back when it is durable. If the newest one says the same, that
   * one is the answer and nothing is added.
   *
   * @param caseId opaque id of the case: letters, digits, {@code _} and {@code -}
   */
  public Manifest append(String caseId, ManifestContent content) {
    return append(caseId, newest -> newest.content().equals(content), content);
  }

  /**
   * Adds a manifest to a case unless its newest one says enough; comes back when it is durable.
   *
   * @param enough whether the newest one makes another needless; that one is the answer then
   */
  public Manifest append(String caseId, Predicate<Manifest> enough, ManifestContent content) {
    if (!CASE.matcher(caseId).matches()) {
      throw new IllegalArgumentException("an id of a case has up to 64 letters and digits");
    }
    for (int i = 0; i < TRIES; i++) {
      Optional<Manifest> newest = newest(caseId);
      if (newest.isPresent() && enough.test(newest.get())) {
        return newest.get();
      }
      Manifest next =
          new Manifest(
              Manifest.FORM,
              caseId,
              newest.map(manifest -> manifest.sequence() + 1).orElse(0L),
              clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(CityTime.ZONE).format(TIME),
              newest.map(Manifest::hash).orElse(Manifest.NONE),
              content);
      if (insert(next)) {
        return next;
      }
    }
    throw new IllegalStateException("the manifests of a case are being written by too many");
  }

  /** All manifests of a case, oldest first. */
  public List<Manifest> of(String caseId) {
    List<Manifest> found = new ArrayList<>();
    manifests
        .find(range(caseId))
        .sort(Sorts.ascending("_id"))
        .forEach(stored -> found.add(read(stored)));
    return found;
  }

  /** The newest manifest of a case. */
  public Optional<Manifest> newest(String caseId) {
    return Optional.ofNullable(manifests.find(range(caseId)).sort(Sorts.descending("_id")).first())
        .map(ManifestBook::read);
  }

  private static Bson range(String caseId) {
    return Filters.and(Filters.gte("_id", key(caseId, 0)), Filters.lte("_id", key(caseId, LAST)));
  }

  private boolean insert(Manifest manifest) {
    byte[] bytes = manifest.bytes();
    try {
      manifests.insertOne(
          new Document("_id", key(manifest.caseId(), manifest.sequence()))
              .append("at", Date.from(OffsetDateTime.parse(manifest.at()).toInstant()))
              .append("hash", new Binary(HexFormat.of().parseHex(Manifest.hash(bytes))))
              .append("body", new Binary(bytes)));
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false; // Another one was quicker; after a lost answer it may have been this one.
      }
      throw e;
    }
  }

  private static Manifest read(Document stored) {
    try {
      return Manifest.read(stored.get("body", Binary.class).getData());
    } catch (IOException e) {
      throw new UncheckedIOException("a manifest can't be read: " + stored.get("_id"), e);
    }
  }

  /** Orders as (case, sequence); {@code /} stands in no id of a case. */
  static String key(String caseId, long sequence) {
    return String.format(Locale.ROOT, "%s/%08d", caseId, sequence);
  }
}
