package lantian.desk.cases;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of case lists (案件列表索引), and which of them answers a filter.
 *
 * <p>Each begins with one field that lists are narrowed by, goes on in the order of the list, and
 * carries all other such fields behind: what does not fit is passed over without reading cases,
 * about a microsecond each. Which one is best is not left to the database, which tries a few rows
 * and may be wrong by a factor of a thousand: the field with the fewest cases decides, counted now
 * and then in its own index up to a bound.
 */
final class CaseIndex {
  private static final Logger LOG = LoggerFactory.getLogger(CaseIndex.class);

  private static final String DUE = "due";
  private static final String REPAIR = "state." + Track.REPAIR.id();
  private static final String PENALTY = "state." + Track.PENALTY.id();
  private static final String STATE = "state." + Track.MAIN.id();

  /** Fields that lists may be narrowed by. */
  private static final List<String> LEADING =
      List.of("county", REPAIR, PENALTY, STATE, "kind", DUE);

  /** What an officer of a county begins his day with. */
  private static final List<String> OF_A_COUNTY = List.of("county", STATE);

  private static final List<String> CARRIED =
      List.of(
          STATE, PENALTY, REPAIR, "state." + Track.APPEAL.id(), "kind", "county", "confirmed", DUE);

  private static final Bson ALL = index(List.of());
  private static final Bson OF_SUBJECT = Indexes.ascending("subject", "kind", "ordinal");

  /** Keys of indexes that the first case book made, under the names that follow from them. */
  private static final Set<Document> RETIRED =
      Set.of(
          new Document(STATE, 1).append("act", -1).append("_id", -1),
          new Document("kind", 1).append("act", -1).append("_id", -1),
          new Document("county", 1).append("act", -1).append("_id", -1),
          new Document("act", -1).append("_id", -1),
          new Document(DUE, 1));

  /** What an index says of itself that has no options. */
  private static final Set<String> PLAIN = Set.of("v", "key", "name", "ns");

  /** The database's code for an index that is not there. */
  private static final int NOT_FOUND = 27;

  private static final Duration LONGEST_BUILD = Duration.ofMinutes(30);

  /** So many cases may be sorted for one page. */
  private static final int FEW = 2_000;

  /** What was counted is worth so long: the choice may be a little worse, never wrong. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final int MOST_KNOWN = 1_000;

  private static final int MOST_COUNTED = 30_000;

  private final MongoCollection<Document> cases;

  /** What was counted lately, by field and value. */
  private final Map<String, Counted> known = new ConcurrentHashMap<>();

  /**
   * Fields of a filter that an index begins with.
   *
   * @param leading their names
   * @param value what the filter asks of them, as a key
   * @param meant the same for the database
   */
  private record Field(List<String> leading, String value, Bson meant) {
    static Field of(String name, Object asked, Bson meant) {
      return new Field(List.of(name), name + " " + asked, meant);
    }

    String name() {
      return leading.getFirst();
    }
  }

  /** About how many cases a field leaves, and when that was counted. */
  private record Counted(long cases, long nanos) {}

  /** Over these cases. */
  CaseIndex(MongoCollection<Document> cases) {
    this.cases = cases;
  }

  /** Makes sure that all are there; over a million cases that takes longer than a request may. */
  void create() {
    List<IndexModel> all = new ArrayList<>();
    LEADING.forEach(leading -> all.add(new IndexModel(index(List.of(leading)))));
    all.add(new IndexModel(index(OF_A_COUNTY)));
    all.add(new IndexModel(ALL));
    cases.withTimeout(LONGEST_BUILD.toMillis(), TimeUnit.MILLISECONDS).createIndexes(all);
    dropRetired();
  }

  /** Drops what the desk itself once made and nothing asks any more; every write would carry it. */
  private void dropRetired() {
    for (Document index : cases.listIndexes()) {
      boolean plain = PLAIN.containsAll(index.keySet());
      if (plain && RETIRED.contains(index.get("key")) && named(index)) {
        try {
          cases.dropIndex(index.getString("name"));
          LOG.info("the index {} is dropped", index.getString("name"));
        } catch (MongoCommandException e) {
          if (e.getErrorCode() != NOT_FOUND) { // Another process was quicker.
            throw e;
          }
        }
      }
    }
  }

  /** True if an index has the name that its keys alone give it. */
  private static boolean named(Document index) {
    String name =
        index.get("key", Document.class).entrySet().stream()
            .map(key -> key.getKey() + "_" + key.getValue())
            .collect(Collectors.joining("_"));
    return name.equals(index.getString("name"));
  }

  /** Begins with these fields. */
  private static Bson index(List<String> leading) {
    List<Bson> keys = new ArrayList<>();
    leading.forEach(field -> keys.add(Indexes.ascending(field)));
    keys.add(CaseQuery.ORDER);
    CARRIED.stream()
        .filter(carried -> !leading.contains(carried))
        .forEach(carried -> keys.add(Indexes.ascending(carried)));
    return Indexes.compoundIndex(keys);
  }

  /** The one that counts what a filter means with the least work. */
  Bson counting(CaseFilter filter) {
    if (filter.subject() != null || filter.among() != null) {
      return OF_SUBJECT;
    }
    return fewest(fields(filter));
  }

  /** The one that finds the next page with the least work. */
  Bson paging(CaseFilter filter) {
    if (filter.subject() != null || filter.among() != null) {
      return OF_SUBJECT;
    }
    List<Field> fields = new ArrayList<>(fields(filter));
    // Its cases would have to be sorted.
    fields.removeIf(field -> field.name().equals(DUE) && counted(field) > FEW);
    return fewest(fields);
  }

  private Bson fewest(List<Field> fields) {
    if (fields.size() < 2) {
      return fields.isEmpty() ? ALL : index(fields.getFirst().leading());
    }
    Field best = fields.getFirst();
    long least = Long.MAX_VALUE;
    for (Field field : fields) {
      long count = counted(field);
      if (count < least) {
        best = field;
        least = count;
      }
    }
    return index(best.leading());
  }

  /** About how many cases have a field's value, at most {@link #MOST_COUNTED}. */
  private long counted(Field field) {
    Counted before = known.get(field.value());
    long now = System.nanoTime();
    if (before != null && now - before.nanos() < FRESH.toNanos()) {
      return before.cases();
    }
    CountOptions options = new CountOptions().limit(MOST_COUNTED).hint(index(field.leading()));
    long count = cases.countDocuments(field.meant(), options);
    if (known.size() >= MOST_KNOWN) {
      known.clear(); // Values that nobody has filed are free to choose.
    }
    known.put(field.value(), new Counted(count, now));
    return count;
  }

  private static List<Field> fields(CaseFilter filter) {
    List<Field> fields = new ArrayList<>();
    String county = filter.county() == null ? filter.within() : filter.county();
    String main = filter.states().get(Track.MAIN);
    if (county != null && main != null) {
      fields.add(
          new Field(
              OF_A_COUNTY,
              county + " " + main,
              Filters.and(Filters.eq("county", county), Filters.eq(STATE, main))));
    } else {
      equal(fields, "county", county);
    }
    if (!filter.states().containsKey(Track.REPAIR) && !filter.repairs().isEmpty()) {
      Set<String> some = new TreeSet<>(filter.repairs());
      fields.add(Field.of(REPAIR, some, Filters.in(REPAIR, some)));
    }
    equal(fields, REPAIR, filter.states().get(Track.REPAIR));
    equal(fields, PENALTY, filter.states().get(Track.PENALTY));
    if (county == null) {
      equal(fields, STATE, main);
    }
    equal(fields, "kind", filter.kind());
    if (Boolean.TRUE.equals(filter.overdue())) {
      fields.add(Field.of(DUE, "", Filters.lt(DUE, Date.from(filter.now()))));
    }
    return fields;
  }

  private static void equal(List<Field> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.add(Field.of(name, value, Filters.eq(name, value)));
    }
  }
}
