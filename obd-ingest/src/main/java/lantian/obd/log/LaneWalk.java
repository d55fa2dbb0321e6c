package lantian.obd.log;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** Walks along the stored documents of a lane, over month borders (通道遍历). */
final class LaneWalk {
  private final MongoDatabase database;

  /** In a database with majority reads. */
  LaneWalk(MongoDatabase database) {
    this.database = database;
  }

  /** Shows every stored document of a lane from a sequence on, until the taker has enough. */
  void documents(int writer, int lane, long from, Predicate<BsonDocument> goOn) {
    documents(writer, lane, from, 0, goOn);
  }

  void documents(int writer, int lane, long from, int limit, Predicate<BsonDocument> goOn) {
    List<String> months = LogMonths.stored(database);
    long next = from;
    for (int m = 0; m < months.size(); m++) {
      boolean first = true;
      for (BsonDocument document : range(months.get(m), writer, lane, next).limit(limit)) {
        long sequence = BatchDocument.sequence(document);
        if (first && sequence != next) {
          // The lane may have written on in an earlier month after that was read, and then here.
          for (BsonDocument late : between(months.subList(0, m), writer, lane, next, sequence)) {
            if (!goOn.test(late)) {
              return;
            }
          }
        }
        first = false;
        if (!goOn.test(document)) {
          return;
        }
        next = sequence + 1;
      }
    }
  }

  private List<BsonDocument> between(
      List<String> months, int writer, int lane, long from, long to) {
    List<BsonDocument> found = new ArrayList<>();
    for (String month : months) {
      for (BsonDocument document : range(month, writer, lane, from)) {
        if (BatchDocument.sequence(document) >= to) {
          break;
        }
        found.add(document);
      }
    }
    return found;
  }

  /** Stored documents of a lane that say they follow the batch with this hash. */
  List<BsonDocument> following(int writer, int lane, byte[] hash) {
    List<BsonDocument> found = new ArrayList<>();
    Bson follows = and(keys(writer, lane, 0), eq("prev", new Binary(hash)));
    for (String month : LogMonths.stored(database)) {
      collection(month).find(follows).into(found);
    }
    return found;
  }

  private FindIterable<BsonDocument> range(String month, int writer, int lane, long from) {
    return collection(month).find(keys(writer, lane, from)).sort(Sorts.ascending("_id"));
  }

  /** Keys of full length: BinData compares by length first. */
  static Bson keys(int writer, int lane, long from) {
    return and(
        gte("_id", new Binary(BatchDocument.key(writer, lane, from))),
        lte("_id", new Binary(BatchDocument.key(writer, lane, -1))));
  }

  private MongoCollection<BsonDocument> collection(String month) {
    return database.getCollection(month, BsonDocument.class);
  }
}
