package lantian.obd.read;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Quality read out of {@code obd_quality_days} and added up (数据质量查询). A page by vehicle or
 * vehicle-day reads only the days of its rows; other sums read the days of the filter once.
 */
final class QualityRows {
  /** Makers, models, firmwares or counties in one answer; there are far fewer. */
  private static final int MOST_GROUPS = 5_000;

  private final MongoCollection<Document> days;

  QualityRows(MongoCollection<Document> days) {
    this.days = days;
  }

  /** One page: by day and VIN, by VIN, or by the name of the group. */
  Page<QualityRow> page(QualityBy by, QualityFilter filter, @Nullable String cursor, int limit) {
    return switch (by) {
      case VEHICLE_DAY -> vehicleDays(filter, cursor, limit);
      case VEHICLE -> vehicles(filter, cursor, limit);
      case DAY, COUNTY, MAKER, MODEL, FIRMWARE, FLEET -> new Page<>(groups(by, filter), null);
    };
  }

  private Page<QualityRow> vehicleDays(QualityFilter filter, @Nullable String cursor, int limit) {
    Bson where = where(filter);
    if (cursor != null) {
      List<String> after = Cursors.parts(cursor, 2);
      int day = (int) Cursors.number(after.get(0));
      where =
          Filters.and(
              where,
              Filters.or(
                  Filters.gt("day", day),
                  Filters.and(Filters.eq("day", day), Filters.gt("vin", after.get(1)))));
    }
    List<QualityRow> rows = new ArrayList<>();
    String last = "";
    for (Document day : days.find(where).sort(Sorts.ascending("day", "vin")).limit(limit + 1)) {
      if (rows.size() == limit) {
        return new Page<>(rows, last);
      }
      QualitySums sums = new QualitySums();
      sums.add(day);
      rows.add(sums.row());
      last = Cursors.of(Integer.toString(day.getInteger("day")), day.getString("vin"));
    }
    return new Page<>(rows, null);
  }

  private Page<QualityRow> vehicles(QualityFilter filter, @Nullable String cursor, int limit) {
    Bson where = where(filter);
    if (cursor != null) {
      where = Filters.and(where, Filters.gt("vin", Cursors.parts(cursor, 1).get(0)));
    }
    List<QualityRow> rows = new ArrayList<>();
    String vin = "";
    QualitySums sums = new QualitySums();
    for (Document day :
        days.find(where)
            .sort(Sorts.ascending("vin", "day"))
            .hint(new Document("vin", 1).append("day", 1))) {
      String next = day.getString("vin");
      if (!vin.isEmpty() && !vin.equals(next)) {
        rows.add(sums.row());
        if (rows.size() == limit) {
          return new Page<>(rows, Cursors.of(vin));
        }
        sums = new QualitySums();
      }
      vin = next;
      sums.add(day);
    }
    if (!vin.isEmpty()) {
      rows.add(sums.row());
    }
    return new Page<>(rows, null);
  }

  /** Sums by group, in the order of their names. */
  List<QualityRow> groups(QualityBy by, QualityFilter filter) {
    Document vehicle = new Document("vin", "$vin");
    Document group = new Document();
    for (String field : by.fields()) {
      vehicle.append(field, "$" + field);
      group.append(field, "$_id." + field);
    }
    List<QualityRow> rows = new ArrayList<>();
    List<Bson> stages =
        List.of(
            Aggregates.match(where(filter)),
            Aggregates.group(vehicle, QualitySums.ofDays()),
            Aggregates.group(group, QualitySums.ofVehicles()),
            Aggregates.sort(Sorts.ascending("_id")),
            Aggregates.limit(MOST_GROUPS));
    for (Document found : days.aggregate(stages).allowDiskUse(true)) {
      rows.add(QualitySums.of(found, found.get("_id", Document.class)).row());
    }
    return rows;
  }

  /** The sum of everything, with how the shares of its vehicles spread. */
  QualitySpread spread(QualityFilter filter) {
    QualitySpread.Taking taking = new QualitySpread.Taking();
    List<Bson> stages =
        List.of(
            Aggregates.match(where(filter)),
            Aggregates.group(new Document("vin", "$vin"), QualitySums.ofDays()));
    for (Document found : days.aggregate(stages).allowDiskUse(true)) {
      taking.take(QualitySums.of(found, new Document()).row());
    }
    List<QualityRow> all = groups(QualityBy.FLEET, filter);
    return taking.spread(all.isEmpty() ? new QualitySums().row() : all.getFirst());
  }

  /**
   * How many of these vehicles were ever online, and on how many days of a time they were, and
   * could have been since then.
   */
  Networked networked(Collection<Vin> vins, LocalDate from, LocalDate to) {
    Set<String> before = new HashSet<>();
    List<String> texts = vins.stream().map(Vin::text).toList();
    Bson theirs = Filters.in("vin", texts);
    Bson earlier = Filters.and(theirs, Filters.lt("day", number(from)));
    for (Document found :
        days.aggregate(
            List.of(
                Aggregates.match(earlier),
                Aggregates.sort(Sorts.ascending("vin", "day")),
                Aggregates.group("$vin", Accumulators.first("day", "$day"))))) {
      before.add(found.getString("_id"));
    }
    long whole = to.toEpochDay() - from.toEpochDay() + 1;
    long vehicles = before.size();
    long due = whole * before.size();
    long online = 0;
    Bson within = Filters.and(theirs, between(from, to));
    for (Document found :
        days.aggregate(
            List.of(
                Aggregates.match(within),
                // Without the id the index alone answers.
                Aggregates.project(
                    Projections.fields(Projections.include("vin", "day"), Projections.excludeId())),
                Aggregates.group(
                    "$vin", Accumulators.min("first", "$day"), Accumulators.sum("days", 1L))))) {
      online += found.getLong("days");
      if (!before.contains(found.getString("_id"))) {
        vehicles++;
        due += number(to) - found.getInteger("first") + 1;
      }
    }
    return new Networked(texts.size(), vehicles, online, due);
  }

  private static Bson between(LocalDate from, LocalDate to) {
    return Filters.and(Filters.gte("day", number(from)), Filters.lte("day", number(to)));
  }

  private static int number(LocalDate day) {
    return Math.toIntExact(day.toEpochDay());
  }

  private static Bson where(QualityFilter filter) {
    List<Bson> filters = new ArrayList<>();
    Vin vin = filter.vin();
    if (vin != null) {
      filters.add(Filters.eq("vin", vin.text()));
    }
    filters.add(between(filter.from(), filter.to()));
    equal(filters, "county", filter.county());
    equal(filters, "maker", filter.maker());
    equal(filters, "model", filter.model());
    equal(filters, "firmware", filter.firmware());
    return Filters.and(filters);
  }

  private static void equal(List<Bson> filters, String field, @Nullable String wanted) {
    if (wanted != null) {
      filters.add(Filters.eq(field, wanted));
    }
  }
}
