package lantian.obd.store;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.chunk.Chunks;
import org.bson.Document;

/** The collections of the projection (投影存储), set to {@code w:majority, j:true} in code. */
public final class Store {
  /** What holds for every write of this room. */
  public static final WriteConcern DURABLE = WriteConcern.MAJORITY.withJournal(true);

  private final MongoDatabase database;

  /** The collections in this database. */
  public Store(MongoDatabase database) {
    this.database =
        database
            .withWriteConcern(DURABLE)
            .withReadConcern(ReadConcern.MAJORITY)
            .withReadPreference(ReadPreference.primary());
  }

  /** The database, with the concerns set. */
  public MongoDatabase database() {
    return database;
  }

  /** Creates what is missing; does no harm a second time. */
  public void create() {
    Chunks.create(database);
    List<String> there = database.listCollectionNames().into(new ArrayList<>());
    for (Name name : Name.values()) {
      if (!there.contains(name.text())) {
        database.createCollection(name.text(), name.options());
      }
    }
    index(Name.VEHICLES, "claims.key");
    index(Name.PENDING, "due");
    index(Name.DAYS, "judged");
    index(Name.FINDINGS, "vin", "start");
    index(Name.FINDINGS, "changed", "_id");
    index(Name.CONFLICTS, "vin", "second");
    index(Name.QUARANTINE, "vin", "at");
    index(Name.QUARANTINE, "reason", "at");
    index(Name.QUARANTINE, "at");
    index(Name.EVENTS, "vin", "second");
    index(Name.QUALITY, "vin", "day");
    index(Name.QUALITY, "day", "vin");
  }

  private void index(Name name, String... fields) {
    collection(name).createIndex(Indexes.ascending(fields));
  }

  /** A collection by its name. */
  public MongoCollection<Document> collection(Name name) {
    return database.getCollection(name.text());
  }

  /** Collections of the projection besides the chunks. */
  public enum Name {
    VEHICLES("obd_vehicles"),
    DAYS("obd_days"),
    PENDING("obd_pending"),
    FINDINGS("obd_findings"),
    CONFLICTS("obd_conflicts"),
    QUARANTINE("obd_quarantine"),
    QUALITY("obd_quality_days"),
    EVENTS("obd_events"),
    PROGRESS("obd_progress"),
    CURSORS("obd_cursors"),
    FORGED("obd_forged"),
    LEASES("obd_leases");

    private final String text;

    Name(String text) {
      this.text = text;
    }

    /** The name in the database. */
    public String text() {
      return text;
    }

    private CreateCollectionOptions options() {
      // Each image changes a page of its own: small pages and the quick compressor, as for chunks.
      String pages = this == VEHICLES ? Chunks.PAGES : "block_compressor=zstd";
      Document engine = new Document("wiredTiger", new Document("configString", pages));
      return new CreateCollectionOptions().storageEngineOptions(engine);
    }
  }
}
