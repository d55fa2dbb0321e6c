package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Nesting;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Projects quarantined frames again once what kept them there may be gone (隔离报文重投影): a key has
 * come, a filing was corrected. What can be taken now is taken, its days are judged again, and the
 * pointer goes; what can't keeps its pointer.
 */
final class SecondLook {
  private static final int AT_ONCE = 200;
  private static final long PAUSE_MILLIS = 20;
  private static final int PAUSES_A_REMINDER = 20;

  private final Term term;
  private final MongoCollection<Document> quarantine;
  private final RawLog log;
  private final Lanes lanes;
  private final Function<Vin, Partition> partitions;

  SecondLook(Term term, Store store, RawLog log, Lanes lanes, Function<Vin, Partition> partitions) {
    this.term = term;
    this.quarantine = store.collection(Store.Name.QUARANTINE);
    this.log = log;
    this.lanes = lanes;
    this.partitions = partitions;
  }

  /**
   * Looks at the frames of pointers; one caller at a time.
   *
   * @param which pointers
   * @param worth says whether a frame is worth another look
   */
  synchronized void at(Bson which, Predicate<LogEntry> worth) throws InterruptedException {
    Binary last = new Binary(new byte[LogPosition.LENGTH]);
    while (true) {
      Binary after = last;
      List<Document> page =
          term.insistOn(() ->
              quarantine
                  .find(and(which, gt("_id", after)))
                  .sort(Sorts.ascending("_id"))
                  .limit(AT_ONCE)
                  .into(new ArrayList<>()));
      if (page.isEmpty()) {
        return;
      }
      look(page, worth);
      last = page.getLast().get("_id", Binary.class);
    }
  }

  private void look(List<Document> page, Predicate<LogEntry> worth) throws InterruptedException {
    Set<LogPosition> positions = new LinkedHashSet<>();
    page.forEach(pointer -> positions.add(Quarantine.position(pointer)));
    Map<LogPosition, LogEntry> found = term.insistOn(() -> log.frames(positions));
    List<LogEntry> entries =
        positions.stream().filter(found::containsKey).map(found::get).filter(worth).toList();
    if (entries.isEmpty()) {
      return;
    }
    Set<Vin> vins = new HashSet<>();
    for (LogEntry entry : entries) {
      vins.add(entry.frame().vin());
      Nesting.frames(entry.frame()).forEach(nested -> vins.add(nested.vin()));
    }
    HeldBatch held =
        new HeldBatch(HeldBatch.AGAIN, entries.getFirst().receivedMillis(), entries.size());
    lanes.dispatch(held, new LogBatch(0, 0, 0, entries));
    awaitStored(held, vins);
    forget(held, entries, page);
  }

  private void awaitStored(HeldBatch held, Set<Vin> vins) throws InterruptedException {
    for (int pauses = 0; !held.free(); pauses++) {
      if (pauses % PAUSES_A_REMINDER == 0) {
        for (Vin vin : vins) {
          Partition partition = partitions.apply(vin);
          partition.writeOut(Set.of(vin));
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private void forget(HeldBatch held, List<LogEntry> entries, List<Document> page)
      throws InterruptedException {
    Map<LogPosition, Integer> rows = new HashMap<>();
    for (int row = 0; row < entries.size(); row++) {
      rows.put(entries.get(row).position(), row);
    }
    List<Binary> taken = new ArrayList<>();
    for (Document pointer : page) {
      Integer row = rows.get(Quarantine.position(pointer));
      if (row != null && !held.isPointed(row, Quarantine.nested(pointer))) {
        taken.add(pointer.get("_id", Binary.class));
      }
    }
    term.insist(() -> quarantine.deleteMany(in("_id", taken)));
  }
}
