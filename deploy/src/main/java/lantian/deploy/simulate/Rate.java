package lantian.deploy.simulate;

import java.util.concurrent.atomic.AtomicLong;

/** An upper limit of packets per second over all threads (限速). */
final class Rate {
  private final long nanosBetween;
  private final AtomicLong next = new AtomicLong();

  /** At most this many per second; 0 means no limit. */
  Rate(double perSecond) {
    this.nanosBetween = perSecond > 0 ? (long) (1e9 / perSecond) : 0;
    this.next.set(System.nanoTime());
  }

  /** Waits for the turn of one packet. */
  void take() throws InterruptedException {
    if (nanosBetween == 0) {
      return;
    }
    long now = System.nanoTime();
    // Unused turns are not saved up: a stall is not followed by a burst.
    long turn = next.updateAndGet(was -> Math.max(was, now - nanosBetween) + nanosBetween);
    long wait = turn - now;
    if (wait > 0) {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    }
  }
}
