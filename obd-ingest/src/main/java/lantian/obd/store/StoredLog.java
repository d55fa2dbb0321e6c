package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.expr;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.log.LogReader;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The raw log in the database. */
final class StoredLog implements RawLog {
  /** A writer that lives renews sooner, also after the database was away. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Bson OVER =
      and(eq("closed", null), expr(new Document("$lte", List.of("$lease", "$$NOW"))));

  private final LogReader reader;
  private final MongoCollection<Document> writers;
  private final Map<Integer, Long> overSince = new HashMap<>();

  StoredLog(Store store) {
    this.reader = new LogReader(store.database());
    this.writers = store.database().getCollection("obd_writers");
  }

  @Override
  public List<Writer> writers() {
    closeDead();
    return writers
        .find()
        .map(row ->
            new Writer(row.getInteger("_id"), row.getInteger("lanes"), row.get("closed") != null))
        .into(new ArrayList<>());
  }

  /** Whoever finds its row closed never acknowledges again, so its lanes have an end. */
  private synchronized void closeDead() {
    Set<Integer> over = writers.find(OVER).map(row -> row.getInteger("_id")).into(new HashSet<>());
    overSince.keySet().retainAll(over);
    long now = System.nanoTime();
    for (int number : over) {
      long since = overSince.computeIfAbsent(number, n -> now);
      if (now - since > PATIENCE.toNanos()) {
        Document closed = new Document("$set", new Document("closed", "$$NOW"));
        writers.updateOne(and(eq("_id", number), OVER), List.of(closed));
      }
    }
  }

  @Override
  public List<LogBatch> lane(LaneKey lane, long from, int limit) {
    return reader.lane(lane.writer(), lane.lane(), from, limit);
  }

  @Override
  public Map<LogPosition, LogEntry> frames(Collection<LogPosition> positions) {
    return reader.frames(positions);
  }

  /**
   * Read anew each time: whoever found a frame missing sees the tombstone, which was there first.
   */
  @Override
  public Map<LogPosition, String> archived(Collection<LogPosition> positions) {
    return reader.archived(positions);
  }
}
