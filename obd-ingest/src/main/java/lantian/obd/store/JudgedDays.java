package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Tally;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** Judged vehicle-days on disk, collection {@code obd_days} (车辆日判定簿). */
final class JudgedDays {
  private static final int LAST_DAY = 2_000_000;

  private final MongoCollection<Document> collection;
  private final long fence;

  JudgedDays(MongoCollection<Document> collection, long fence) {
    this.collection = collection;
    this.fence = fence;
  }

  /** The vehicle's last judged day before {@code day}. */
  Optional<JudgedDay> before(Vin vin, int day) {
    return one(
        and(gte("_id", id(new DayKey(vin, 0))), lt("_id", id(new DayKey(vin, day)))),
        descending("_id"));
  }

  /** The vehicle's first judged day after {@code day}. */
  Optional<JudgedDay> after(Vin vin, int day) {
    return one(
        and(gt("_id", id(new DayKey(vin, day))), lte("_id", id(new DayKey(vin, LAST_DAY)))),
        ascending("_id"));
  }

  private Optional<JudgedDay> one(Bson filter, Bson order) {
    return Optional.ofNullable(collection.find(filter).sort(order).map(JudgedDays::read).first());
  }

  /**
   * Writes a day.
   *
   * @return what an earlier holder told of it, see {@link #earlier}
   * @throws com.mongodb.MongoException with a duplicate key if another projector has taken over
   */
  Optional<List<Finding>> write(JudgedDay day) {
    Document set =
        new Document("fence", fence)
            .append("vin", day.key().vin().text())
            .append("day", day.key().day())
            .append("start", new Binary(day.start()))
            .append("memory", new Binary(day.memory()))
            .append("end", new Binary(day.end()))
            .append("packets", day.packets())
            .append("seal", new Binary(day.seal()))
            .append("tallies", day.tallies().stream().map(JudgedDays::document).toList())
            .append("findings", day.findings().stream().map(JudgedDays::document).toList());
    Document before =
        collection.findOneAndUpdate(
            and(eq(id(day.key())), lte("fence", fence)),
            new Document("$set", set).append("$currentDate", new Document("judged", true)),
            new FindOneAndUpdateOptions()
                .upsert(true)
                .returnDocument(ReturnDocument.BEFORE)
                .projection(include("fence", "findings")));
    return Optional.ofNullable(before).filter(this::isForeign).map(JudgedDays::findings);
  }

  /**
   * What an earlier holder told of a day, and may not have made so yet; empty if nobody judged the
   * day, or this holder did last.
   */
  Optional<List<Finding>> earlier(DayKey key) {
    return Optional.ofNullable(collection.find(eq(id(key))).first())
        .filter(this::isForeign)
        .map(JudgedDays::findings);
  }

  private boolean isForeign(Document day) {
    return day.getLong("fence") < fence;
  }

  private static List<Finding> findings(Document document) {
    List<Finding> findings = new ArrayList<>();
    document
        .getList("findings", Document.class)
        .forEach(one -> findings.add(FindingDocument.read(one.getString("id"), one)));
    return findings;
  }

  private static Document document(Tally tally) {
    Document causes = new Document();
    tally.notAssessable().forEach((cause, items) -> causes.append(cause.name(), items));
    return new Document("rule", tally.rule())
        .append("assessed", tally.assessed())
        .append("notAssessable", causes)
        .append("verdict", tally.verdict().name());
  }

  private static Document document(Finding finding) {
    return FindingDocument.of(finding).append("id", finding.id().text());
  }

  private static Tally tally(Document document) {
    Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
    document
        .get("notAssessable", Document.class)
        .forEach((cause, items) -> causes.put(Cause.valueOf(cause), (Integer) items));
    return new Tally(document.getString("rule"), document.getInteger("assessed"), causes);
  }

  private static JudgedDay read(Document document) {
    List<Tally> tallies = new ArrayList<>();
    document.getList("tallies", Document.class).forEach(one -> tallies.add(tally(one)));
    return new JudgedDay(
        DayKey.of(bytes(document, "_id")),
        bytes(document, "start"),
        bytes(document, "memory"),
        bytes(document, "end"),
        document.getInteger("packets"),
        bytes(document, "seal"),
        tallies,
        findings(document));
  }

  private static byte[] bytes(Document document, String field) {
    return document.get(field, Binary.class).getData();
  }

  private static Binary id(DayKey key) {
    return new Binary(key.key());
  }
}
