package lantian.obd.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.obd.chunk.ChunkDocument;
import lantian.obd.chunk.ChunkKey;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Fragment;
import lantian.obd.store.CrashPoint.Place;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Writes the flush sets of one partition, one after the other, while the partition goes on.
 *
 * <p>A failed write is repeated until it succeeds or the term ends; every write may be repeated
 * without harm.
 *
 * <p>Chunks, events, quarantine and tellings are not fenced: from a holder that lost the lease they
 * only add, under keys of its own or those of the log, what the next one reads from the log too.
 * Merging takes copies once, and a day told for nothing is judged for nothing. A quarantine pointer
 * that a second look had removed may come back by it. Vehicles are fenced.
 */
final class Flusher {
  private static final int WAITING = 1;

  private final BlockingQueue<FlushSet> sets = new ArrayBlockingQueue<>(WAITING);
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Term term;
  private final Chunks chunks;
  private final MongoCollection<Document> events;
  private final MongoCollection<Document> quarantine;
  private final PendingDays pending;
  private final VehicleBook vehicles;
  private final AtomicInteger fragments;
  private final InstantSource clock;
  private final CrashPoint crash;

  Flusher(
      Term term, Store store, PendingDays pending, VehicleBook vehicles, AtomicInteger fragments) {
    this.term = term;
    this.chunks = new Chunks(store.database());
    this.events = store.collection(Store.Name.EVENTS);
    this.quarantine = store.collection(Store.Name.QUARANTINE);
    this.pending = pending;
    this.vehicles = vehicles;
    this.fragments = fragments;
    this.clock = term.clock();
    this.crash = term.crash();
  }

  /** Hands a set over; waits while the one before is not begun. */
  void submit(FlushSet set) throws InterruptedException {
    unfinished.incrementAndGet();
    sets.put(set);
  }

  /** True if a set could be handed over without waiting. */
  boolean idle() {
    return sets.isEmpty();
  }

  /** True if everything handed over is stored. */
  boolean finished() {
    return unfinished.get() == 0;
  }

  /** Writes what comes, until the term is over. */
  void run() throws InterruptedException {
    while (true) {
      FlushSet set = sets.take();
      write(set);
      set.finish();
      unfinished.decrementAndGet();
    }
  }

  private void write(FlushSet set) throws InterruptedException {
    crash.reached(Place.FLUSH_BEGUN);
    List<RawBsonDocument> documents = documents(set.chunks());
    term.insist(() -> chunks.write(documents));
    crash.reached(Place.CHUNKS_WRITTEN);
    term.insist(() -> bulk(events, set.events()));
    term.insist(() -> bulk(quarantine, set.quarantine()));
    term.insist(() -> pending.tell(set.tellings(), clock.instant()));
    crash.reached(Place.TELLINGS_WRITTEN);
    term.insistFenced(() -> vehicles.write(set.images()));
    crash.reached(Place.VEHICLES_WRITTEN);
  }

  private List<RawBsonDocument> documents(List<FlushSet.Written> written) {
    List<RawBsonDocument> documents = new ArrayList<>(written.size());
    for (FlushSet.Written one : written) {
      if (one.chunk().size() == 0) {
        continue;
      }
      Fragment fragment = one.chunk().freeze();
      ChunkKey key =
          ChunkKey.of(one.vin(), fragment.start(), (int) term.fence(), fragments.incrementAndGet());
      documents.add(ChunkDocument.of(key, fragment));
    }
    return documents;
  }

  private static void bulk(
      MongoCollection<Document> collection, List<WriteModel<Document>> writes) {
    if (!writes.isEmpty()) {
      collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }
}
