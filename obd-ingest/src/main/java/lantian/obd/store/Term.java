package lantian.obd.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One holding of the projector's lease (投影任期): its fence number, its threads, and its end.
 *
 * <p>A term ends as a whole: when it is closed, when somebody else has taken over, or when one of
 * its threads fails. Nothing is written after the end.
 */
final class Term {
  private static final Logger LOG = LoggerFactory.getLogger(Term.class);
  private static final int DUPLICATE_KEY = 11000;
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final long fence;
  private final InstantSource clock;
  private final CrashPoint crash;
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  Term(long fence, InstantSource clock, CrashPoint crash) {
    this.fence = fence;
    this.clock = clock;
    this.crash = crash;
  }

  long fence() {
    return fence;
  }

  InstantSource clock() {
    return clock;
  }

  CrashPoint crash() {
    return crash;
  }

  /** Work that may wait. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /** Somebody else has taken over: what this term knows is out of date. */
  static final class FencedOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedOffException(Throwable cause) {
      super("another process projects now", cause);
    }
  }

  /** Runs work on a thread of its own that ends with the term; does nothing once it is over. */
  synchronized void start(Thread.Builder builder, Work work) {
    if (isOver()) {
      return; // The threads have been interrupted: one more would never hear of the end.
    }
    Thread thread = builder.unstarted(() -> guard(work));
    threads.add(thread);
    thread.start();
  }

  /** Runs work; whatever it throws ends the term. */
  void guard(Work work) {
    try {
      work.run();
    } catch (InterruptedException | MongoInterruptedException e) {
      Thread.currentThread().interrupt();
      end(null);
    } catch (Throwable e) {
      end(e);
    }
  }

  /** Repeats a write until it succeeds; gives up only when the term is over. */
  void insist(Runnable write) throws InterruptedException {
    insist(write, false);
  }

  /** Repeats a read until it succeeds; gives up only when the term is over. */
  <T> T insistOn(Supplier<T> read) throws InterruptedException {
    AtomicReference<T> answer = new AtomicReference<>();
    insist(() -> answer.set(read.get()), false);
    return answer.get();
  }

  /**
   * Repeats a write that a later fence number refuses with a duplicate key.
   *
   * @throws FencedOffException if somebody else has taken over
   */
  void insistFenced(Runnable write) throws InterruptedException {
    insist(write, true);
  }

  private void insist(Runnable write, boolean fenced) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      if (isOver()) {
        throw new InterruptedException("the term is over");
      }
      try {
        write.run();
        return;
      } catch (MongoInterruptedException e) {
        throw e;
      } catch (MongoException e) {
        if (fenced && isDuplicate(e)) {
          throw new FencedOffException(e);
        }
        LOG.warn("projection can't be written, trying again: {}", e.toString());
      }
      over.await(pause, TimeUnit.MILLISECONDS);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private static boolean isDuplicate(MongoException e) {
    if (e instanceof MongoBulkWriteException bulk) {
      return bulk.getWriteErrors().stream().anyMatch(error -> error.getCode() == DUPLICATE_KEY);
    }
    return e.getCode() == DUPLICATE_KEY;
  }

  /** True once nothing may be written any more. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits for the end; true if it came in time. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why it ended, null if it was closed or goes on. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Ends the term and interrupts its threads. */
  synchronized void end(@Nullable Throwable why) {
    if (isOver()) {
      return;
    }
    failure = why;
    over.countDown();
    if (why != null) {
      LOG.error("the projector's term {} ends", fence, why);
    }
    for (Thread thread : threads) {
      if (thread != Thread.currentThread()) {
        thread.interrupt();
      }
    }
  }

  /** Waits until all threads are gone. */
  void join() throws InterruptedException {
    List<Thread> all;
    synchronized (this) {
      all = List.copyOf(threads);
    }
    for (Thread thread : all) {
      thread.join();
    }
  }
}
