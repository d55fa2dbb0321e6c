package lantian.obd.store;

import com.mongodb.MongoException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lantian.obd.log.LogBatch;

/**
 * How far the holder of the lease has come with the lanes of a process that stands by (旁路限速): the
 * senders of such a process are slowed as the holder's own are.
 *
 * <p>Each lane's thread uses it.
 */
final class Standby {
  private final ProgressBook book;
  private final ProjectorSettings settings;
  private final Map<LaneKey, Long> handed = new ConcurrentHashMap<>();

  /**
   * @param book where the holder says how far it has come
   */
  Standby(ProgressBook book, ProjectorSettings settings) {
    this.book = book;
    this.settings = settings;
  }

  /**
   * Takes notice of a batch that a lane has stored; waits for a while, once, if more of the lane
   * waits in the log than may. The wait is long against what the holder needs for a batch, so that
   * it catches up, and has an end, so that a holder in trouble stops nobody from being received.
   *
   * @param over true if nobody needs to wait any more
   */
  void accept(LogBatch batch, BooleanSupplier over) throws InterruptedException {
    LaneKey lane = new LaneKey(batch.writer(), batch.lane());
    if (!tooMany(lane, batch.sequence())) {
      return;
    }
    ask();
    long end = System.nanoTime() + settings.follow().toNanos();
    while (tooMany(lane, batch.sequence()) && !over.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private boolean tooMany(LaneKey lane, long sequence) {
    return sequence + 1 - handed.getOrDefault(lane, 0L) > settings.lagBatches();
  }

  private void ask() {
    try {
      book.read().values().forEach(mark -> handed.put(mark.lane(), mark.handed()));
    } catch (MongoException _) {
      // A database that is away is waited for where the next batch is stored.
    }
  }
}
