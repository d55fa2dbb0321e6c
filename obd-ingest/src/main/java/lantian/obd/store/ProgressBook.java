package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** Watermarks of all lanes on disk, with the balance of what lies before them (投影进度). */
final class ProgressBook {
  private final MongoCollection<Document> collection;
  private final long fence;

  /** A book to write under this fence number. */
  ProgressBook(MongoCollection<Document> collection, long fence) {
    this.collection = collection;
    this.fence = fence;
  }

  /** Shuts out every earlier holder; from now on only this one moves watermarks. */
  void takeOver() {
    collection.updateMany(lt("fence", fence), set("fence", fence));
  }

  /** All watermarks. */
  Map<LaneKey, LaneProgress.Mark> read() {
    Map<LaneKey, LaneProgress.Mark> marks = new HashMap<>();
    for (Document document : collection.find()) {
      LaneKey lane = LaneKey.of(document.get("_id", Binary.class).getData());
      Counts counts =
          new Counts(
              document.getLong("projected"),
              document.getLong("duplicate"),
              document.getLong("quarantined"));
      boolean done = document.getBoolean("done", false);
      long next = document.getLong("next");
      long handed = document.get("handed", next);
      marks.put(lane, new LaneProgress.Mark(lane, next, handed, counts, done));
    }
    return marks;
  }

  /**
   * Writes watermarks with their counts, each in one step.
   *
   * @throws com.mongodb.MongoException with a duplicate key if another holder has taken over
   */
  void write(Collection<LaneProgress.Mark> marks) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (LaneProgress.Mark mark : marks) {
      Bson mine = and(eq(new Binary(mark.lane().key())), lte("fence", fence));
      Bson next =
          combine(
              set("next", mark.sequence()),
              set("handed", mark.handed()),
              set("projected", mark.counts().projected()),
              set("duplicate", mark.counts().duplicate()),
              set("quarantined", mark.counts().quarantined()),
              set("done", mark.done()),
              set("fence", fence));
      writes.add(new UpdateOneModel<>(mine, next, new UpdateOptions().upsert(true)));
    }
    if (!writes.isEmpty()) {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }
}
