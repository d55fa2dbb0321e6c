package lantian.obd.log;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the raw log (原始报文日志) under one writer number, in lanes.
 *
 * <p>Whatever is told to a {@link Feed.Hearing} as stored was written with {@code w:majority,
 * j:true}. Failures of the database are retried without end and never answered; only a closed
 * writer row or a bug ends a writer, and then the process should end too.
 */
public final class LogWriter implements AutoCloseable {
  /** The only concern that log documents are written with. */
  static final WriteConcern DURABLE = WriteConcern.MAJORITY.withJournal(true);

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final Duration STALL_WINDOW = Duration.ofSeconds(10);
  private static final int MISSED_RENEWALS = 3;

  private final LogSettings settings;
  private final WriterLease lease;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Consumer<Throwable> onEnd;
  private final LogStall stall = new LogStall(STALL_WINDOW, System.nanoTime());
  private final Thread renewer;
  private volatile boolean closing;

  private LogWriter(WriterLease lease, LogSettings settings, Consumer<Throwable> onEnd) {
    this.lease = lease;
    this.settings = settings;
    this.onEnd = onEnd;
    this.renewer = Thread.ofPlatform().daemon().name("obd-log-lease").unstarted(this::renew);
  }

  /**
   * Takes a writer number and starts the lanes; blocks on the database.
   *
   * @param sink takes every batch after its answers were released; may block
   * @param onEnd told once if the writer ends by itself; the process should then end
   * @throws IllegalStateException if the database can't keep the promise of an acknowledgement
   * @throws MongoException if it can't be reached
   */
  public static LogWriter open(
      MongoClient client,
      String database,
      LogSettings settings,
      BatchSink sink,
      MeterRegistry registry,
      Consumer<Throwable> onEnd) {
    return open(client, database, settings, sink, registry, onEnd, DURABLE);
  }

  /** As above with another write concern: for the test that shows what a weaker one would lose. */
  static LogWriter open(
      MongoClient client,
      String database,
      LogSettings settings,
      BatchSink sink,
      MeterRegistry registry,
      Consumer<Throwable> onEnd,
      WriteConcern concern) {
    Durability.check(client);
    MongoDatabase durable =
        client
            .getDatabase(database)
            .withWriteConcern(concern)
            .withReadConcern(ReadConcern.MAJORITY)
            .withReadPreference(ReadPreference.primary())
            .withTimeout(settings.writeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    WriterLease lease =
        WriterLease.take(
            durable.getCollection("obd_writers", Document.class),
            settings.lease(),
            settings.lanes());
    LogWriter writer = new LogWriter(lease, settings, onEnd);
    LogMeters meters = new LogMeters(registry, writer);
    for (int number = 0; number < settings.lanes(); number++) {
      BatchStore store = new BatchStore(durable, settings, lease, meters);
      writer.start(new Lane(number, settings, store, sink, writer::fail));
    }
    writer.renewer.start();
    return writer;
  }

  /** Number under which this process writes, from 1. */
  public int number() {
    return lease.number();
  }

  /** Number of lanes. */
  public int lanes() {
    return lanes.size();
  }

  /**
   * A connection's way into a lane, which it keeps for its life.
   *
   * @param lane 0 to {@link #lanes()} - 1
   * @param executor runs what the feed hears, the connection's event loop
   */
  public Feed feed(int lane, Connection connection, Executor executor, Feed.Hearing hearing) {
    return new Feed(lanes.get(lane), connection, executor, hearing);
  }

  /**
   * True while a frame appended now would be stored soon: the lease holds, a majority took a write
   * lately, and no lane hangs.
   */
  public boolean ready() {
    Duration patience = settings.renew().multipliedBy(MISSED_RENEWALS);
    return !closing
        && lease.holds()
        && lease.age().compareTo(patience) < 0
        && longestWrite().compareTo(patience) < 0;
  }

  /** How long the longest write that is going on has taken so far. */
  public Duration longestWrite() {
    long longest = 0;
    for (Lane lane : lanes) {
      longest = Math.max(longest, lane.writingNanos());
    }
    return Duration.ofNanos(longest);
  }

  /** Frames received, logged and in flight, each lane at one moment. */
  public LogBalance balance() {
    LogBalance sum = LogBalance.NONE;
    for (Lane lane : lanes) {
      sum = sum.plus(lane.balance());
    }
    return sum;
  }

  /** True if for ten seconds frames waited or came in and none was stored. */
  public boolean stalled() {
    return stall.observe(balance(), System.nanoTime());
  }

  /** Ends of the hash chains, to be pinned outside the database. */
  public List<LaneHead> heads() {
    return lanes.stream().map(Lane::head).toList();
  }

  /** Waits until every frame appended so far is stored and handed on; false at the deadline. */
  public boolean drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean all = true;
    for (Lane lane : lanes) {
      lane.wake();
      all &= lane.awaitStored(deadline);
    }
    return all;
  }

  /**
   * Takes no more frames, gives what was taken a write timeout to be stored, and closes the writer
   * row. Frames that are not stored by then were never answered.
   */
  @Override
  public void close() {
    close(settings.writeTimeout());
  }

  /** As {@link #close()}, within {@code limit} if the database is away. */
  public void close(Duration limit) {
    closing = true;
    lanes.forEach(Lane::close);
    Duration patience =
        limit.compareTo(settings.writeTimeout()) < 0 ? limit : settings.writeTimeout();
    long deadline = System.nanoTime() + patience.toNanos();
    boolean clean = true;
    for (Thread thread : threads) {
      clean &= ended(thread, deadline);
    }
    renewer.interrupt();
    if (clean) {
      // On a thread of its own: a database that is away must not hold the end up.
      ended(Thread.ofPlatform().daemon().name("obd-log-close").start(this::closeRow), deadline);
    }
    lease.end();
  }

  private void start(Lane lane) {
    lanes.add(lane);
    Thread thread = Thread.ofPlatform().daemon().name("obd-log-" + threads.size()).unstarted(lane);
    threads.add(thread);
    thread.start();
  }

  private void fail(Throwable cause) {
    LOG.error("log writer {} ends", number(), cause);
    lease.end();
    lanes.forEach(Lane::close);
    if (!closing) {
      closing = true;
      onEnd.accept(cause);
    }
  }

  private void renew() {
    long pause = settings.renew().toMillis();
    try {
      while (!closing) {
        TimeUnit.MILLISECONDS.sleep(pause);
        pause = renewed() ? settings.renew().toMillis() : settings.retryMax().toMillis();
        stalled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (LogEndedException e) {
      fail(e);
    }
  }

  private boolean renewed() throws LogEndedException {
    try {
      if (!lease.renew() && !closing) {
        throw new LogEndedException("the row of log writer " + number() + " was closed");
      }
      return true;
    } catch (MongoException e) {
      LOG.warn("log writer {} not renewed: {}", number(), e.getMessage());
      return false;
    }
  }

  private void closeRow() {
    try {
      lease.close();
    } catch (MongoException | IllegalStateException e) {
      // The driver's own client may be closed by the time a database that was away answers.
      LOG.warn(
          "row of log writer {} stays open until its lease ends: {}", number(), e.getMessage());
    }
  }

  private static boolean ended(Thread thread, long deadlineNanos) {
    try {
      long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
      if (thread.join(Duration.ofMillis(left))) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return false;
  }
}
