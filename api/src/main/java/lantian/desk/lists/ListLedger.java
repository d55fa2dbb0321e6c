package lantian.desk.lists;

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
 * The lists as a ledger (清单账册): rows, receipt and results of each are held against its pin, and its
 * rows against the hash that its receiver confirmed.
 */
public final class ListLedger implements Ledger {
  private static final String NAME = "lists";

  /** How much of a list has been told of. */
  private static final Set<String> LOOSE = Set.of("told", "untold");

  private static final DocumentCodec CODEC = new DocumentCodec();

  private final MongoCollection<RawBsonDocument> lists;

  /** The lists in a database. */
  public ListLedger(MongoDatabase database) {
    this.lists = database.getCollection(ListBook.COLLECTION, RawBsonDocument.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(Instant since, Predicate<String> settled, Observer observer) {
    lists.createIndex(Indexes.ascending("events.at"));
    for (RawBsonDocument stored : lists.find(Filters.gte("events.at", Date.from(since)))) {
      Document document = stored.decode(CODEC);
      observer.mark(
          document.getString("_id"),
          revision(document),
          RecordDigest.of(stored, LOOSE),
          changed(document));
    }
  }

  @Override
  public void check(Pinned pinned, Inspection inspection) {
    MarkCheck marks = new MarkCheck(NAME, pinned, inspection);
    lists.find().batchSize(100).forEach(stored -> take(stored, marks, pinned, inspection));
    marks.done();
  }

  private static void take(
      RawBsonDocument stored, MarkCheck marks, Pinned pinned, Inspection inspection) {
    inspection.looked(NAME, 1);
    Document document = stored.decode(CODEC);
    String number = String.valueOf(document.get("_id"));
    String digest = RecordDigest.of(stored, LOOSE);
    try {
      marks.saw(number, revision(document), digest, changed(document));
      HandoverList list = ListDocument.list(document);
      String root = list.root();
      if (root != null && !pinned.holdsRoot(root)) {
        missing(inspection, number, "it bears a signed root that is not among the roots any more");
      }
      if (!list.intact()) {
        changed(inspection, number, "its rows are not those of its hash");
      } else if (!list.state().name().equals(document.getString("state"))) {
        changed(inspection, number, "its state does not follow from receipt and results");
      }
    } catch (RuntimeException e) {
      marks.saw(number, 0, digest, Instant.EPOCH);
      changed(inspection, number, "can't be read");
    }
  }

  private static void missing(Inspection inspection, String number, String detail) {
    inspection.wrong(Flaw.of(NAME, number, Flaw.Kind.MISSING, detail));
  }

  private static void changed(Inspection inspection, String number, String detail) {
    inspection.wrong(Flaw.of(NAME, number, Flaw.Kind.CHANGED, detail));
  }

  /** Each change that is allowed adds an event. */
  private static long revision(Document document) {
    return events(document).size();
  }

  private static Instant changed(Document document) {
    return ListDocument.event(events(document).getLast()).at();
  }

  private static List<Document> events(Document document) {
    return document.getList("events", Document.class);
  }
}
