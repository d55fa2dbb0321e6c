package lantian.desk.rules;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.MarkCheck;
import lantian.desk.pinning.Pinned;
import lantian.desk.pinning.RecordDigest;
import lantian.desk.rules.RuleSetRecord.Act;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/**
 * The rule sets as a ledger (规则集账册): each is held against its pin, its content against the digest
 * that was agreed to, and its state against the acts of two persons.
 */
public final class RuleSetLedger implements Ledger {
  private static final String NAME = "ruleSets";
  private static final DocumentCodec CODEC = new DocumentCodec();

  private final MongoCollection<RawBsonDocument> sets;

  /** The rule sets in a database. */
  public RuleSetLedger(MongoDatabase database) {
    this.sets = database.getCollection(RuleSetBook.COLLECTION, RawBsonDocument.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Looks at all of them: a city has some dozen. */
  @Override
  public void observe(Instant since, Predicate<String> settled, Observer observer) {
    for (RawBsonDocument stored : sets.find()) {
      RuleSetRecord set = RuleSetDocument.record(stored.decode(CODEC));
      if (!changed(set).isBefore(since)) {
        observer.mark(set.id(), revision(set), digest(stored), changed(set));
      }
    }
  }

  @Override
  public void check(Pinned pinned, Inspection inspection) {
    MarkCheck marks = new MarkCheck(NAME, pinned, inspection);
    sets.find().forEach(stored -> take(stored, marks, inspection));
    marks.done();
  }

  private static void take(RawBsonDocument stored, MarkCheck marks, Inspection inspection) {
    inspection.looked(NAME, 1);
    Document document = stored.decode(CODEC);
    String id = String.valueOf(document.get("_id"));
    try {
      RuleSetRecord set = RuleSetDocument.record(document);
      marks.saw(id, revision(set), digest(stored), changed(set));
      if (!RuleSetDocument.digest(set.body()).equals(set.digest())) {
        changed(inspection, id, "its content is not what was agreed to");
      } else if (!follows(set)) {
        changed(inspection, id, "its state does not follow from who proposed and activated it");
      }
    } catch (RuntimeException e) {
      marks.saw(id, 0, digest(stored), Instant.EPOCH);
      changed(inspection, id, "can't be read");
    }
  }

  private static boolean follows(RuleSetRecord set) {
    Act activated = set.activated();
    boolean two = activated == null || !activated.by().equals(set.proposed().by());
    boolean ended = set.ended() != null;
    return two
        && switch (set.state()) {
          case PROPOSED -> activated == null && !ended;
          case ACTIVE -> activated != null && !ended;
          case REJECTED -> activated == null && ended;
          case WITHDRAWN -> activated != null && ended;
        };
  }

  private static void changed(Inspection inspection, String id, String detail) {
    inspection.wrong(Flaw.of(NAME, id, Flaw.Kind.CHANGED, detail));
  }

  private static String digest(RawBsonDocument stored) {
    return RecordDigest.of(stored, Set.of());
  }

  private static long revision(RuleSetRecord set) {
    return acts(set).count();
  }

  private static Instant changed(RuleSetRecord set) {
    return acts(set).map(Act::at).max(Instant::compareTo).orElseThrow();
  }

  private static Stream<Act> acts(RuleSetRecord set) {
    return Stream.of(set.proposed(), set.activated(), set.ended()).filter(Objects::nonNull);
  }
}
