package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.obd.store.PendingDay.Reason;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Has the last day of vehicles judged whole that send nothing more (静默车辆日收尾): a finished day is
 * otherwise closed by the first item of the next one, and a truck may stand for weeks.
 *
 * <p>Looks at all vehicles once, soon after each midnight of the term.
 */
final class SilentDays {
  private static final int BATCH = 500;
  private static final long PAUSE_MILLIS = 20_000;

  private final Term term;
  private final ProjectorSettings settings;
  private final MongoCollection<Document> vehicles;
  private final MongoCollection<Document> quality;
  private final PendingDays pending;

  private record Last(DayKey key, long item) {}

  SilentDays(Term term, ProjectorSettings settings, Store store, PendingDays pending) {
    this.term = term;
    this.settings = settings;
    this.vehicles = store.collection(Store.Name.VEHICLES);
    this.quality = store.collection(Store.Name.QUALITY);
    this.pending = pending;
  }

  /** Until the term is over. */
  void run() throws InterruptedException {
    int swept = today();
    while (true) {
      Thread.sleep(PAUSE_MILLIS);
      int today = today();
      if (today > swept) {
        term.insist(() -> sweep(today));
        swept = today;
      }
    }
  }

  private int today() {
    Instant at = term.clock().instant().minus(settings.closeAfter());
    return CityTime.dayNumber(at.getEpochSecond());
  }

  /** Tells the newest day of each vehicle if it lies before a day and was not measured whole. */
  void sweep(int before) {
    List<Last> batch = new ArrayList<>();
    for (Document vehicle :
        vehicles
            .find(and(gte("day", 0), lt("day", before)))
            .projection(Projections.include("day", "last"))) {
      DayKey key = new DayKey(new Vin(vehicle.getString("_id")), vehicle.getInteger("day"));
      batch.add(new Last(key, vehicle.getLong("last")));
      if (batch.size() == BATCH) {
        tell(batch);
        batch.clear();
      }
    }
    tell(batch);
  }

  private void tell(List<Last> batch) {
    Map<Binary, Long> measured = new HashMap<>();
    List<Binary> ids = batch.stream().map(last -> new Binary(last.key().key())).toList();
    for (Document day : quality.find(in("_id", ids)).projection(Projections.include("last"))) {
      measured.put(day.get("_id", Binary.class), day.getLong("last"));
    }
    Instant now = term.clock().instant();
    List<PendingDays.Telling> tellings = new ArrayList<>();
    for (Last last : batch) {
      long upTo = measured.getOrDefault(new Binary(last.key().key()), Long.MIN_VALUE);
      if (upTo < last.item()) {
        tellings.add(PendingDays.Telling.of(last.key(), Reason.CLOSE, last.key().day(), now));
      }
    }
    pending.tell(tellings, now);
  }
}
