package lantian.desk.outbox;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lantian.desk.lease.Lease;
import lantian.desk.lease.Rounds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives committed notices their places in the outbox (事件发布): one process at a time, by lease.
 *
 * <p>Read, append, mark: a kill between any two leaves notices that are offered again, and the
 * outbox knows those that have a place. A publisher that lost the lease unawares does no harm, see
 * {@link Outbox}.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final Duration TERM = Duration.ofSeconds(15);
  private static final int PAGE = 500;

  private final Outbox outbox;
  private final List<Unpublished> sources = new CopyOnWriteArrayList<>();
  private final Bell bell;
  private final Lease lease;
  private final CrashPoint crash;
  private final Rounds rounds;
  private Lease.@Nullable Held held;
  private long renewDue;

  /**
   * Publishes from these sources and those of {@link #follow}.
   *
   * @param durable majority reads and writes
   * @param interval time between two looks at the sources; the hand-off takes about as long
   */
  public Publisher(
      MongoDatabase durable,
      Outbox outbox,
      List<Unpublished> sources,
      Bell bell,
      Duration interval) {
    this(new Lease(durable, "outbox", TERM), outbox, sources, bell, interval, CrashPoint.NONE);
  }

  Publisher(
      Lease lease,
      Outbox outbox,
      List<Unpublished> sources,
      Bell bell,
      Duration interval,
      CrashPoint crash) {
    this.lease = lease;
    this.outbox = outbox;
    this.sources.addAll(sources);
    this.bell = bell;
    this.crash = crash;
    this.rounds = new Rounds("desk-outbox", interval, this::publish);
  }

  /** Publishes from one more source, from its next look on. */
  public void follow(Unpublished source) {
    sources.add(source);
  }

  /** Begins to look. */
  public void start() {
    rounds.start();
  }

  /**
   * Publishes what is there.
   *
   * @return events that are new; 0 if another process publishes
   */
  public synchronized int publish() {
    int all = 0;
    for (Unpublished source : sources) {
      List<Notice> notices;
      do {
        Lease.Held mine = hold();
        if (mine == null) {
          return all;
        }
        crash.reached(CrashPoint.Place.HELD);
        notices = source.next(PAGE);
        crash.reached(CrashPoint.Place.READ);
        if (notices.isEmpty()) {
          break;
        }
        all += publish(source, notices, mine);
      } while (notices.size() == PAGE && held != null && !rounds.closing());
    }
    return all;
  }

  private int publish(Unpublished source, List<Notice> notices, Lease.Held mine) {
    List<Event> fresh;
    try {
      fresh = outbox.append(notices, mine.fence());
    } catch (Outbox.Overtaken e) {
      held = null; // The next look begins with the lease, and with what the other has written.
      return 0;
    }
    crash.reached(CrashPoint.Place.APPENDED);
    source.published(notices.stream().map(Notice::id).toList());
    crash.reached(CrashPoint.Place.MARKED);
    if (!fresh.isEmpty()) {
      bell.ring();
    }
    return fresh.size();
  }

  private Lease.@Nullable Held hold() {
    Lease.Held now = held;
    if (now == null || System.nanoTime() - renewDue >= 0) {
      Optional<Lease.Held> mine = now == null ? Optional.empty() : lease.renew(now);
      held = mine.or(lease::take).orElse(null);
      renewDue = System.nanoTime() + lease.term().dividedBy(3).toNanos();
    }
    return held;
  }

  /** Ends after the page under way and gives the lease back. */
  @Override
  public void close() {
    rounds.close();
    release();
  }

  private synchronized void release() {
    Lease.Held mine = held;
    held = null;
    if (mine != null) {
      try {
        lease.release(mine);
      } catch (MongoException e) {
        LOG.warn("the lease of the outbox ends by time: {}", e.getClass().getSimpleName());
      }
    }
  }
}
