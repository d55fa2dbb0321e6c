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

/**
 * Confirmed cases with events that nobody has looked at yet for what has to be sealed (待存证案件).
 * Calls block.
 *
 * <p>As with {@link CaseOutbox} the count of events that were looked at stands in the case, and the
 * write that adds an event sets the mark: there is no moment at which a move stands and can't be
 * found. None of it is part of the version.
 */
public final class CaseSeals {
  static final String SEALED = "sealed";
  private static final String MARK = "unsealed";

  private final MongoCollection<Document> cases;

  /** Looks into the case book of a database, which a {@link CaseBook} has opened. */
  public CaseSeals(MongoDatabase durable) {
    this.cases = durable.getCollection(CaseBook.COLLECTION);
  }

  /**
   * Ids of cases to look at, the longest waiting first.
   *
   * @param most how many at most, at least 1
   */
  public List<String> waiting(int most) {
    List<String> ids = new ArrayList<>();
    cases
        .find(Filters.eq(MARK, true))
        .projection(Projections.include("_id"))
        .sort(Sorts.ascending("changed", "_id"))
        .limit(most)
        .forEach(stored -> ids.add(stored.getString("_id")));
    return ids;
  }

  /**
   * Notes that the first so many events of a case have been looked at durably. Again, or with
   * fewer, changes nothing.
   */
  public void sealed(String caseId, int events) {
    Document looked =
        new Document("$min", List.of(count(), new Document("$max", List.of("$" + SEALED, events))));
    cases.updateOne(
        Filters.and(Filters.eq("_id", caseId), Filters.eq(MARK, true)),
        List.of(new Document("$set", new Document(SEALED, looked)), mark()));
  }

  static void index(MongoCollection<Document> cases) {
    // Not the fields of the outbox's index: those could not have another filter.
    cases.createIndex(
        Indexes.ascending(MARK, "changed", "_id"),
        new IndexOptions().partialFilterExpression(Filters.eq(MARK, true)));
  }

  /** Only what a person has confirmed is sealed; a candidate may still become anything. */
  static Bson mark() {
    Document more = new Document("$lt", List.of("$" + SEALED, count()));
    Document due = new Document("$and", List.of("$confirmed", more));
    return new Document(
        "$set", new Document(MARK, new Document("$cond", List.of(due, true, "$$REMOVE"))));
  }

  private static Document count() {
    return new Document("$size", "$events");
  }
}
