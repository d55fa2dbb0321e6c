package lantian.desk.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.MarkCheck;
import lantian.desk.pinning.Pinned;
import lantian.desk.pinning.RecordDigest;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/**
 * The cases with the chains of their events as a ledger (案件账册): each case is held against its pin,
 * and its events, state and fixed rows against each other.
 */
public final class CaseLedger implements Ledger {
  private static final String NAME = "cases";

  /** What others note in a case without moving it; all of it follows from what is checked. */
  private static final Set<String> LOOSE =
      Set.of("county", "published", "unpublished", "sealed", "unsealed");

  private static final DocumentCodec CODEC = new DocumentCodec();

  private final MongoCollection<RawBsonDocument> cases;
  private final CaseTable table = CaseTable.builtIn(Clocks.builtIn());

  /** The cases in a database. */
  public CaseLedger(MongoDatabase database) {
    this.cases = database.getCollection(CaseBook.COLLECTION, RawBsonDocument.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(Instant since, Predicate<String> settled, Observer observer) {
    cases.createIndex(Indexes.ascending(CaseBook.WRITTEN));
    for (RawBsonDocument stored : cases.find(Filters.gte(CaseBook.WRITTEN, Date.from(since)))) {
      observer.mark(
          stored.getString("_id").getValue(),
          stored.getInt32("version").getValue(),
          RecordDigest.of(stored, LOOSE),
          Instant.ofEpochMilli(stored.getDateTime(CaseBook.WRITTEN).getValue()));
    }
  }

  @Override
  public void check(Pinned pinned, Inspection inspection) {
    MarkCheck marks = new MarkCheck(NAME, pinned, inspection);
    cases.find().batchSize(500).forEach(stored -> take(stored, marks, inspection));
    marks.done();
  }

  private void take(RawBsonDocument stored, MarkCheck marks, Inspection inspection) {
    Document document = stored.decode(CODEC);
    String id = String.valueOf(document.get("_id"));
    Instant written =
        document.get(CaseBook.WRITTEN) instanceof Date at ? at.toInstant() : Instant.EPOCH;
    int version = document.get("version") instanceof Integer number ? number : -1;
    marks.saw(id, version, RecordDigest.of(stored, LOOSE), written);
    try {
      CaseRecord record = CaseDocument.record(document);
      inspection.looked(NAME, 1 + record.events().size());
      List<EventChain.Break> breaks = EventChain.check(record, table, null);
      for (EventChain.Break one : breaks) {
        String detail = "event %d of its timeline: %s".formatted(one.seq(), one.what());
        inspection.wrong(Flaw.of(NAME, id, kind(one.what()), detail));
      }
    } catch (RuntimeException e) {
      inspection.looked(NAME, 1);
      inspection.wrong(Flaw.of(NAME, id, Flaw.Kind.CHANGED, "can't be read"));
    }
  }

  /** A case that lost an event has been changed; only whole records are missing. */
  private static Flaw.Kind kind(EventChain.What what) {
    return switch (what) {
      case CHANGED, MISSING, MISPLACED, STATE, ROWS, PLATES, HEAD -> Flaw.Kind.CHANGED;
    };
  }
}
