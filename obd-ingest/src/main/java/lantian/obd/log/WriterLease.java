package lantian.obd.log;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The right to write under a number (写入者租约), a row of {@code obd_writers}.
 *
 * <p>The row's {@code lease} is a time of the database's clock. Whoever adopts the lanes of a dead
 * writer first sets {@code closed} on a row whose lease is over; a writer that finds its row closed
 * never acknowledges again. Here the lease counts from before the renewal was sent, so it ends no
 * later than in the database.
 */
final class WriterLease {
  private static final int DUPLICATE_KEY = 11000;

  private final MongoCollection<Document> writers;
  private final int number;
  private final Duration term;
  private long renewedNanos;
  private boolean ended;

  private WriterLease(
      MongoCollection<Document> writers, int number, Duration term, long renewedNanos) {
    this.writers = writers;
    this.number = number;
    this.term = term;
    this.renewedNanos = renewedNanos;
  }

  /** Takes a number that was never handed out; blocks on the database. */
  static WriterLease take(MongoCollection<Document> writers, Duration term, int lanes) {
    Document last = writers.find().sort(Sorts.descending("_id")).first();
    int number = last == null ? 1 : last.getInteger("_id") + 1;
    while (true) {
      long before = System.nanoTime();
      if (insert(writers, number, term, lanes)) {
        return new WriterLease(writers, number, term, before);
      }
      number++;
    }
  }

  int number() {
    return number;
  }

  /** True while the lease runs and nobody closed the row. */
  synchronized boolean holds() {
    return !ended && System.nanoTime() - renewedNanos < term.toNanos();
  }

  /** Time since the last renewal that succeeded, which was a write to a majority. */
  synchronized Duration age() {
    return Duration.ofNanos(System.nanoTime() - renewedNanos);
  }

  /** Holds it for another term. False if the row was closed: this writer has ended. */
  boolean renew() {
    long before = System.nanoTime();
    Bson open = and(eq("_id", number), eq("closed", null));
    Document lease = new Document("$add", List.of("$$NOW", term.toMillis()));
    List<Document> change = List.of(new Document("$set", new Document("lease", lease)));
    boolean renewed = writers.updateOne(open, change).getMatchedCount() == 1;
    synchronized (this) {
      if (renewed) {
        renewedNanos = before;
      } else {
        ended = true;
      }
      notifyAll();
    }
    return renewed;
  }

  /** Ends the writer here, whatever the row says. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Marks the row closed: nothing will ever be written under the number again. */
  void close() {
    end();
    List<Document> change = List.of(new Document("$set", new Document("closed", "$$NOW")));
    writers.updateOne(and(eq("_id", number), eq("closed", null)), change);
  }

  /** Waits while the lease is over and not yet renewed. */
  synchronized void await() throws InterruptedException, LogEndedException {
    while (!holds()) {
      if (ended) {
        throw new LogEndedException("log writer " + number + " has ended");
      }
      TimeUnit.MILLISECONDS.timedWait(this, 1000);
    }
  }

  private static boolean insert(
      MongoCollection<Document> writers, int number, Duration term, int lanes) {
    Document row =
        new Document("host", new Document("$literal", host()))
            .append("pid", ProcessHandle.current().pid())
            .append("lanes", lanes)
            .append("started", "$$NOW")
            .append("lease", new Document("$add", List.of("$$NOW", term.toMillis())))
            .append("closed", null);
    try {
      Bson free = and(eq("_id", number), exists("started", false));
      writers.updateOne(free, List.of(new Document("$set", row)), new UpdateOptions().upsert(true));
      return true;
    } catch (MongoWriteException e) {
      if (e.getCode() == DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  private static String host() {
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "unknown";
    }
  }
}
