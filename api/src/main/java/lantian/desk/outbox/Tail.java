package lantian.desk.outbox;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings when the outbox has grown, whichever process published (发件箱跟随). The process that publishes
 * hears its own bell first.
 */
public final class Tail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

  private final Outbox outbox;
  private final Bell bell;
  private final Duration interval;
  private final Thread thread;
  private volatile boolean closing;
  private volatile long seen;

  /** Looks this often. */
  public Tail(Outbox outbox, Bell bell, Duration interval) {
    this.outbox = outbox;
    this.bell = bell;
    this.interval = interval;
    this.thread = Thread.ofVirtual().name("desk-outbox-tail").unstarted(this::run);
  }

  /** The last place that was seen taken. */
  public long seen() {
    return seen;
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closing) {
      try {
        long head = outbox.head();
        if (head != seen) {
          seen = head;
          bell.ring();
        }
      } catch (MongoInterruptedException e) {
        return;
      } catch (MongoException e) {
        LOG.warn("the outbox can't be followed: {}", e.getClass().getSimpleName());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(interval.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
  }
}
