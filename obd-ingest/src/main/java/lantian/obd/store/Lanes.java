package lantian.obd.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lantian.obd.log.BatchSink;
import lantian.obd.log.LogBatch;
import lantian.obd.store.CrashPoint.Place;
import lantian.obd.store.LaneProgress.Mark;

/**
 * All lanes of all writers as one term projects them (全部通道): where each batch comes from, where it
 * goes, and up to where everything is safe.
 */
final class Lanes implements BatchSink {
  private static final long PAUSE_MILLIS = 10;

  /** Batches read for one that a lane behind stores, so that it is soon behind no more. */
  private static final long READ_FOR_ONE = 2;

  /**
   * A lane is slowed, never stopped, by the replay of a long log: at most 4,096 frames each time.
   */
  private static final long SLOWED_MILLIS = 200;

  private final Term term;
  private final ProjectorSettings settings;
  private final RawLog log;
  private final ProgressBook book;
  private final List<Partition> partitions;
  private final Map<LaneKey, Mark> known;
  private final Map<LaneKey, LaneFeed> feeds = new ConcurrentHashMap<>();
  private final Map<LaneKey, Mark> written = new ConcurrentHashMap<>();
  private final Set<LaneKey> closed = ConcurrentHashMap.newKeySet();
  private final Set<LaneKey> ended = ConcurrentHashMap.newKeySet();

  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Semaphore stored = new Semaphore(0);

  /**
   * @param known marks of earlier terms
   */
  Lanes(
      Term term,
      ProjectorSettings settings,
      RawLog log,
      ProgressBook book,
      List<Partition> partitions,
      Map<LaneKey, Mark> known) {
    this.term = term;
    this.settings = settings;
    this.log = log;
    this.book = book;
    this.partitions = partitions;
    this.known = known;
  }

  @Override
  public void accept(LogBatch batch) throws InterruptedException {
    LaneFeed feed = feed(new LaneKey(batch.writer(), batch.lane()));
    if (feed.offer(batch.sequence(), batch.entries().getFirst().receivedMillis())) {
      dispatch(feed, batch);
      return;
    }
    stored.release();
    if (caughtUp()) {
      awaitShorter(feed);
    } else if (feed.backlog() > settings.lagBatches()) {
      TimeUnit.MILLISECONDS.sleep(SLOWED_MILLIS);
    }
  }

  /** A lane that outran the replay would never hand over what it stores itself. */
  private void awaitShorter(LaneFeed feed) throws InterruptedException {
    long enough = Math.max(0, feed.backlog() - READ_FOR_ONE);
    while (feed.backlog() > enough && !term.isOver()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private LaneFeed feed(LaneKey lane) {
    return feeds.computeIfAbsent(
        lane, l -> new LaneFeed(new LaneProgress(known.getOrDefault(l, Mark.begin(l)))));
  }

  private void dispatch(LaneFeed feed, LogBatch batch) throws InterruptedException {
    HeldBatch held = feed.progress().admit(batch);
    dispatch(held, batch);
  }

  /** Delivers a batch to every partition; the caller's hold is let go. */
  void dispatch(HeldBatch held, LogBatch batch) throws InterruptedException {
    for (Partition partition : partitions) {
      held.hold();
      partition.deliver(held, batch);
    }
    held.release();
  }

  /** Reads what other processes, or earlier ones, have logged, until the term is over. */
  void follow() throws InterruptedException {
    Replay replay = new Replay(term, log, this::dispatch);
    discover();
    replay.exhaust(feeds.values(), false);
    caughtUp.countDown();
    while (true) {
      discover();
      boolean any = replay.exhaust(feeds.values(), true);
      if (!any) {
        boolean waiting = feeds.values().stream().anyMatch(feed -> feed.backlog() > 0);
        long pause = waiting ? PAUSE_MILLIS : settings.follow().toMillis();
        boolean _ = stored.tryAcquire(pause, TimeUnit.MILLISECONDS);
        stored.drainPermits();
      }
    }
  }

  private void discover() throws InterruptedException {
    for (RawLog.Writer writer : term.insistOn(log::writers)) {
      for (int number = 0; number < writer.lanes(); number++) {
        LaneKey lane = new LaneKey(writer.number(), number);
        if (known.getOrDefault(lane, Mark.begin(lane)).done() || ended.contains(lane)) {
          continue;
        }
        LaneFeed feed = feed(lane);
        if (!writer.closed()) {
          continue;
        }
        if (closed.add(lane)) {
          feed.readOn();
        } else if (feed.emptied() && feed.progress().isSafe()) {
          ended.add(lane);
        }
      }
    }
  }

  /** Writes watermarks whenever they have moved, until the term is over. */
  void mark() throws InterruptedException {
    while (true) {
      TimeUnit.MILLISECONDS.sleep(settings.follow().toMillis());
      writeMarks();
    }
  }

  /**
   * Writes the watermarks that have moved; one caller at a time: two that insert the first mark of
   * a lane would take each other for a later term.
   */
  synchronized void writeMarks() throws InterruptedException {
    List<Mark> moved = new ArrayList<>();
    for (LaneFeed feed : feeds.values()) {
      Mark mark = feed.progress().advance();
      boolean done = ended.contains(mark.lane());
      Mark now = new Mark(mark.lane(), mark.sequence(), mark.handed(), mark.counts(), done);
      if (!now.equals(written.getOrDefault(mark.lane(), known.get(mark.lane())))) {
        moved.add(now);
      }
    }
    if (!moved.isEmpty()) {
      term.crash().reached(Place.WATERMARK_DUE);
      term.insistFenced(() -> book.write(moved));
      moved.forEach(mark -> written.put(mark.lane(), mark));
      moved.stream().filter(Mark::done).forEach(mark -> feeds.remove(mark.lane()));
    }
  }

  /** First sequence of a lane that a replay may deliver. */
  long watermark(LaneKey lane) {
    return known.getOrDefault(lane, Mark.begin(lane)).sequence();
  }

  /** True if everything handed over so far is looked at and stored. */
  boolean isSafe() {
    return feeds.values().stream()
        .allMatch(feed -> feed.backlog() == 0 && feed.progress().isSafe());
  }

  /** True once everything that was in the log when the term began has been handed over. */
  boolean caughtUp() {
    return caughtUp.getCount() == 0;
  }

  /**
   * Waits until what was in the log when the term began has been looked at: only then are the items
   * in memory again that the term before had not stored, and no day is judged without them.
   */
  void awaitCaughtUp() throws InterruptedException {
    caughtUp.await();
    for (Partition partition : partitions) {
      partition.awaitTaken();
    }
  }

  /** Frames handed over and not yet before the watermark last written. */
  long framesBehind() {
    long behind = 0;
    for (LaneFeed feed : feeds.values()) {
      LaneKey lane = feed.progress().lane();
      Mark safe = written.getOrDefault(lane, known.getOrDefault(lane, Mark.begin(lane)));
      behind += feed.progress().frames() - safe.counts().total();
    }
    return behind;
  }

  /** Batches stored and not yet handed to a partition. */
  long backlog() {
    return feeds.values().stream().mapToLong(LaneFeed::backlog).sum();
  }

  /** When the oldest frame was received that nobody has looked at, epoch ms; MAX_VALUE if none. */
  long waitingSince() {
    long replay =
        feeds.values().stream().mapToLong(LaneFeed::waitingSince).min().orElse(Long.MAX_VALUE);
    return partitions.stream().mapToLong(Partition::waitingSince).reduce(replay, Math::min);
  }

  /** When the oldest frame was received that is not safe, epoch ms; MAX_VALUE if all are. */
  long oldestMillis() {
    return feeds.values().stream()
        .mapToLong(feed -> feed.progress().oldestMillis())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** What became of all frames before the watermarks. */
  Counts counts() {
    Map<LaneKey, Mark> marks = new HashMap<>(known);
    marks.putAll(written);
    return marks.values().stream().map(Mark::counts).reduce(Counts.NONE, Counts::plus);
  }
}
