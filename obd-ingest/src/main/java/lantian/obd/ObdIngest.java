package lantian.obd;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lantian.obd.filing.ActiveRules;
import lantian.obd.filing.FilingCache;
import lantian.obd.filing.Register;
import lantian.obd.log.LogWriter;
import lantian.obd.packet.Opener;
import lantian.obd.read.ObdRead;
import lantian.obd.rule.RuleSource;
import lantian.obd.store.Projecting;
import lantian.obd.store.Store;
import lantian.obd.terminal.Listeners;
import lantian.obd.terminal.SessionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receiving, storing and judging of heavy-diesel OBD data (重型柴油车 OBD 远程排放监控). The one entry to this
 * room.
 *
 * <p>Frames are answered when they are durable in the log; everything else is made of the log, by
 * whichever process holds the projector's lease.
 */
public final class ObdIngest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObdIngest.class);
  private static final int KEPT_FOR_THE_END = 4;
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final Projecting projecting;
  private final LogWriter log;
  private final Listeners listeners;
  private final ExecutorService registerCalls;
  private final ObdRead read;
  private final Duration answering;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Starts everything; blocks until the database has answered.
   *
   * @param settings limits, times and listeners
   * @param client a client of this room alone, so that the desk can't starve it
   * @param database name of the database
   * @param register the terminal register
   * @param rules the rule sets that people have put in force
   * @param opener decrypts data units with the keys at hand
   * @param clock the time
   * @param meters where meters are registered
   * @param onEnd told if the log writer ends by itself; the process should then end
   * @throws IllegalStateException if a port can't be bound, or the database can't keep the promise
   *     of an acknowledgement
   */
  public ObdIngest(
      ObdSettings settings,
      MongoClient client,
      String database,
      Register register,
      ActiveRules rules,
      Opener opener,
      InstantSource clock,
      MeterRegistry meters,
      Consumer<Throwable> onEnd) {
    MongoDatabase stored = client.getDatabase(database);
    projecting =
        Projecting.start(
            new Store(stored),
            register,
            RuleSource.following(rules),
            opener,
            settings.terminal().platformCommands(),
            settings.projector(),
            clock,
            meters);
    registerCalls = Executors.newVirtualThreadPerTaskExecutor();
    try {
      log = LogWriter.open(client, database, settings.log(), projecting, meters, onEnd);
    } catch (RuntimeException e) {
      projecting.close();
      throw e;
    }
    try {
      listeners =
          Listeners.start(
              settings.terminal(),
              settings.projector().firstSampleAtHead(),
              log,
              new FilingCache(register, settings.filing(), registerCalls, System::nanoTime),
              meters,
              clock,
              System::nanoTime);
    } catch (RuntimeException e) {
      log.close();
      projecting.close();
      throw e;
    }
    answering = settings.terminal().deadlines().drain();
    read = new ObdRead(stored, register, projecting, opener, clock);
  }

  /** Bound addresses of the listeners, in the order of the settings. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /**
   * True while a frame received now would be stored and answered soon. Catching up is not waited
   * for.
   */
  public boolean ready() {
    return log.ready();
  }

  /** What the desk and the command line may ask. */
  public ObdRead read() {
    return read;
  }

  /** The projector's side, for the doctor and the benchmark. */
  public Projecting projecting() {
    return projecting;
  }

  /** Who sends now, at most {@code limit}. */
  public List<SessionView> sessions(int limit) {
    return listeners.sessions().snapshot(limit);
  }

  /**
   * Ends in good order: nobody is let in, what was received is stored and answered, records are
   * written out. What does not get done in time was never acknowledged, or is replayed by the next
   * process.
   *
   * @param limit for all of it, also when the database is away; a part of it is kept for the end
   */
  public void drain(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long orderly = end - limit.dividedBy(KEPT_FOR_THE_END).toNanos();
    boolean answered = listeners.drain(shorter(left(orderly), answering));
    boolean written = projecting.drain(left(orderly));
    LOG.info("drained: all answered {}, all records written {}", answered, written);
    close(end);
  }

  /** Ends at once, though a database that is away is waited for; a second call does nothing. */
  @Override
  public void close() {
    close(System.nanoTime() + CLOSE.toNanos());
  }

  private void close(long end) {
    if (closed.getAndSet(true)) {
      return;
    }
    listeners.close();
    log.close(left(end));
    // Waits for a thread that the database may hold up; what it was about is replayed.
    Thread projectorEnds = Thread.ofPlatform().daemon().name("obd-close").start(projecting::close);
    try {
      if (!projectorEnds.join(Duration.ofMillis(Math.max(1, left(end).toMillis())))) {
        LOG.warn("the projector's thread is left behind in the database");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    registerCalls.shutdownNow();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
