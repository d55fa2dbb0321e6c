package lantian.desk.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.proto.CityTime;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Repairs whose time is over and which the desk itself escalates (逾期升级). Calls block.
 *
 * <p>When that is stands in the case as a field of its own, written with the state and the clock it
 * follows from, and is gone as soon as the desk has nothing to do there. So whatever happens in
 * between - a repair, a case that comes to rest, another process that was quicker - the case is
 * found no more, or has another version.
 */
final class CaseEscalations {
  /** Last millisecond that is in time, in a case that the desk escalates after it. */
  static final String OVER = "escalates";

  private static final Bson INDEX = Indexes.ascending(OVER);

  private final MongoCollection<Document> cases;
  private final CaseBook book;
  private final CaseTable table;
  private final CaseFacts facts;
  private final InstantSource clock;

  CaseEscalations(MongoDatabase durable, CaseBook book, CaseFacts facts, InstantSource clock) {
    this.cases = durable.getCollection(CaseBook.COLLECTION);
    this.book = book;
    this.table = book.moving().table();
    this.facts = facts;
    this.clock = clock;
  }

  static void index(MongoCollection<Document> cases) {
    cases.createIndex(
        INDEX, new IndexOptions().partialFilterExpression(Filters.exists(OVER, true)));
  }

  /** After which moment the desk escalates a case; null if it never does as the case stands. */
  static @Nullable Instant over(CaseRecord record, CaseTable table) {
    return table
        .onceOverdue(record)
        .flatMap(row -> record.running(CaseTable.REPAIR_CLOCK))
        .map(Clock::due)
        .orElse(null);
  }

  /** Ids of cases to be escalated now, those that are longest overdue first. */
  List<String> due(int most) {
    List<String> ids = new ArrayList<>();
    cases
        .find(Filters.lt(OVER, Date.from(clock.instant())))
        .hint(INDEX)
        .sort(INDEX)
        .projection(Projections.include("_id"))
        .limit(most)
        .forEach(stored -> ids.add(stored.getString("_id")));
    return ids;
  }

  /** Escalates a case; false if there was nothing to do any more. */
  boolean escalate(String id) {
    CaseRecord record = book.find(id).orElse(null);
    Transition row = record == null ? null : table.onceOverdue(record).orElse(null);
    if (record == null || row == null) {
      return false;
    }
    String move = row.move().id();
    Instant now = clock.instant();
    Optional<Answered> answer =
        book.move(
            record,
            move,
            () ->
                Asked.of(
                    move,
                    CaseActor.DESK,
                    now,
                    reason(record),
                    Map.of(),
                    facts.gather(record, Map.of(), now, other -> Optional.empty())),
            () -> {});
    return answer.isPresent() && answer.get() instanceof Answered.Moved;
  }

  private static String reason(CaseRecord record) {
    return record
        .running(CaseTable.REPAIR_CLOCK)
        .map(limit -> "维修复检期限至%s，逾期未维修合格，自动升级".formatted(CityTime.day(limit.due())))
        .orElse("");
  }
}
