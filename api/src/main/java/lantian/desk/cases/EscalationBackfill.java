package lantian.desk.cases;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives cases from before the desk escalated by itself the moment after which it does (逾期时点补录).
 * Calls block.
 *
 * <p>Once over all cases in the order of their ids, so many at a time; how far it came stands in
 * {@code desk_backfills}, and a restart goes on from there. What is written follows from the case
 * alone and only where it is missing: done twice it is the same, and a case that somebody moved
 * meanwhile has it from that move.
 */
final class EscalationBackfill {
  private static final Logger LOG = LoggerFactory.getLogger(EscalationBackfill.class);
  private static final String NAME = "case-escalates";

  /** Cases that are looked at in one step. */
  private static final int BATCH = 1_000;

  private final MongoCollection<Document> cases;
  private final MongoCollection<Document> marks;
  private final CaseTable table;
  private final int batch;

  EscalationBackfill(MongoDatabase durable, CaseTable table) {
    this(durable, table, BATCH);
  }

  EscalationBackfill(MongoDatabase durable, CaseTable table, int batch) {
    this.cases = durable.getCollection(CaseBook.COLLECTION);
    this.marks = durable.getCollection("desk_backfills");
    this.table = table;
    this.batch = batch;
  }

  /** Looks at some cases; true if all have been looked at. */
  boolean step() {
    Document mark = marks.find(eq("_id", NAME)).first();
    if (mark != null && mark.getBoolean("done", false)) {
      return true;
    }
    String after = mark == null ? "" : mark.getString("after");
    List<String> ids = new ArrayList<>();
    cases
        .find(gt("_id", after))
        .projection(Projections.include("_id"))
        .sort(Sorts.ascending("_id"))
        .limit(batch)
        .forEach(stored -> ids.add(stored.getString("_id")));
    boolean done = ids.size() < batch;
    String last = ids.isEmpty() ? after : ids.getLast();
    long filled = fill(after, last);
    marks.updateOne(
        eq("_id", NAME),
        Updates.combine(
            Updates.set("after", last), Updates.set("done", done), Updates.inc("filled", filled)),
        new UpdateOptions().upsert(true));
    if (filled > 0 || done) {
      LOG.info("{} repairs of {} cases got their time to escalate", filled, ids.size());
    }
    return done;
  }

  private long fill(String after, String last) {
    List<UpdateOneModel<Document>> writes = new ArrayList<>();
    for (Document stored :
        cases.find(
            and(
                gt("_id", after),
                lte("_id", last),
                exists(CaseEscalations.OVER, false),
                elemMatch("clocks", and(eq("id", CaseTable.REPAIR_CLOCK), eq("stopped", null)))))) {
      CaseRecord record = CaseDocument.record(stored);
      Instant over = CaseEscalations.over(record, table);
      if (over != null) {
        writes.add(
            new UpdateOneModel<>(
                and(eq("_id", record.id()), eq("version", record.version())),
                Updates.set(CaseEscalations.OVER, Date.from(over))));
      }
    }
    return writes.isEmpty() ? 0 : cases.bulkWrite(writes).getModifiedCount();
  }
}
