package lantian.desk.register;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lantian.obd.filing.Register;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The numbered list of changes (变更序列) that readers follow with a cursor.
 *
 * <p>Why no change is ever skipped: a transaction takes its numbers by raising one counter document
 * and inserts its changes in the same transaction. Two transactions that raise the same document
 * can't both be open: the second one fails with a write conflict and starts again after the first
 * has committed. So numbers become visible in their own order, and a reader that has seen number n
 * has seen all below it, or they were never given out (an aborted transaction takes its raise
 * back).
 */
final class RegisterChanges {
  private static final String COUNTER = "register";

  private final MongoCollection<Document> changes;
  private final MongoCollection<Document> counters;

  /** A change that has no number yet. */
  record Draft(Vin vin, Instant from, @Nullable Instant to) {
    /** The smallest span that covers both. */
    Draft with(Draft other) {
      Instant end = to == null || other.to == null ? null : to.isAfter(other.to) ? to : other.to;
      return new Draft(vin, from.isBefore(other.from) ? from : other.from, end);
    }
  }

  RegisterChanges(MongoDatabase database) {
    changes = database.getCollection("desk_changes");
    counters = database.getCollection("desk_counters");
    counters.updateOne(
        Filters.eq("_id", COUNTER),
        Updates.setOnInsert("value", 0L),
        new UpdateOptions().upsert(true));
  }

  void append(ClientSession session, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    Document counter =
        counters.findOneAndUpdate(
            session,
            Filters.eq("_id", COUNTER),
            Updates.inc("value", (long) drafts.size()),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    long next = Objects.requireNonNull(counter).getLong("value") - drafts.size();
    List<Document> numbered = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      Instant to = draft.to();
      numbered.add(
          new Document("_id", ++next)
              .append("vin", draft.vin().text())
              .append("fromSecond", draft.from().getEpochSecond())
              .append("toSecond", to == null ? Long.MAX_VALUE : to.getEpochSecond() - 1));
    }
    changes.insertMany(session, numbered);
  }

  List<Register.Change> after(long cursor, int limit) {
    List<Register.Change> found = new ArrayList<>();
    for (Document stored :
        changes.find(Filters.gt("_id", cursor)).sort(Sorts.ascending("_id")).limit(limit)) {
      found.add(
          new Register.Change(
              stored.getLong("_id"),
              new Vin(stored.getString("vin")),
              stored.getLong("fromSecond"),
              stored.getLong("toSecond")));
    }
    return found;
  }
}
