package lantian.desk.dossier;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import lantian.desk.lease.Holding;
import lantian.desk.lease.Rounds;

/**
 * Makes up for manifests that were not written with the move itself (补存证): findings that join by
 * themselves, and what a process that died left behind. One process at a time, by lease; two at
 * once would do no harm.
 */
public final class DossierFollower implements AutoCloseable {
  /** Short: what a process that died left is not to wait long, and two at once do no harm. */
  private static final Duration TERM = Duration.ofSeconds(10);

  private final Holding holding;
  private final Dossiers dossiers;
  private final Rounds rounds;

  /** Follows; nothing begins yet. */
  public DossierFollower(MongoDatabase durable, Dossiers dossiers, Duration interval) {
    this.holding = new Holding(durable, "dossiers", TERM);
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
    return holding.hold() ? dossiers.sealWaiting() : 0;
  }

  /** Ends and gives the lease back. */
  @Override
  public void close() {
    rounds.close();
    release();
  }

  private synchronized void release() {
    holding.release();
  }
}
