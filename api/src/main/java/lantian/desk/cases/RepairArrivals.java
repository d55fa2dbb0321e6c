package lantian.desk.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Vehicles that have come to a station for repair (到站登记), {@code desk_repair_arrivals}. An owner
 * goes to the station of his choice, so nobody can say beforehand whose a repair is; a station sees
 * the repairs of those vehicles that it has had in its yard, and of no others.
 *
 * <p>An arrival ends by itself; registered again, it is prolonged.
 */
public final class RepairArrivals {
  /** How long an arrival holds: as long as a repair has. */
  public static final Duration TERM = Duration.ofDays(30);

  /** Vehicles of one station, the latest ones. */
  private static final int MOST = 1_000;

  private final MongoCollection<Document> arrivals;
  private final InstantSource clock;

  /** Arrivals in a database with majority reads and writes; makes its indexes. */
  public RepairArrivals(MongoDatabase durable, InstantSource clock) {
    this.arrivals = durable.getCollection("desk_repair_arrivals");
    this.clock = clock;
    arrivals.createIndex(Indexes.compoundIndex(Indexes.ascending("organisation"), ORDER));
    arrivals.createIndex(
        Indexes.ascending("until"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  private static final Bson ORDER = Sorts.descending("until");

  /**
   * Registers a vehicle.
   *
   * @param organisation the station's
   * @param subject of its cases
   * @return until when it holds
   */
  public Instant arrived(String organisation, String subject) {
    Instant until = now().plus(TERM);
    arrivals.updateOne(
        Filters.eq("_id", organisation + "\n" + subject),
        Updates.combine(
            Updates.setOnInsert("organisation", organisation),
            Updates.setOnInsert("subject", subject),
            Updates.max("until", Date.from(until))),
        new UpdateOptions().upsert(true));
    return until;
  }

  /** Subjects that stand in a station's yard. */
  public Set<String> of(String organisation) {
    Set<String> subjects = new HashSet<>();
    arrivals
        .find(
            Filters.and(
                Filters.eq("organisation", organisation), Filters.gt("until", Date.from(now()))))
        .sort(ORDER)
        .limit(MOST)
        .forEach(stored -> subjects.add(stored.getString("subject")));
    return subjects;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
