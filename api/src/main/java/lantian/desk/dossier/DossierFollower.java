package lantian.desk.dossier;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import lantian.desk.lease.Lease;
import lantian.desk.lease.Rounds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes up for manifests that were not written with the move itself (补存证): findings that join by
 * themselves, and what a process that died left behind. One process at a time, by lease; two at
 * once would do no harm.
 */
public final class DossierFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DossierFollower.class);

  /** Short: what a process that died left is not to wait long, and two at once do no harm. */
  private static final Duration TERM = Duration.ofSeconds(10);

  private final Lease lease;
  private final Dossiers dossiers;
  private final Rounds rounds;
  private Lease.@Nullable Held held;

  /** Follows; nothing begins yet. */
  public DossierFollower(MongoDatabase durable, Dossiers dossiers, Duration interval) {
    this.lease = new Lease(durable, "dossiers", TERM);
    this.dossiers = dossiers;
    this.rounds = new Rounds("desk-dossiers", interval, this::sweep);
  }

  /** Begins to follow. */
  public void start() {
    rounds.start();
  }

  /**
   * Seals what waits.
   *
   * @return manifests written; 0 if another process follows
   */
  public synchronized int sweep() {
    Optional<Lease.Held> mine = held == null ? lease.take() : lease.renew(held);
    held = mine.or(lease::take).orElse(null);
    return held == null ? 0 : dossiers.sealWaiting();
  }

  /** Ends and gives the lease back. */
  @Override
  public void close() {
    rounds.close();
    release();
  }

  private synchronized void release() {
    if (held != null) {
      try {
        lease.release(held);
      } catch (MongoException e) {
        LOG.warn("the lease of the dossiers ends by time: {}", e.getClass().getSimpleName());
      }
      held = null;
    }
  }
}
