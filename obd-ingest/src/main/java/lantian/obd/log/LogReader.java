package lantian.obd.log;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.type;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import lantian.obd.frame.Frame;
import lantian.proto.Sm3;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Reads the raw log back (日志读取), with majority concern: what it shows can't be rolled back.
 *
 * <p>Methods block on the database and throw {@link DamagedLogException} for a batch that can't be
 * read.
 */
public final class LogReader {

  /** Longest that a batch is believed to have gathered before it could be written. */
  private static final Duration LONGEST_GATHERING = Duration.ofDays(1);

  private final MongoDatabase database;
  private final LaneWalk walk;
  private final Tombstones tombstones;

  /** Reads the log in this database. */
  public LogReader(MongoDatabase database) {
    this.database = database.withReadConcern(ReadConcern.MAJORITY);
    this.walk = new LaneWalk(this.database);
    this.tombstones = new Tombstones(database);
  }

  /**
   * Batches of one lane in order, over month borders.
   *
   * @param from first sequence wanted
   * @param limit most batches, at least 1; fewer come only where the stored lane ends
   */
  public List<LogBatch> lane(int writer, int lane, long from, int limit) {
    List<LogBatch> batches = new ArrayList<>();
    walk.documents(
        writer,
        lane,
        from,
        limit,
        found -> {
          batches.add(BatchDocument.of(found).batch());
          return batches.size() < limit;
        });
    return batches;
  }

  /** End of a lane as it is stored; sequence -1 if it has no batch. */
  public LaneHead head(int writer, int lane) {
    for (String month : LogMonths.stored(database).reversed()) {
      BsonDocument last =
          collection(month)
              .find(LaneWalk.keys(writer, lane, 0))
              .sort(Sorts.descending("_id"))
              .projection(Projections.include("hash"))
              .first();
      if (last != null) {
        return new LaneHead(lane, BatchDocument.sequence(last), last.getBinary("hash").getData());
      }
    }
    return new LaneHead(lane, -1, new byte[Sm3.LENGTH]);
  }

  /**
   * Keys of documents that stand in no lane, as hex; the first of each gap between the lanes.
   *
   * @param lanes every lane there is, as writer and lane
   */
  public List<String> strays(Collection<LogPosition> lanes) {
    List<Bson> gaps = new ArrayList<>();
    byte[] behind = null;
    for (LogPosition lane : new TreeSet<>(lanes)) {
      byte[] first = BatchDocument.key(lane.writer(), lane.lane(), 0);
      Bson below = lt("_id", new Binary(first));
      gaps.add(behind == null ? below : and(gt("_id", new Binary(behind)), below));
      behind = BatchDocument.key(lane.writer(), lane.lane(), -1);
    }
    gaps.add(behind == null ? exists("_id") : gt("_id", new Binary(behind)));
    gaps.add(not(type("_id", BsonType.BINARY)));
    List<String> found = new ArrayList<>();
    for (String month : LogMonths.stored(database)) {
      for (Bson gap : gaps) {
        for (BsonDocument stray :
            collection(month).find(gap).projection(Projections.include("_id")).limit(10)) {
          BsonValue id = stray.get("_id");
          found.add(
              id instanceof BsonBinary key
                  ? HexFormat.of().formatHex(key.getData())
                  : String.valueOf(id));
        }
      }
    }
    return found;
  }

  /** One frame, empty if nothing is stored at the position. */
  public Optional<LogEntry> frame(LogPosition position) {
    return Optional.ofNullable(frames(List.of(position)).get(position));
  }

  /**
   * Several frames; positions at which nothing is stored are missing from the map. Each frame owns
   * its bytes, so that keeping it does not keep its batch.
   */
  public Map<LogPosition, LogEntry> frames(Collection<LogPosition> positions) {
    Set<LogPosition> wanted = new HashSet<>(positions);
    Set<Binary> ids = new HashSet<>();
    for (LogPosition p : wanted) {
      ids.add(new Binary(BatchDocument.key(p.writer(), p.lane(), p.sequence())));
    }
    Map<LogPosition, LogEntry> found = new HashMap<>();
    for (String month : LogMonths.stored(database).reversed()) {
      for (Binary id : List.copyOf(ids)) {
        // One by one: a clustered collection answers $in by reading all between the first and last.
        BsonDocument document = collection(month).find(eq("_id", id)).first();
        if (document != null) {
          ids.remove(id);
          keep(BatchDocument.of(document).batch(), wanted, found);
        }
      }
    }
    return found;
  }

  /** Those of the positions that are archived, with the month whose archive holds them. */
  public Map<LogPosition, String> archived(Collection<LogPosition> positions) {
    Map<LogPosition, String> found = new HashMap<>();
    if (!positions.isEmpty()) {
      for (Tombstone tombstone : tombstones.all()) {
        positions.stream()
            .filter(position -> tombstone.of(position) != null)
            .forEach(position -> found.put(position, tombstone.month().toString()));
      }
    }
    return found;
  }

  /**
   * Months of a span that {@link #scan} can't show because they are archived, oldest first.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public List<Tombstone> archived(Instant from, Instant to) {
    List<YearMonth> stored = LogMonth.stored(database);
    return tombstones.all().stream()
        .filter(tombstone -> !stored.contains(tombstone.month()))
        .filter(tombstone ->
            tombstone.spans().stream()
                .anyMatch(span ->
                    span.from().isBefore(to) && !span.to().plus(LONGEST_GATHERING).isBefore(from)))
        .toList();
  }

  /**
   * Every frame received in a span, lane by lane in the order of receipt.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public void scan(Instant from, Instant to, Consumer<LogEntry> taker) {
    Instant first = from.minus(LONGEST_GATHERING);
    Bson at = and(gte("at", first), lt("at", to));
    for (String month : months(first, to)) {
      for (BsonDocument document : collection(month).find(at).sort(Sorts.ascending("_id"))) {
        for (LogEntry entry : BatchDocument.of(document).batch().entries()) {
          Instant received = Instant.ofEpochMilli(entry.receivedMillis());
          if (!received.isBefore(from) && received.isBefore(to)) {
            taker.accept(entry);
          }
        }
      }
    }
  }

  /** Stored documents of lanes, one after the other. */
  LaneWalk walk() {
    return walk;
  }

  private MongoCollection<BsonDocument> collection(String month) {
    return database.getCollection(month, BsonDocument.class);
  }

  private List<String> months(Instant from, Instant to) {
    YearMonth first = LogMonths.of(from.toEpochMilli());
    YearMonth last = LogMonths.of(to.toEpochMilli());
    return LogMonths.stored(database).stream()
        .filter(m -> m.compareTo(LogMonths.name(first)) >= 0)
        .filter(m -> m.compareTo(LogMonths.name(last)) <= 0)
        .toList();
  }

  private static void keep(
      LogBatch batch, Set<LogPosition> wanted, Map<LogPosition, LogEntry> found) {
    for (LogEntry entry : batch.entries()) {
      if (wanted.contains(entry.position())) {
        found.put(
            entry.position(),
            new LogEntry(
                entry.position(),
                entry.receivedMillis(),
                entry.connection(),
                entry.mark(),
                Frame.of(entry.frame().copy())));
      }
    }
  }
}
