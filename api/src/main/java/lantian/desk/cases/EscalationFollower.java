package lantian.desk.cases;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import lantian.desk.lease.Holding;
import lantian.desk.lease.Rounds;

/**
 * Escalates repairs by the clock (逾期升级跟随): one process at a time, by lease.
 *
 * <p>A process that lost the lease unawares does no harm: every write of a case names the version
 * it was made from. A kill leaves each case before or after its move.
 */
public final class EscalationFollower implements AutoCloseable {
  private static final Duration TERM = Duration.ofSeconds(60);

  /** Cases of one look, at most. */
  private static final int PAGE = 200;

  private final CaseEscalations escalations;
  private final EscalationBackfill backfill;
  private final Holding holding;
  private final Rounds rounds;

  /** Cases from before have their time too; false until that is seen to. */
  private boolean filled;

  EscalationFollower(
      MongoDatabase durable,
      CaseEscalations escalations,
      EscalationBackfill backfill,
      Duration interval) {
    this.escalations = escalations;
    this.backfill = backfill;
    this.holding = new Holding(durable, "escalations", TERM);
    this.rounds = new Rounds("desk-escalations", interval, this::sweep);
  }

  /** Begins to follow. */
  public void start() {
    rounds.start();
  }

  /**
   * Escalates what is overdue now.
   *
   * @return cases that were escalated; 0 if another process follows
   */
  public synchronized int sweep() {
    int all = 0;
    int made;
    List<String> due;
    while (!filled) {
      if (rounds.closing() || !holding.hold()) {
        return all;
      }
      filled = backfill.step();
    }
    do {
      if (!holding.hold()) {
        return all;
      }
      due = escalations.due(PAGE);
      made = 0;
      for (String id : due) {
        made += escalations.escalate(id) ? 1 : 0;
      }
      all += made;
      // A page of which nothing could be moved would come again at once.
    } while (due.size() == PAGE && made > 0 && !rounds.closing());
    return all;
  }

  /** Ends and gives the lease back. */
  @Override
  public void close() {
    rounds.close();
    release();
  }

  synchronized void release() {
    holding.release();
  }
}
