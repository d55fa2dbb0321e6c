package lantian.obd.store;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Stops a projector as a paused process is stopped: once one of its threads has come to a place for
 * the so manieth time, whoever comes to any place stays there, interrupted or not.
 */
final class Pause implements CrashPoint {
  private final Place place;
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch others = new CountDownLatch(1);
  private int left;
  private @Nullable Thread stopped;
  private boolean again;
  private boolean armed = true;

  Pause(Place place, int arrivals) {
    this.place = place;
    this.left = arrivals;
  }

  @Override
  public void reached(Place at) {
    boolean begins;
    synchronized (this) {
      if (!armed || (stopped == null && (at != place || --left > 0))) {
        return;
      }
      begins = stopped == null;
      if (begins) {
        stopped = Thread.currentThread();
      } else if (stopped == Thread.currentThread()) {
        again = true;
      }
    }
    await(begins ? first : others);
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets everything pass until it is armed. */
  synchronized Pause unarmed() {
    armed = false;
    return this;
  }

  /** Counts arrivals from now on. */
  synchronized void arm() {
    armed = true;
  }

  /** True once it has stopped. */
  synchronized boolean isStopped() {
    return stopped != null;
  }

  /** Lets the thread go on that stopped first. */
  void goOn() {
    first.countDown();
  }

  /** True once that thread has come to another place. */
  synchronized boolean cameAgain() {
    return again;
  }

  /** Lets everything go on. */
  void end() {
    first.countDown();
    others.countDown();
  }
}
