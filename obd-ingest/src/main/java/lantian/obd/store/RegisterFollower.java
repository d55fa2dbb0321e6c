package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lantian.obd.filing.Register;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the terminal register (备案变更跟踪): a change makes the days pending that it may touch. The
 * position is saved after the effect, so that a change is never missed; telling a day twice does no
 * harm.
 */
final class RegisterFollower {
  private static final Logger LOG = LoggerFactory.getLogger(RegisterFollower.class);
  private static final String NAME = "register";
  private static final int PAGE = 500;

  private final Term term;
  private final Register register;
  private final MongoCollection<Document> cursors;
  private final MongoCollection<Document> chunks;
  private final PendingDays pending;
  private final OpenChunks open;
  private final Consumer<Vin> refresh;
  private final Duration quiet;

  /**
   * @param open what is not in chunks yet
   * @param refresh has what is kept of a vehicle's filings asked for again
   * @param quiet how long to wait for further changes before a day is judged again
   */
  RegisterFollower(
      Term term,
      Register register,
      Store store,
      PendingDays pending,
      OpenChunks open,
      Consumer<Vin> refresh,
      Duration quiet) {
    this.term = term;
    this.register = register;
    this.cursors = store.collection(Store.Name.CURSORS);
    this.chunks = store.database().getCollection(Chunks.NAME);
    this.pending = pending;
    this.open = open;
    this.refresh = refresh;
    this.quiet = quiet;
  }

  /** Follows until the term is over. */
  void run(Duration every) throws InterruptedException {
    Document saved = term.insistOn(() -> cursors.find(eq(NAME)).first());
    long cursor = saved == null ? 0 : saved.getLong("cursor");
    while (true) {
      List<Register.Change> changes = changes(cursor);
      for (Register.Change change : changes) {
        refresh.accept(change.vin());
        tell(change);
        cursor = change.cursor();
      }
      if (changes.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(every.toMillis());
      } else {
        save(cursor);
      }
    }
  }

  private List<Register.Change> changes(long cursor) {
    try {
      return register.changesAfter(cursor, PAGE);
    } catch (RuntimeException e) {
      LOG.warn("changes of the terminal register can't be read: {}", e.toString());
      return List.of();
    }
  }

  private void tell(Register.Change change) throws InterruptedException {
    Instant now = term.clock().instant();
    SortedSet<Integer> days = term.insistOn(() -> days(change));
    List<PendingDays.Telling> tellings = new ArrayList<>();
    for (int day : days) {
      tellings.add(
          new PendingDays.Telling(
              new DayKey(change.vin(), day), PendingDay.Reason.REGISTER, day, now.plus(quiet)));
    }
    term.insist(() -> pending.tell(tellings, now));
  }

  private SortedSet<Integer> days(Register.Change change) {
    long from = Math.max(0, change.fromSecond());
    long to = Math.min(0xFFFF_FFFFL, change.toSecond());
    SortedSet<Integer> days = new TreeSet<>();
    if (from >= to) {
      return days;
    }
    chunks
        .find(
            and(
                gte("_id", ChunkKey.lowest(change.vin(), from)),
                lt("_id", ChunkKey.behind(change.vin(), to))))
        .projection(Projections.include("_id"))
        .map(row -> ChunkKey.of(row.get("_id", Binary.class).getData()).start())
        .forEach(start -> days.add(CityTime.dayNumber(start)));
    open.of(change.vin(), from, to).forEach(f -> days.add(CityTime.dayNumber(f.start())));
    return days;
  }

  private void save(long cursor) throws InterruptedException {
    term.insist(() ->
        cursors.updateOne(
            eq(NAME), Updates.max("cursor", cursor), new UpdateOptions().upsert(true)));
  }
}
