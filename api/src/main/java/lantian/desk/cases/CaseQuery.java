package lantian.desk.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Filters of case lists as the database takes them (案件查询条件). Values are never operators. */
final class CaseQuery {
  /** Latest act first. */
  static final Bson ORDER = Sorts.descending("act", "_id");

  /** What a list does not need. */
  static final Bson ROW =
      Projections.exclude("findings", "supplements", "events", "clocks", "reviewers");

  private CaseQuery() {}

  static Bson page(CaseFilter filter, @Nullable String cursor) {
    Bson where = where(filter);
    if (cursor == null) {
      return where;
    }
    int end = cursor.indexOf(' ');
    Date act = Date.from(Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, end))));
    String id = cursor.substring(end + 1);
    return Filters.and(
        where, Filters.lte("act", act), Filters.or(Filters.lt("act", act), Filters.lt("_id", id)));
  }

  static String cursor(CaseRow last) {
    return last.act().toEpochMilli() + " " + last.id();
  }

  static Bson where(CaseFilter filter) {
    List<Bson> all = new ArrayList<>();
    equal(all, "subject", filter.subject());
    equal(all, "kind", filter.kind());
    equal(all, "county", filter.county());
    equal(all, "county", filter.within());
    filter.states().forEach((track, state) -> equal(all, "state." + track.id(), state));
    if (filter.overdue() != null) {
      Bson over = Filters.lt("due", Date.from(filter.now()));
      all.add(filter.overdue() ? over : Filters.not(over));
    }
    if (filter.from() != null) {
      all.add(Filters.gte("act", Date.from(filter.from())));
    }
    if (filter.to() != null) {
      all.add(Filters.lt("act", Date.from(filter.to())));
    }
    if (filter.among() != null) {
      all.add(Filters.in("subject", filter.among()));
    }
    if (filter.confirmed()) {
      all.add(Filters.eq("confirmed", true));
    }
    if (!filter.repairs().isEmpty()) {
      all.add(Filters.in("state." + Track.REPAIR.id(), filter.repairs()));
    }
    return all.isEmpty() ? Filters.empty() : Filters.and(all);
  }

  private static void equal(List<Bson> all, String field, @Nullable String value) {
    if (value != null) {
      all.add(Filters.eq(field, value));
    }
  }
}
