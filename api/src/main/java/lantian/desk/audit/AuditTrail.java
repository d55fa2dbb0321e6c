package lantian.desk.audit;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import lantian.proto.Sm3;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail (审计日志): one hash chain per process start, in {@code desk_audit}.
 *
 * <p>{@link #record} comes back when the record is known to be stored with majority and journal, so
 * an answer sent afterwards can't outlive its record. One thread writes; whatever has gathered
 * while a write was under way goes with the next. A write whose fate is unknown is repeated with
 * the same keys until it is known.
 *
 * <p>Writer numbers have no gaps: opening a chain <em>is</em> inserting its first record, and that
 * record pins the heads that the chains before it had at the time, see {@link Pins}.
 */
public final class AuditTrail implements AutoCloseable {
  /** The collection's name. */
  public static final String COLLECTION = "desk_audit";

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final int QUEUE = 1024;
  private static final int BATCH = 256;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Waiting(AuditEntry entry, CompletableFuture<AuditRecord> stored) {}

  private final MongoCollection<Document> records;
  private final InstantSource clock;
  private final Duration patience;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable String broken;
  private AuditRecord head;

  private AuditTrail(
      MongoCollection<Document> records, InstantSource clock, Duration patience, AuditRecord head) {
    this.records = records;
    this.clock = clock;
    this.patience = patience;
    this.head = head;
    this.thread = Thread.ofPlatform().name("desk-audit").daemon().unstarted(this::run);
  }

  /**
   * Opens a chain of its own; blocks until its first record is stored. A caller of {@link #record}
   * waits as long as others wait for this database, 10 s if that is not limited.
   */
  public static AuditTrail open(MongoDatabase database, InstantSource clock) {
    Long limit = database.getTimeout(TimeUnit.MILLISECONDS);
    return open(database, clock, limit == null ? PATIENCE : Duration.ofMillis(limit));
  }

  /** The same with the time that a caller of {@link #record} waits at most. */
  public static AuditTrail open(MongoDatabase database, InstantSource clock, Duration patience) {
    MongoCollection<Document> records = durable(database);
    records.createIndex(Indexes.descending("at", "_id"));
    AuditTrail trail = new AuditTrail(records, clock, patience, first(records, clock));
    trail.thread.start();
    return trail;
  }

  static MongoCollection<Document> durable(MongoDatabase database) {
    return database
        .getCollection(COLLECTION)
        .withReadConcern(ReadConcern.MAJORITY)
        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  private static AuditRecord first(MongoCollection<Document> records, InstantSource clock) {
    while (true) {
      Pins.Opening begins = new Pins(records).opening();
      AuditRecord opening =
          AuditRecord.chained(
              begins.writer(),
              0,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              new AuditEntry(Actor.DESK, Act.CHAIN_OPENED, begins.text(), Outcome.DONE, null),
              new byte[Sm3.LENGTH]);
      if (StoredBatch.insert(records, List.of(opening))) {
        return opening;
      }
    }
  }

  /**
   * Stores one record; comes back when it is durable.
   *
   * @throws AuditUnavailable if that is not known in time
   */
  public void record(AuditEntry entry) {
    if (closing || broken != null) {
      throw new AuditUnavailable(broken == null ? "the audit trail is closed" : broken);
    }
    Waiting waiting = new Waiting(entry, new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      throw new AuditUnavailable("too many records wait to be stored");
    }
    try {
      waiting.stored().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AuditUnavailable("the record was not stored within " + patience);
    } catch (ExecutionException e) {
      throw new AuditUnavailable(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditUnavailable("interrupted while the record was being stored");
    }
  }

  /** Records waiting to be stored, for a gauge. */
  public int waiting() {
    return queue.size();
  }

  /** False when nothing can be recorded any more; only a new start helps. */
  public boolean well() {
    return broken == null;
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>(BATCH);
    try {
      while (broken == null) {
        batch.clear();
        if (!gather(batch)) {
          return;
        }
        store(batch);
      }
    } catch (Throwable e) { // An Error must be seen, too: without this thread nothing is answered.
      broken = "the thread that writes it has ended";
      LOG.error("audit chain {} is broken: {}", head.writer(), e.getClass().getName());
    } finally {
      queue.drainTo(batch);
      batch.forEach(w -> w.stored().completeExceptionally(new AuditUnavailable("broken")));
    }
  }

  /** False when closing and nothing is left. */
  private boolean gather(List<Waiting> batch) {
    try {
      Waiting one = null;
      while (one == null) {
        one = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (one == null && closing) {
          return false;
        }
      }
      batch.add(one);
      queue.drainTo(batch, BATCH - 1);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void store(List<Waiting> batch) {
    List<AuditRecord> chained = new ArrayList<>(batch.size());
    AuditRecord before = head;
    for (Waiting waiting : batch) {
      before =
          AuditRecord.chained(
              before.writer(),
              before.sequence() + 1,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              waiting.entry(),
              before.hash());
      chained.add(before);
    }
    if (storeUntilKnown(chained)) {
      head = before;
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).stored().complete(chained.get(i));
      }
    } else {
      batch.forEach(w -> w.stored().completeExceptionally(new AuditUnavailable("not stored")));
    }
  }

  private boolean storeUntilKnown(List<AuditRecord> chained) {
    while (true) {
      try {
        if (!StoredBatch.insert(records, chained)) {
          broken = "another process writes this audit chain";
          LOG.error("audit chain {} is broken: {}", chained.getFirst().writer(), broken);
          return false;
        }
        return true;
      } catch (MongoException e) {
        if (closing) {
          broken = "closed while the database could not be reached";
          return false;
        }
        LOG.warn("audit records wait for the database: {}", e.getClass().getSimpleName());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Writes what waits and a last record, and ends the thread. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    try {
      record(new AuditEntry(Actor.DESK, Act.CHAIN_CLOSED, "", Outcome.DONE, null));
    } catch (AuditUnavailable e) {
      LOG.warn("the audit chain ends without its closing record: {}", e.getMessage());
    }
    closing = true;
    try {
      thread.join(patience.plus(PAUSE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
