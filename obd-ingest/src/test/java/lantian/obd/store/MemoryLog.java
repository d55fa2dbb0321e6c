package lantian.obd.store;

import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;

/** A raw log that outlives every projector of a test, and nothing else. */
final class MemoryLog implements RawLog {
  private final Map<LaneKey, List<LogBatch>> lanes = new TreeMap<>(MemoryLog::compare);
  private final Map<Integer, Boolean> closed = new HashMap<>();
  private long archived;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile Duration reading = Duration.ZERO;

  /** Batches below this sequence are archived from now on: the log has them no more. */
  synchronized void archive(long below) {
    archived = below;
  }

  @Override
  public synchronized Map<LogPosition, String> archived(Collection<LogPosition> positions) {
    Map<LogPosition, String> found = new HashMap<>();
    positions.stream().filter(p -> p.sequence() < archived).forEach(p -> found.put(p, "2026-03"));
    return found;
  }

  /** Nobody reads a lane from now on. */
  void hold() {
    held = new CountDownLatch(1);
  }

  /** Reading a batch takes so long from now on. */
  void slow(Duration batch) {
    reading = batch;
  }

  /** Whoever waits for a lane reads it. */
  void letGo() {
    held.countDown();
  }

  private static int compare(LaneKey left, LaneKey right) {
    int byWriter = Integer.compare(left.writer(), right.writer());
    return byWriter != 0 ? byWriter : Integer.compare(left.lane(), right.lane());
  }

  /** Stores frames as the lane's next batch. */
  synchronized LogBatch append(LaneKey lane, List<Draft> drafts) {
    List<LogBatch> batches = lanes.computeIfAbsent(lane, l -> new ArrayList<>());
    closed.putIfAbsent(lane.writer(), false);
    long sequence = batches.size();
    List<LogEntry> entries = new ArrayList<>();
    for (Draft draft : drafts) {
      LogPosition position = new LogPosition(lane.writer(), lane.lane(), sequence, entries.size());
      entries.add(draft.at(position));
    }
    LogBatch batch = new LogBatch(lane.writer(), lane.lane(), sequence, entries);
    batches.add(batch);
    return batch;
  }

  /** A frame that has no place in the log yet. */
  @FunctionalInterface
  interface Draft {
    LogEntry at(LogPosition position);
  }

  synchronized void close(int writer) {
    closed.put(writer, true);
  }

  synchronized long frames() {
    return lanes.values().stream()
        .flatMap(List::stream)
        .mapToLong(batch -> batch.entries().size())
        .sum();
  }

  @Override
  public synchronized List<Writer> writers() {
    Map<Integer, Integer> numbers = new TreeMap<>();
    lanes.keySet().forEach(lane -> numbers.merge(lane.writer(), lane.lane() + 1, Math::max));
    return numbers.entrySet().stream()
        .map(e -> new Writer(e.getKey(), e.getValue(), closed.getOrDefault(e.getKey(), false)))
        .toList();
  }

  @Override
  public List<LogBatch> lane(LaneKey lane, long from, int limit) {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new MongoInterruptedException("held", e);
    }
    List<LogBatch> batches;
    synchronized (this) {
      batches = read(lane, from, limit);
    }
    LockSupport.parkNanos(reading.toNanos() * batches.size());
    return batches;
  }

  private List<LogBatch> read(LaneKey lane, long from, int limit) {
    return lanes.getOrDefault(lane, List.of()).stream().skip(from).limit(limit).toList();
  }

  @Override
  public synchronized Map<LogPosition, LogEntry> frames(Collection<LogPosition> positions) {
    Map<LogPosition, LogEntry> found = new HashMap<>();
    for (LogPosition position : positions) {
      List<LogBatch> batches = lanes.getOrDefault(LaneKey.of(position), List.of());
      if (position.sequence() >= archived && position.sequence() < batches.size()) {
        found.put(position, batches.get((int) position.sequence()).entries().get(position.index()));
      }
    }
    return found;
  }
}
