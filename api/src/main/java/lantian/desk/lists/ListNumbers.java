package lantian.desk.lists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Locale;
import lantian.proto.CityTime;
import org.bson.Document;

/** What the next list of a kind is called and where it stands among all of them (清单编号). */
record ListNumbers(MongoCollection<Document> lists) {
  /** The place behind the last list of a kind, over all years. */
  int place(ListKind kind) {
    Document last =
        lists
            .find(Filters.and(Filters.eq("kind", kind.name()), Filters.gt("place", 0)))
            .sort(Sorts.descending("place"))
            .projection(Projections.include("place"))
            .first();
    return last == null ? 1 : last.getInteger("place") + 1;
  }

  /** The next number of a kind and year; there are no gaps, because a list is never taken away. */
  String next(ListKind kind, Instant now) {
    String prefix = kind.prefix() + "-" + now.atZone(CityTime.ZONE).getYear() + "-";
    Document last =
        lists
            .find(Filters.and(Filters.gte("_id", prefix), Filters.lt("_id", prefix + ":")))
            .sort(Sorts.descending("_id"))
            .projection(Projections.include("_id"))
            .first();
    int number =
        last == null ? 0 : Integer.parseInt(last.getString("_id").substring(prefix.length()));
    return String.format(Locale.ROOT, "%s%06d", prefix, number + 1);
  }
}
