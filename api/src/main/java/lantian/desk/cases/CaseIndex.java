package lantian.desk.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of case lists (案件列表索引), and which of them answers a filter.
 *
 * <p>Each begins with one field that lists are narrowed by, goes on in the order of the list, and
 * carries all other such fields behind: what does not fit is passed over without reading cases,
 * about a microsecond each. Which one is best is not left to the database, which tries a few rows
 * and may be wrong by a factor of a thousand: the field with the fewest cases decides, counted in
 * its own index up to a bound.
 */
final class CaseIndex {
  private static final String DUE = "due";
  private static final String REPAIR = "state." + Track.REPAIR.id();

  /** Fields that lists may be narrowed by; those that tell much come first, for ties. */
  private static final List<String> LEADING =
      List.of(
          "county", REPAIR, "state." + Track.PENALTY.id(), "state." + Track.MAIN.id(), "kind", DUE);

  private static final List<String> CARRIED =
      List.of(
          "state." + Track.MAIN.id(),
          "state." + Track.PENALTY.id(),
          REPAIR,
          "state." + Track.APPEAL.id(),
          "kind",
          "county",
          "confirmed",
          DUE);

  private static final Bson OF_SUBJECT = Indexes.ascending("subject", "kind", "ordinal");

  /** Where one field has fewer cases than this, no other is looked for. */
  private static final int FEW = 2_000;

  private static final int MOST_COUNTED = 30_000;

  private final MongoCollection<Document> cases;

  /** A field of a filter, and the cases that have its value. */
  private record Field(String name, Bson meant) {}

  /** A field with how many cases it leaves, at most {@link #MOST_COUNTED}. */
  private record Counted(String name, long cases) {}

  /** Over these cases. */
  CaseIndex(MongoCollection<Document> cases) {
    this.cases = cases;
  }

  /** Makes sure that all are there. */
  void create() {
    for (String leading : LEADING) {
      cases.createIndex(index(leading));
    }
    cases.createIndex(index(null));
  }

  /** Begins with this field, or with the order of the list if it is null. */
  private static Bson index(@Nullable String leading) {
    List<Bson> keys = new ArrayList<>();
    if (leading != null) {
      keys.add(Indexes.ascending(leading));
    }
    keys.add(CaseQuery.ORDER);
    CARRIED.stream()
        .filter(carried -> !carried.equals(leading))
        .forEach(carried -> keys.add(Indexes.ascending(carried)));
    return Indexes.compoundIndex(keys);
  }

  /** The one that counts what a filter means with the least work. */
  Bson counting(CaseFilter filter) {
    if (filter.subject() != null) {
      return OF_SUBJECT;
    }
    List<Field> fields = fields(filter);
    return switch (fields.size()) {
      case 0 -> index(null);
      case 1 -> index(fields.getFirst().name());
      default -> index(fewest(fields).name());
    };
  }

  /** The one that finds the next page with the least work. */
  Bson paging(CaseFilter filter) {
    if (filter.subject() != null) {
      return OF_SUBJECT;
    }
    List<Field> fields = new ArrayList<>(fields(filter));
    Field due = fields.stream().filter(field -> field.name().equals(DUE)).findFirst().orElse(null);
    if (due != null && counted(due).cases() > FEW) {
      fields.remove(due); // Its cases would have to be sorted.
    }
    return switch (fields.size()) {
      case 0 -> index(null);
      case 1 -> index(fields.getFirst().name());
      default -> index(fewest(fields).name());
    };
  }

  private Counted fewest(List<Field> fields) {
    List<Counted> counted = new ArrayList<>();
    for (Field field : fields) {
      Counted one = counted(field);
      if (one.cases() < FEW) {
        return one;
      }
      counted.add(one);
    }
    return counted.stream().min(Comparator.comparingLong(Counted::cases)).orElseThrow();
  }

  private Counted counted(Field field) {
    CountOptions options = new CountOptions().limit(MOST_COUNTED).hint(index(field.name()));
    return new Counted(field.name(), cases.countDocuments(field.meant(), options));
  }

  private static List<Field> fields(CaseFilter filter) {
    List<Field> fields = new ArrayList<>();
    for (String name : LEADING) {
      Bson meant = meant(name, filter);
      if (meant != null) {
        fields.add(new Field(name, meant));
      }
    }
    return fields;
  }

  /** What a filter asks of a field alone, null if it asks nothing of it. */
  private static @Nullable Bson meant(String name, CaseFilter filter) {
    return switch (name) {
      case "county" -> equal(name, filter.county() == null ? filter.within() : filter.county());
      case "kind" -> equal(name, filter.kind());
      case DUE ->
          Boolean.TRUE.equals(filter.overdue()) ? Filters.lt(DUE, Date.from(filter.now())) : null;
      default -> {
        Bson asked = equal(name, state(name, filter));
        boolean some = asked == null && name.equals(REPAIR) && !filter.repairs().isEmpty();
        yield some ? Filters.in(REPAIR, filter.repairs()) : asked;
      }
    };
  }

  private static @Nullable String state(String name, CaseFilter filter) {
    for (Track track : Track.values()) {
      if (name.equals("state." + track.id())) {
        return filter.states().get(track);
      }
    }
    return null;
  }

  private static @Nullable Bson equal(String name, @Nullable String value) {
    return value == null ? null : Filters.eq(name, value);
  }
}
