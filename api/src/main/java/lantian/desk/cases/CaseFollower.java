package lantian.desk.cases;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings findings into the case book (线索归并跟随): one process at a time, by lease, sweeps them in the
 * order of their changes.
 *
 * <p>The position is saved after the effect, and a finding whose revision a case has is passed
 * over, so that a kill between the two doubles nothing. Each sweep begins somewhat before the
 * position: a change may become visible after a later one. A process that lost the lease unawares
 * does no harm, for every write of a case names the version it was made from.
 */
public final class CaseFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaseFollower.class);
  private static final Duration TERM = Duration.ofSeconds(60);
  private static final int PAGE = 200;

  private final CaseLease lease;
  private final FindingSource source;
  private final Intake intake;
  private final CaseCounties counties;
  private final FilingChanges filings;
  private final InstantSource clock;
  private final Duration interval;
  private final Duration overlap;
  private final Thread thread;
  private CaseLease.@Nullable Held held;
  private volatile boolean closing;

  /**
   * Follows a room.
   *
   * @param filings changes of the register, which may put a case into another county
   * @param interval time between two sweeps
   * @param overlap how far before the position a sweep begins
   */
  public CaseFollower(
      MongoDatabase durable,
      CaseBook book,
      Grouping grouping,
      FindingSource source,
      FilingChanges filings,
      InstantSource clock,
      Duration interval,
      Duration overlap) {
    this.lease = new CaseLease(durable.getCollection(CaseLease.COLLECTION), "cases", TERM);
    this.source = source;
    this.intake = new Intake(book, grouping);
    this.counties = book.counties();
    this.filings = filings;
    this.clock = clock;
    this.interval = interval;
    this.overlap = overlap;
    this.thread = Thread.ofVirtual().name("desk-cases").unstarted(this::run);
  }

  /** Begins to follow. */
  public void start() {
    thread.start();
  }

  /**
   * Takes what has changed since the last sweep.
   *
   * @return cases written; 0 if another process follows
   */
  public synchronized int sweep() {
    Optional<CaseLease.Held> mine = held == null ? lease.take() : lease.renew(held);
    held = mine.or(lease::take).orElse(null);
    if (held == null) {
      return 0;
    }
    Instant position = held.position();
    Instant after = position == null ? Instant.EPOCH : position.minus(overlap);
    int written = 0;
    String cursor = null;
    do {
      FindingSource.Page page = source.changedAfter(after, cursor, PAGE);
      written += intake.take(page.rows(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
      if (!page.rows().isEmpty() && !saved(page.rows().getLast().changed())) {
        return written;
      }
      cursor = page.next();
    } while (cursor != null && !closing);
    followFilings();
    return written;
  }

  private void followFilings() {
    List<FilingChanges.Change> changes;
    do {
      CaseLease.Held now = held;
      if (now == null) {
        return;
      }
      changes = filings.after(now.filed(), PAGE);
      if (!changes.isEmpty()) {
        counties.refresh(
            changes.stream().map(FilingChanges.Change::subject).collect(Collectors.toSet()));
        held = lease.reached(now, changes.getLast().cursor()) ? kept(now) : null;
      }
    } while (changes.size() == PAGE && !closing);
  }

  private CaseLease.@Nullable Held kept(CaseLease.Held now) {
    return lease.renew(now).orElse(null);
  }

  private boolean saved(Instant position) {
    CaseLease.Held now = held;
    if (now == null || !lease.reached(now, position)) {
      held = null;
      return false;
    }
    held = kept(now);
    return held != null;
  }

  private void run() {
    while (!closing) {
      try {
        sweep();
      } catch (MongoInterruptedException e) {
        return;
      } catch (MongoException e) {
        LOG.warn("cases can't follow findings: {}", e.getClass().getSimpleName());
      } catch (RuntimeException e) { // The next sweep begins at the same position.
        LOG.error("cases can't follow findings: {}", e.getClass().getName());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(interval.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Ends after the page under way and gives the lease back. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    release();
  }

  /** Gives the lease back, so that another process may follow at once. */
  synchronized void release() {
    if (held != null) {
      try {
        lease.release(held);
      } catch (MongoException e) {
        LOG.warn("the lease of the case book ends by time: {}", e.getClass().getSimpleName());
      }
      held = null;
    }
  }
}
