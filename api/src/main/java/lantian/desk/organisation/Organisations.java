package lantian.desk.organisation;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The register of organisations (机构名录), {@code desk_organisations}. */
public final class Organisations {
  /** As many are shown. */
  public static final int MOST = 2_000;

  private final MongoCollection<Document> organisations;
  private final InstantSource clock;

  private Organisations(MongoCollection<Document> organisations, InstantSource clock) {
    this.organisations = organisations;
    this.clock = clock;
  }

  /**
   * Opens it; what accounts and keys name and nobody has registered is registered unconfirmed, so
   * that nobody is shut out.
   *
   * @param inUse names that something bears
   */
  public static Organisations open(
      MongoDatabase durable, Set<String> inUse, InstantSource clock, SecureRandom random) {
    MongoCollection<Document> stored = durable.getCollection("desk_organisations");
    stored.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
    Organisations all = new Organisations(stored, clock);
    for (String name : inUse) {
      if (all.named(name).isEmpty()) {
        all.insert(
            name,
            Organisation.Kind.OTHER,
            null,
            Organisation.State.UNCONFIRMED,
            "desk",
            null,
            random);
      }
    }
    return all;
  }

  /**
   * Registers one.
   *
   * @param mark names the wish: again under the same name, it is the same organisation
   * @return empty if the name is taken
   */
  public Optional<Organisation> create(
      String name,
      Organisation.Kind kind,
      @Nullable String county,
      String by,
      String mark,
      SecureRandom random) {
    return insert(name, kind, county, Organisation.State.ACTIVE, by, mark, random);
  }

  private Optional<Organisation> insert(
      String name,
      Organisation.Kind kind,
      @Nullable String county,
      Organisation.State state,
      String by,
      @Nullable String mark,
      SecureRandom random) {
    byte[] id = new byte[12];
    random.nextBytes(id);
    Document fresh =
        new Document("_id", HexFormat.of().formatHex(id))
            .append("name", name)
            .append("kind", kind.name())
            .append("county", county)
            .append("state", state.name())
            .append("version", 1L)
            .append("created", Date.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .append("by", by)
            .append("mark", mark);
    try {
      organisations.insertOne(fresh);
      return Optional.of(organisation(fresh));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
    return first(Filters.and(Filters.eq("name", name), Filters.eq("mark", mark)))
        .filter(before -> mark != null);
  }

  /**
   * Changes kind, county and state; its name stays.
   *
   * @return empty if it is not as it was read
   */
  public Optional<Organisation> change(
      Organisation read,
      Organisation.Kind kind,
      @Nullable String county,
      Organisation.State state) {
    Bson same = Filters.and(Filters.eq("_id", read.id()), Filters.eq("version", read.version()));
    Bson change =
        Updates.combine(
            Updates.set("kind", kind.name()),
            Updates.set("county", county),
            Updates.set("state", state.name()),
            Updates.inc("version", 1L));
    return Optional.ofNullable(
            organisations.findOneAndUpdate(
                same, change, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Organisations::organisation);
  }

  /** One by its id. */
  public Optional<Organisation> find(String id) {
    return first(Filters.eq("_id", id));
  }

  /** One by its name. */
  public Optional<Organisation> named(String name) {
    return first(Filters.eq("name", name));
  }

  /** True if something may be given to it. */
  public boolean open(String name) {
    return named(name).filter(one -> one.state() != Organisation.State.CLOSED).isPresent();
  }

  /** All of them, by name. */
  public List<Organisation> list() {
    List<Organisation> all = new ArrayList<>();
    organisations
        .find()
        .sort(Sorts.ascending("name"))
        .limit(MOST)
        .forEach(stored -> all.add(organisation(stored)));
    return all;
  }

  private Optional<Organisation> first(Bson filter) {
    return Optional.ofNullable(organisations.find(filter).first()).map(Organisations::organisation);
  }

  private static Organisation organisation(Document in) {
    return new Organisation(
        in.getString("_id"),
        in.getString("name"),
        Organisation.Kind.valueOf(in.getString("kind")),
        in.getString("county"),
        Organisation.State.valueOf(in.getString("state")),
        in.getLong("version"),
        Objects.requireNonNull(in.getDate("created")).toInstant(),
        in.getString("by"));
  }
}
