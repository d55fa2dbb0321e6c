package lantian.desk.cases;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.lease.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One at a time for a subject (轮流办理): whether another of its cases has a penalty for the same act
 * is asked of other documents than the one that is written, so that two officers on two cases would
 * otherwise both find nothing.
 */
final class SubjectTurn {
  private static final Logger LOG = LoggerFactory.getLogger(SubjectTurn.class);

  /**
   * Outlasts one write; only the turn of a process that died comes to this end. Whoever looked
   * longer at other cases than this asks again whether it is still its turn.
   */
  private static final Duration TERM = Duration.ofSeconds(15);

  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final MongoDatabase durable;

  SubjectTurn(MongoDatabase durable) {
    this.durable = durable;
  }

  /**
   * Does something alone.
   *
   * @param work is given what it has to run before it writes: it refuses if the turn has passed to
   *     somebody else, and gives time for one write otherwise
   */
  <T> T alone(String subject, Function<Runnable, T> work) {
    Lease lease = new Lease(durable, "subject " + subject, TERM);
    Lease.Held turn = take(lease);
    try {
      return work.apply(() -> still(lease, turn));
    } finally {
      end(lease, turn);
    }
  }

  private static void still(Lease lease, Lease.Held turn) {
    if (lease.renew(turn).isEmpty()) {
      throw busy();
    }
  }

  /** What was done stands whether this works or not; a turn ends by its time, too. */
  private static void end(Lease lease, Lease.Held turn) {
    try {
      lease.end(turn);
    } catch (MongoException e) {
      LOG.warn("a turn ends by its time: {}", e.getClass().getSimpleName());
    }
  }

  private static Lease.Held take(Lease lease) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Lease.Held> turn = lease.take();
      if (turn.isPresent()) {
        return turn.get();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw busy();
  }

  private static Refusal busy() {
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "", "BUSY", "该车的另一案件正在办理，请稍后再试", "another case of this vehicle is being moved")));
  }
}
