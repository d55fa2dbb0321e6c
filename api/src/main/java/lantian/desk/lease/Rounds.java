package lantian.desk.lease;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is looked for again and again on a thread of its own (轮询), a pause after each look. A
 * look that fails is said in the log, and the next one begins where the store says.
 */
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final String name;
  private final Duration pause;
  private final Runnable look;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Rounds that have not begun.
   *
   * @param name name of the thread, by which the log tells what failed
   * @param pause time between the end of a look and the next
   */
  public Rounds(String name, Duration pause, Runnable look) {
    this.name = name;
    this.pause = pause;
    this.look = look;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  /** True once it is to end: a long look may break off. */
  public boolean closing() {
    return closing;
  }

  private void run() {
    while (!closing) {
      try {
        look.run();
      } catch (MongoInterruptedException e) {
        return;
      } catch (MongoException e) {
        LOG.warn("{} fails: {}", name, e.getClass().getSimpleName());
      } catch (RuntimeException e) {
        LOG.error("{} fails: {}", name, e.getClass().getName());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Ends without waiting for the look under way. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
  }
}
