package lantian.obd.store;

import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import lantian.proto.Vin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the days that are due to the judges (重判调度). Days of one vehicle are judged one after the
 * other.
 */
final class DayQueue {
  private static final int AT_ONCE = 200;
  private static final long PAUSE_MILLIS = 100;
  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(DayQueue.class);

  private final Term term;
  private final PendingDays pending;
  private final BlockingQueue<DayKey> due;
  private final Set<Vin> busy = new HashSet<>();

  DayQueue(Term term, PendingDays pending, int judges) {
    this.term = term;
    this.pending = pending;
    this.due = new ArrayBlockingQueue<>(judges * 2);
  }

  /** Looks for days that are due, until the term is over. */
  void dispatch() throws InterruptedException {
    while (true) {
      List<PendingDay> found = term.insistOn(() -> pending.due(term.clock().instant(), AT_ONCE));
      boolean any = false;
      for (PendingDay day : found) {
        if (take(day.key().vin())) {
          due.put(day.key());
          any = true;
        }
      }
      if (!any) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Judges what comes, until the term is over. */
  void work(DayJudge judge) throws InterruptedException {
    while (true) {
      DayKey day = due.take();
      try {
        judge.judge(day);
      } catch (Term.FencedOffException | MongoInterruptedException e) {
        throw e;
      } catch (RuntimeException e) {
        // One vehicle's trouble, a damaged chunk for example, must not stop the others.
        LOG.error("a vehicle-day can't be judged and is put off", e);
        term.insist(() -> pending.putOff(day, term.clock().instant().plus(AFTER_TROUBLE)));
      } finally {
        giveBack(day.vin());
      }
    }
  }

  private synchronized boolean take(Vin vin) {
    return busy.add(vin);
  }

  private synchronized void giveBack(Vin vin) {
    busy.remove(vin);
  }
}
