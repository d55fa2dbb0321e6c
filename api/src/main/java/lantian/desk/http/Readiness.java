package lantian.desk.http;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether work can be done here (就绪探测): a majority write succeeded within the last five seconds,
 * receiving is ready, acts can be recorded, and the desk is not closing.
 */
public final class Readiness implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(1500);

  private final MongoCollection<Document> probes;
  private final InstantSource clock;
  private final BooleanSupplier receiving;
  private final BooleanSupplier recording;
  private final String process;
  private final Thread thread;
  private volatile long answeredNanos;
  private volatile boolean answered;
  private volatile boolean closing;

  /**
   * Begins to probe.
   *
   * @param durable a database that writes with majority and journal
   * @param process names this process; its probe document is overwritten each time
   * @param receiving true while the receiving side is ready
   * @param recording true while the audit trail can be written
   */
  public Readiness(
      MongoDatabase durable,
      InstantSource clock,
      String process,
      BooleanSupplier receiving,
      BooleanSupplier recording) {
    this.recording = recording;
    this.probes = durable.getCollection("desk_probes");
    this.clock = clock;
    this.process = process;
    this.receiving = receiving;
    this.thread = Thread.ofVirtual().name("desk-probe").start(this::run);
  }

  /** True if a majority write succeeded a moment ago. */
  public boolean databaseAnswers() {
    return answered && System.nanoTime() - answeredNanos <= FRESH.toNanos();
  }

  /** True if the receiving side is ready. */
  public boolean receivingReady() {
    return receiving.getAsBoolean();
  }

  /** True if all is well. */
  public boolean ready() {
    return !closing && databaseAnswers() && receivingReady() && recording.getAsBoolean();
  }

  /** Seconds since the last answer, -1 before the first. */
  public double age() {
    return answered ? (System.nanoTime() - answeredNanos) / 1e9 : -1;
  }

  private void run() {
    boolean told = false;
    while (!closing) {
      try {
        probes.updateOne(
            Filters.eq("_id", process),
            Updates.set("at", Date.from(clock.instant())),
            new UpdateOptions().upsert(true));
        answeredNanos = System.nanoTime();
        answered = true;
        told = false;
      } catch (MongoException e) {
        if (!told) {
          LOG.warn("the readiness probe can't write: {}", e.getClass().getSimpleName());
          told = true;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** From now on the answer is no. */
  public void closing() {
    closing = true;
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
  }
}
