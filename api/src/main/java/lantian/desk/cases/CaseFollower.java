package lantian.desk.cases;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lantian.desk.lease.Lease;
import lantian.desk.lease.Rounds;
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

  /** How far the findings have come; a cursor in the changes of the register. */
  private static final String POSITION = "position";

  private static final String FILED = "filed";

  private final Lease lease;
  private final FindingSource source;
  private final Intake intake;
  private final CaseCounties counties;
  private final FilingChanges filings;
  private final InstantSource clock;
  private final Duration overlap;
  private final Rounds rounds;
  private Lease.@Nullable Held held;

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
    this.lease = new Lease(durable, "cases", TERM);
    this.source = source;
    this.intake = new Intake(book, grouping);
    this.counties = book.counties();
    this.filings = filings;
    this.clock = clock;
    this.overlap = overlap;
    this.rounds = new Rounds("desk-cases", interval, this::sweep);
  }

  /** Begins to follow. */
  public void start() {
    rounds.start();
  }

  /**
   * Takes what has changed since the last sweep.
   *
   * @return cases written; 0 if another process follows
   */
  public synchronized int sweep() {
    Optional<Lease.Held> mine = held == null ? lease.take() : lease.renew(held);
    held = mine.or(lease::take).orElse(null);
    if (held == null) {
      return 0;
    }
    Instant position = CaseDocument.instantOrNull(held.notes(), POSITION);
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
    } while (cursor != null && !rounds.closing());
    followFilings();
    return written;
  }

  private void followFilings() {
    List<FilingChanges.Change> changes;
    do {
      Lease.Held now = held;
      if (now == null) {
        return;
      }
      changes = filings.after(now.notes().get(FILED, 0L), PAGE);
      if (!changes.isEmpty()) {
        counties.refresh(
            changes.stream().map(FilingChanges.Change::subject).collect(Collectors.toSet()));
        held = lease.note(now, FILED, changes.getLast().cursor()) ? kept(now) : null;
      }
    } while (changes.size() == PAGE && !rounds.closing());
  }

  private Lease.@Nullable Held kept(Lease.Held now) {
    return lease.renew(now).orElse(null);
  }

  private boolean saved(Instant position) {
    Lease.Held now = held;
    if (now == null || !lease.note(now, POSITION, Date.from(position))) {
      held = null;
      return false;
    }
    held = kept(now);
    return held != null;
  }

  /** Ends after the page under way and gives the lease back. */
  @Override
  public void close() {
    rounds.close();
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
