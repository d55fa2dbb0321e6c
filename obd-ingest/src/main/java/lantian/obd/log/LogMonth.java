package lantian.obd.log;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** The log of one UTC month of receipt as it is stored (月度日志). Calls block on the database. */
public final class LogMonth {
  private final MongoDatabase database;
  private final YearMonth month;

  /** That month in this database. */
  public LogMonth(MongoDatabase database, YearMonth month) {
    this.database =
        database
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    this.month = month;
  }

  /** Months that are stored, oldest first. */
  public static List<YearMonth> stored(MongoDatabase database) {
    return LogMonths.stored(database).stream().map(LogMonths::month).toList();
  }

  /** The month in which a batch is stored that was received then. */
  public static YearMonth of(Instant received) {
    return LogMonths.of(received.toEpochMilli());
  }

  /** First moment after the month. */
  public Instant end() {
    return Instant.ofEpochMilli(LogMonths.end(month));
  }

  /** Name of the collection. */
  public String name() {
    return LogMonths.name(month);
  }

  /** True if the collection is there. */
  public boolean isStored() {
    return LogMonths.stored(database).contains(name());
  }

  /**
   * The lanes that have batches in it, in their order.
   *
   * @throws DamagedLogException if a document stands under a key of another form
   */
  public List<LogPosition> lanes() {
    List<LogPosition> lanes = new ArrayList<>();
    BsonDocument next = keys().first();
    while (next != null) {
      LogPosition lane = lane(next.get("_id"));
      lanes.add(lane);
      next =
          keys()
              .filter(gt("_id", new Binary(BatchDocument.key(lane.writer(), lane.lane(), -1))))
              .first();
    }
    return lanes;
  }

  private FindIterable<BsonDocument> keys() {
    return database
        .getCollection(name(), BsonDocument.class)
        .find()
        .projection(Projections.include("_id"))
        .sort(Sorts.ascending("_id"));
  }

  private static LogPosition lane(@Nullable BsonValue id) {
    if (!(id instanceof BsonBinary key) || key.getData().length != BatchDocument.KEY) {
      throw new DamagedLogException("a log document stands under no log key");
    }
    ByteBuffer in = ByteBuffer.wrap(key.getData());
    return new LogPosition(in.getInt(), in.get() & 0xFF, 0, 0);
  }

  /** Documents of a lane in their order, each as its bytes are. */
  public FindIterable<RawBsonDocument> documents(LogPosition lane) {
    MongoCollection<RawBsonDocument> collection =
        database.getCollection(name(), RawBsonDocument.class);
    return collection
        .find(
            and(
                gte("_id", new Binary(BatchDocument.key(lane.writer(), lane.lane(), 0))),
                lte("_id", new Binary(BatchDocument.key(lane.writer(), lane.lane(), -1)))))
        .sort(Sorts.ascending("_id"));
  }

  /**
   * From where to where a lane goes, without reading all of it: its frames are not counted.
   *
   * @throws DamagedLogException if one of its ends can't be read
   */
  public LaneSpan reach(LogPosition lane) {
    BsonDocument first = documents(lane).first();
    BsonDocument last = documents(lane).sort(Sorts.descending("_id")).first();
    if (first == null || last == null) {
      throw new DamagedLogException("a lane without batches");
    }
    SpanCheck begin = new SpanCheck(lane.writer(), lane.lane());
    begin.take(first);
    SpanCheck end = new SpanCheck(lane.writer(), lane.lane());
    end.take(last);
    LaneSpan from = begin.span();
    LaneSpan to = end.span();
    return new LaneSpan(
        lane.writer(),
        lane.lane(),
        from.first(),
        to.last(),
        0,
        from.before(),
        to.end(),
        from.from(),
        to.to());
  }

  /** About how many documents there are. */
  public long size() {
    return database.getCollection(name()).estimatedDocumentCount();
  }

  /** Drops the collection. Whoever calls has archived it and stored its tombstone. */
  public void drop() {
    database.getCollection(name()).drop();
  }
}
