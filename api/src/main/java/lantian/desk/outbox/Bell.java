package lantian.desk.outbox;

import java.util.HashSet;
import java.util.Set;

/**
 * Wakes whoever waits for new events (唤醒). Ringing is a hint: what is there is read from the
 * outbox.
 */
public final class Bell {
  private final Set<Runnable> waiting = new HashSet<>();
  private long rung;

  /** How often it has rung; read this first, then the outbox, then wait. */
  public synchronized long rung() {
    return rung;
  }

  /**
   * Runs it once at the next ringing after {@code seen}, at once if that has been.
   *
   * @param woken something short that does not block
   * @return forgets it, if it has not run
   */
  public Runnable once(long seen, Runnable woken) {
    Runnable entry =
        new Runnable() {
          @Override
          public void run() {
            woken.run();
          }
        };
    synchronized (this) {
      if (rung == seen) {
        waiting.add(entry);
        return () -> forget(entry);
      }
    }
    woken.run();
    return () -> {};
  }

  /** Waits for the next ringing after {@code seen}, so long at most. */
  public synchronized void await(long seen, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (rung == seen) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** Rings: everybody who waits is woken. */
  public void ring() {
    Set<Runnable> woken;
    synchronized (this) {
      rung++;
      woken = new HashSet<>(waiting);
      waiting.clear();
      notifyAll();
    }
    woken.forEach(Runnable::run);
  }

  private synchronized void forget(Runnable entry) {
    waiting.remove(entry);
  }
}
