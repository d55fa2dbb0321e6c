package lantian.desk.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail, newest first (审计查询). Calls block. */
public final class AuditReadings {
  private final MongoCollection<Document> records;

  /**
   * Which records are meant; a null means that the question is not asked.
   *
   * @param from at or after
   * @param to before
   * @param actor of this actor
   * @param act of this act
   * @param before behind this record in the order newest first
   */
  public record Wanted(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String actor,
      @Nullable Act act,
      @Nullable Place before) {}

  /** Where a record stands in the order. */
  public record Place(Instant at, String id) {}

  /** Reads in this database. */
  public AuditReadings(MongoDatabase database) {
    this.records = AuditTrail.durable(database);
  }

  /** At most {@code limit} records. */
  public List<AuditRecord> find(Wanted wanted, int limit) {
    List<AuditRecord> found = new ArrayList<>();
    each(wanted, limit, found::add);
    return found;
  }

  /** How many there are, counted up to {@code most}. */
  public long count(Wanted wanted, int most) {
    return records.countDocuments(filter(wanted), new CountOptions().limit(most));
  }

  /** Gives at most {@code limit} records one after the other. */
  public void each(Wanted wanted, int limit, Consumer<AuditRecord> to) {
    records
        .find(filter(wanted))
        .sort(Sorts.descending("at", "_id"))
        .limit(limit)
        .forEach(stored -> to.accept(AuditRecord.shown(stored)));
  }

  private static Bson filter(Wanted wanted) {
    List<Bson> filters = new ArrayList<>(List.of(Filters.empty()));
    if (wanted.from() != null) {
      filters.add(Filters.gte("at", Date.from(wanted.from())));
    }
    if (wanted.to() != null) {
      filters.add(Filters.lt("at", Date.from(wanted.to())));
    }
    if (wanted.actor() != null) {
      filters.add(Filters.eq("actor", wanted.actor()));
    }
    if (wanted.act() != null) {
      filters.add(Filters.eq("act", wanted.act().name()));
    }
    Place before = wanted.before();
    if (before != null) {
      Date at = Date.from(before.at());
      filters.add(
          Filters.or(
              Filters.lt("at", at),
              Filters.and(Filters.eq("at", at), Filters.lt("_id", before.id()))));
    }
    return Filters.and(filters);
  }
}
