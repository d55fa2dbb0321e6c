package lantian.obd.chunk;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.Optional;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The collection {@code obd_chunks} (车辆数据块). */
public final class Chunks {
  /** Name of the collection. */
  public static final String NAME = "obd_chunks";

  /**
   * How a collection is stored in which every vehicle has a page of its own that is written again
   * and again. Pages a quarter of the usual size keep 50,000 of them in the cache, and writing one
   * costs a quarter; columns that are packed already gain little from a slower compressor.
   */
  public static final String PAGES =
      "block_compressor=snappy,leaf_page_max=8KB,allocation_size=1KB";

  private static final int DUPLICATE_KEY = 11000;

  private final MongoCollection<RawBsonDocument> collection;

  /** Chunks of a database; written with majority and journal, read with majority. */
  public Chunks(MongoDatabase database) {
    collection =
        database
            .getCollection(NAME, RawBsonDocument.class)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
            .withReadConcern(ReadConcern.MAJORITY);
  }

  /** Creates the collection, clustered by key, unless it is there. */
  public static void create(MongoDatabase database) {
    if (database.listCollectionNames().into(new java.util.ArrayList<>()).contains(NAME)) {
      return;
    }
    database.createCollection(
        NAME,
        new CreateCollectionOptions()
            .clusteredIndexOptions(new ClusteredIndexOptions(new Document("_id", 1), true))
            .storageEngineOptions(new Document("wiredTiger", new Document("configString", PAGES))));
  }

  /**
   * Writes chunks in any order. A chunk that is there already under its key counts as written, so a
   * batch may be written again after a failure.
   *
   * @throws com.mongodb.MongoException if it is not known that all are stored
   */
  public void write(List<RawBsonDocument> documents) {
    if (documents.isEmpty()) {
      return;
    }
    try {
      collection.insertMany(documents, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      boolean onlyRepeats =
          e.getWriteConcernError() == null
              && e.getWriteErrors().stream()
                  .mapToInt(BulkWriteError::getCode)
                  .allMatch(code -> code == DUPLICATE_KEY);
      if (!onlyRepeats) {
        throw e;
      }
    }
  }

  /**
   * Fragments of a vehicle that may hold items of {@code [from, to)}, in the order of their start.
   *
   * @param from first epoch second
   * @param to epoch second behind the last
   */
  public FragmentCursor fragments(Vin vin, long from, long to) {
    Bson range =
        Filters.and(
            Filters.gte("_id", ChunkKey.lowest(vin, from)),
            Filters.lt("_id", ChunkKey.behind(vin, to)));
    return new FragmentCursor(
        collection
            .find(range)
            .projection(Projections.include("cols"))
            .sort(Sorts.ascending("_id"))
            .cursor());
  }

  /** Number of stored chunks of a vehicle. */
  public long count(Vin vin) {
    return collection.countDocuments(ChunkKey.all(vin));
  }

  /** The first vehicle behind this one that has chunks; empty at the end. Null starts anew. */
  public Optional<Vin> vehicleBehind(@Nullable Vin vin) {
    RawBsonDocument next =
        collection
            .find(vin == null ? new Document() : ChunkKey.behind(vin))
            .projection(Projections.include("_id"))
            .sort(Sorts.ascending("_id"))
            .first();
    return Optional.ofNullable(next)
        .map(document -> ChunkKey.of(document.getBinary("_id").getData()).vin());
  }
}
