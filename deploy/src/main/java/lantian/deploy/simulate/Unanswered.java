package lantian.deploy.simulate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one link that wait for their answer, in the order they were sent (待应答报文). Answers
 * come in the same order. Safe for the sending and the reading thread.
 */
final class Unanswered {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> frames = new ArrayDeque<>();
  private boolean stalled;
  private int connection;

  /**
   * What a new connection begins with.
   *
   * @param connection its number; answers that come over an older one are not believed
   * @param again frames to repeat after the login
   */
  record Restart(int connection, List<byte[]> again) {}

  void add(byte[] frame) {
    lock.lock();
    try {
      frames.add(frame);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The frame that the next answer over this connection belongs to; null if there is none, or if
   * the connection has been replaced.
   */
  byte @Nullable [] answered(int over) {
    lock.lock();
    try {
      if (over != connection) {
        return null;
      }
      changed.signalAll();
      return frames.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the waiting of the sender: no answer will come over this connection any more. */
  void stall(int over) {
    lock.lock();
    try {
      if (over == connection) {
        stalled = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #stall(int)}, whatever the connection. */
  void stall() {
    lock.lock();
    try {
      stalled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean stalled() {
    lock.lock();
    try {
      return stalled;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return frames.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until at most {@code most} frames wait for an answer. False if the connection stalled, or
   * if nothing was answered for {@code patience}.
   */
  boolean awaitAtMost(int most, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      while (frames.size() > most && !stalled) {
        int before = frames.size();
        long left = changed.awaitNanos(patience.toNanos());
        if (left <= 0 && frames.size() == before) {
          return false;
        }
      }
      return !stalled;
    } finally {
      lock.unlock();
    }
  }

  /** Starts over on a new connection: the login goes first, then everything unanswered. */
  @SuppressWarnings("ReferenceEquality") // the very frame, not one with the same bytes
  Restart restart(byte[] login, boolean expected) {
    lock.lock();
    try {
      stalled = false;
      frames.removeIf(frame -> frame == login);
      List<byte[]> again = List.copyOf(frames);
      if (expected) {
        frames.addFirst(login);
      }
      return new Restart(++connection, again);
    } finally {
      lock.unlock();
    }
  }
}
