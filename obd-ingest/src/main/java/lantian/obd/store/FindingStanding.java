package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import lantian.obd.rule.Finding;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Stored findings as they stand (线索在册状态). */
public final class FindingStanding {
  /** These change without a new revision: who wrote it last, and the latest day that tells it. */
  private static final Set<String> LOOSE = Set.of("_id", "fence", "day");

  private final MongoCollection<Document> findings;
  private final MongoCollection<Document> days;

  /** The findings of this room. */
  public FindingStanding(Store store) {
    this.findings = store.collection(Store.Name.FINDINGS);
    this.days = store.collection(Store.Name.DAYS);
  }

  /** Those changed at or after a moment, without looking for faults. */
  public void since(Instant since, Consumer<Standing> taker) {
    for (Document stored : findings.find(gte("changed", Date.from(since)))) {
      taker.accept(standing(stored, null));
    }
  }

  /** All of them by id, each with what is wrong with it by itself. */
  public void all(Consumer<Standing> taker) {
    for (Document stored : findings.find().sort(Sorts.ascending("_id")).batchSize(200)) {
      taker.accept(standing(stored, fault(stored)));
    }
  }

  private static Standing standing(Document stored, @Nullable String fault) {
    BsonDocument raw = stored.toBsonDocument();
    long revision = raw.get("revision") instanceof BsonInt32 number ? number.getValue() : -1;
    long changed = raw.get("changed") instanceof BsonDateTime time ? time.getValue() : 0;
    String key = raw.get("_id") instanceof BsonString id ? id.getValue() : raw.get("_id") + "";
    return new Standing(
        key, revision, ContentDigest.of(raw, LOOSE), Instant.ofEpochMilli(changed), fault);
  }

  private @Nullable String fault(Document stored) {
    try {
      boolean stands = !FindingBook.WITHDRAWN.equals(stored.getString("state"));
      Document was = new Document(stored);
      if (!stands) {
        was.put(
            "state",
            (stored.get("end") == null ? Finding.State.OPEN : Finding.State.CLOSED).name());
      }
      String id = stored.getString("_id");
      Finding finding = FindingDocument.read(id, was);
      if (!FindingId.of(finding.subject().text(), finding.rule(), finding.start())
          .text()
          .equals(id)) {
        return "its id is not that of its subject, rule and start";
      }
      if (!finding.canonical().equals(stored.getString("canonical"))) {
        return "its fields are not those of its canonical form";
      }
      return stands ? untold(stored, finding) : null;
    } catch (RuntimeException e) {
      return "can't be read";
    }
  }

  /** A finding that stands is told by a judged day; both would have to be forged alike. */
  private @Nullable String untold(Document stored, Finding finding) {
    DayKey key = new DayKey(new Vin(finding.subject().text()), stored.getInteger("day"));
    Document day =
        days.find(and(eq(new Binary(key.key())), eq("findings.id", finding.id().text())))
            .projection(Projections.elemMatch("findings", eq("id", finding.id().text())))
            .first();
    if (day == null) {
      return "no judged day tells it";
    }
    Document told = day.getList("findings", Document.class).getFirst();
    return Objects.equals(told.getString("canonical"), finding.canonical())
        ? null
        : "its judged day tells it otherwise";
  }
}
