package lantian.desk.outbox;

import java.time.Duration;
import lantian.desk.lease.Rounds;

/**
 * Rings when the outbox has grown, whichever process published (发件箱跟随). The process that publishes
 * hears its own bell first.
 */
public final class Tail implements AutoCloseable {
  private final Outbox outbox;
  private final Bell bell;
  private final Rounds rounds;
  private volatile long seen;

  /** Looks this often. */
  public Tail(Outbox outbox, Bell bell, Duration interval) {
    this.outbox = outbox;
    this.bell = bell;
    this.rounds = new Rounds("desk-outbox-tail", interval, this::look);
  }

  /** The last place that was seen taken. */
  public long seen() {
    return seen;
  }

  /** Begins to look. */
  public void start() {
    rounds.start();
  }

  private void look() {
    long head = outbox.head();
    if (head != seen) {
      seen = head;
      bell.ring();
    }
  }

  @Override
  public void close() {
    rounds.close();
  }
}
