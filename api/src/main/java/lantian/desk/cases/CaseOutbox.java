package lantian.desk.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Events of cases that no publisher has told of yet (待发布案件事件). Calls block.
 *
 * <p>How many events of a case are told stands in the case itself ({@code published}), and so does
 * a mark ({@code unpublished: true}) as long as some are not. The write that adds an event sets the
 * mark, so that there is no moment at which an event is committed and can't be found. Telling is at
 * least once: an event comes again until it is said to be published.
 */
public final class CaseOutbox {
  private static final String PUBLISHED = "published";
  private static final int MOST_ATTEMPTS = 100;
  private static final String MARK = "unpublished";

  private final MongoCollection<Document> cases;

  /** Looks into the case book of a database, which a {@link CaseBook} has opened. */
  public CaseOutbox(MongoDatabase durable) {
    this.cases = durable.getCollection(CaseBook.COLLECTION);
  }

  /**
   * The next events to tell of: by last change and id of their cases, within a case in order and
   * without gaps.
   *
   * @param most how many at most, at least 1
   */
  public List<CaseEventRow> unpublished(int most) {
    List<CaseEventRow> rows = new ArrayList<>();
    for (Document stored :
        cases
            .find(Filters.eq(MARK, true))
            .projection(
                Projections.exclude(
                    "findings", "supplements", "clocks", "reviewers", CaseDocument.CORRECTIONS))
            .sort(Sorts.ascending("changed", "_id"))
            .limit(most)) {
      CaseRow row = CaseDocument.row(stored);
      List<CaseEvent> events = CaseDocument.events(stored);
      for (CaseEvent event : events.subList(stored.getInteger(PUBLISHED), events.size())) {
        if (rows.size() == most) {
          return rows;
        }
        rows.add(new CaseEventRow(row.id(), event, row, stored.getString("county")));
      }
    }
    return rows;
  }

  /**
   * Notes that an event of a case, and with it all before it, has been told of durably. Doing it
   * again, or with an earlier event, changes nothing; the version of the case stays as it is.
   *
   * @param eventSeq number of the event within the case
   */
  public void published(String caseId, int eventSeq) {
    Document told =
        new Document(
            "$min", List.of(count(), new Document("$max", List.of("$published", eventSeq + 1))));
    cases.updateOne(
        Filters.and(Filters.eq("_id", caseId), Filters.eq(MARK, true)),
        List.of(set(PUBLISHED, told), mark()));
  }

  static void index(MongoCollection<Document> cases) {
    cases.createIndex(
        Indexes.ascending("changed", "_id"),
        new IndexOptions().partialFilterExpression(Filters.eq(MARK, true)));
  }

  /** A new case as it is stored: nothing of it is told. */
  static Document opened(Document document) {
    return document
        .append(CaseBook.WRITTEN, document.getDate("opened"))
        .append(PUBLISHED, 0)
        .append(MARK, true);
  }

  /** A case as it is stored once this many of its events, all of them, are told and sealed. */
  static Document settled(Document document, int events) {
    return document
        .append(PUBLISHED, events)
        .append(CaseBook.ATTEMPTS, List.of())
        .append(CaseBook.WRITTEN, document.getDate("changed"))
        .append(CaseSeals.SEALED, events);
  }

  /**
   * Replaces a stored case but for what is told and sealed of it, which others may be noting now.
   */
  static List<Bson> replacement(Document document, @Nullable String mark) {
    Document next = new Document("$literal", document);
    Document told = new Document(PUBLISHED, "$published").append(CaseSeals.SEALED, "$sealed");
    told.append(CaseBook.ATTEMPTS, attempts(mark));
    return List.of(
        new Document("$replaceWith", new Document("$mergeObjects", List.of(next, told))),
        new Document("$set", new Document(CaseBook.WRITTEN, "$$NOW")),
        mark(),
        CaseSeals.mark());
  }

  /** The marks of the last attempts; a key stands for a day, and nobody moves a case so often. */
  private static Document attempts(@Nullable String mark) {
    Document before = new Document("$ifNull", List.of("$" + CaseBook.ATTEMPTS, List.of()));
    List<Object> all = mark == null ? List.of(before) : List.of(before, List.of(mark));
    return new Document("$slice", List.of(new Document("$concatArrays", all), -MOST_ATTEMPTS));
  }

  private static Bson mark() {
    Document more = new Document("$lt", List.of("$published", count()));
    return set(MARK, new Document("$cond", List.of(more, true, "$$REMOVE")));
  }

  private static Document count() {
    return new Document("$size", "$events");
  }

  private static Document set(String field, Document value) {
    return new Document("$set", new Document(field, value));
  }
}
