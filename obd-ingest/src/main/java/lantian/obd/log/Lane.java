package lantian.obd.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * One lane of the log (日志通道): a gapless sequence of batches with one write in flight.
 *
 * <p>Event loops append to one gathering while the lane's thread writes another; two is all there
 * is, so a lane never holds more than two batches.
 */
final class Lane implements Intake, Runnable {
  private final int number;
  private final BatchStore store;
  private final BatchSink sink;
  private final Consumer<Throwable> failure;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition settled = lock.newCondition();
  private final List<Feed> waiting = new ArrayList<>();
  private Gathering filling;
  private Gathering spare;
  private boolean closing;
  private boolean idle;
  private long generations;
  private long lastAt;
  private long appended;
  private long stored;
  private long handedOn;
  private int writing;
  private long writingSince;
  private volatile LaneHead head;

  Lane(
      int number,
      LogSettings settings,
      BatchStore store,
      BatchSink sink,
      Consumer<Throwable> failure) {
    this.number = number;
    this.store = store;
    this.sink = sink;
    this.failure = failure;
    this.filling = new Gathering(settings.batchFrames(), settings.batchBytes());
    this.spare = new Gathering(settings.batchFrames(), settings.batchBytes());
    this.filling.begin(generations++);
    this.head = new LaneHead(number, -1, new byte[Sm3.LENGTH]);
  }

  @Override
  public boolean append(Feed feed, long millis, int mark, byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      if (closing) {
        return false;
      }
      if (filling.count() == 0) {
        lastAt = Math.max(lastAt, millis);
        filling.at(lastAt);
      }
      if (filling.add(feed, millis, mark, bytes, offset, length)) {
        appended++;
        return true;
      }
      if (!feed.waitsForRoom) {
        feed.waitsForRoom = true;
        waiting.add(feed);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void identify(Feed feed, byte[] row) {
    lock.lock();
    try {
      feed.row = row;
      feed.rowIsNew = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      if (idle && filling.count() > 0) {
        idle = false;
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more frames; the thread ends when what was taken is stored. */
  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything appended so far is stored and handed on; false at the deadline. */
  boolean awaitStored(long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      long goal = appended;
      long left = deadlineNanos - System.nanoTime();
      while (handedOn < goal && left > 0) {
        left = settled.awaitNanos(left);
      }
      return handedOn >= goal;
    } finally {
      lock.unlock();
    }
  }

  /** Frames counted at one moment. */
  LogBalance balance() {
    lock.lock();
    try {
      return new LogBalance(appended, stored, filling.count() + (long) writing);
    } finally {
      lock.unlock();
    }
  }

  /** Nanoseconds that the current write has been going on, 0 if there is none. */
  long writingNanos() {
    lock.lock();
    try {
      return writing == 0 ? 0 : System.nanoTime() - writingSince;
    } finally {
      lock.unlock();
    }
  }

  /** The last batch stored. */
  LaneHead head() {
    return head;
  }

  @Override
  public void run() {
    try {
      for (Gathering batch = take(); batch != null; batch = take()) {
        write(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (LogEndedException | RuntimeException | Error e) {
      close();
      failure.accept(e);
    }
  }

  private @Nullable Gathering take() throws InterruptedException {
    List<Feed> room;
    Gathering taken;
    lock.lockInterruptibly();
    try {
      while (filling.count() == 0) {
        if (closing) {
          return null;
        }
        idle = true;
        // Not every append wakes; a frame that nobody announced is found soon all the same.
        var _ = work.await(200, TimeUnit.MILLISECONDS);
      }
      idle = false;
      taken = filling;
      filling = spare;
      filling.begin(generations++);
      spare = taken;
      writing = taken.count();
      writingSince = System.nanoTime();
      room = List.copyOf(waiting);
      room.forEach(feed -> feed.waitsForRoom = false);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    room.forEach(Lane::tellRoom);
    return taken;
  }

  private void write(Gathering batch) throws InterruptedException, LogEndedException {
    LaneHead before = head;
    LogPosition key = new LogPosition(store.writer(), number, before.sequence() + 1, 0);
    BatchDocument document = BatchDocument.of(key, before.hash(), batch);
    store.store(document);
    head = new LaneHead(number, key.sequence(), document.hash());
    batch.receipts().send();
    lock.lock();
    try {
      stored += writing;
      writing = 0;
    } finally {
      lock.unlock();
    }
    sink.accept(document.batch());
    lock.lock();
    try {
      handedOn = stored;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static void tellRoom(Feed feed) {
    try {
      feed.executor().execute(feed.hearing()::room);
    } catch (RejectedExecutionException e) {
      // The event loop has ended, and the connection with it.
    }
  }
}
