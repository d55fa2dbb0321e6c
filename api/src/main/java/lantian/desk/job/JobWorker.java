package lantian.desk.job;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import lantian.desk.lease.Lease;
import lantian.desk.lease.Rounds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what jobs ask for, one after the other, in one process at a time (任务执行). If that process
 * ends, another takes up what it had begun, from the beginning.
 */
public final class JobWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
  private static final Duration TERM = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final JobBook book;
  private final JobFiles files;
  private final JobSettings settings;
  private final Maker maker;
  private final Runnable planner;
  private final Lease lease;
  private final Rounds rounds;
  private Lease.@Nullable Held held;

  /** Makes the file of a job. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Writes it.
     *
     * @param written told from time to time how many rows are written; throws to break off
     * @throws RightGone if whoever asked may not have it any more
     */
    void make(Job job, OutputStream out, LongConsumer written) throws IOException;
  }

  /** Whoever asked may not have it any more. */
  public static final class RightGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** It is not this worker's any more, or nobody wants it. */
  private static final class NotMine extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A worker that has not begun.
   *
   * @param planner adds what is due; runs at each look, in one process at a time as the rest
   */
  public JobWorker(
      MongoDatabase durable,
      JobBook book,
      JobFiles files,
      JobSettings settings,
      Maker maker,
      Runnable planner) {
    this.planner = planner;
    this.book = book;
    this.files = files;
    this.settings = settings;
    this.maker = maker;
    this.lease = new Lease(durable, "jobs", TERM);
    this.rounds = new Rounds("desk-jobs", PAUSE, this::look);
  }

  /** Begins to work. */
  public void start() {
    rounds.start();
  }

  /** Makes everything that waits, and removes what was kept long enough. */
  synchronized void look() {
    Optional<Lease.Held> mine = held == null ? lease.take() : lease.renew(held);
    held = mine.or(lease::take).orElse(null);
    Lease.Held now = held;
    if (now == null) {
      return;
    }
    planner.run();
    for (String id : book.outdated(settings)) {
      files.remove(id);
      book.forget(id);
    }
    Optional<Job> next = book.begin(now.fence());
    while (next.isPresent() && !rounds.closing() && held != null) {
      work(next.get(), now);
      next = held == null ? Optional.empty() : book.begin(now.fence());
    }
  }

  private void work(Job job, Lease.Held now) {
    AtomicLong renewed = new AtomicLong(System.nanoTime());
    try {
      JobFiles.Writing out = files.begin(job.id());
      maker.make(job, out, written -> told(job, now, written, renewed));
      out.close();
      if (!book.done(job, now.fence(), out.length())) {
        throw new NotMine();
      }
    } catch (NotMine e) {
      files.remove(job.id());
    } catch (RightGone e) {
      failed(job, now, Job.Fault.RIGHT_GONE);
    } catch (JobFiles.Full e) {
      failed(job, now, e.fault());
    } catch (MongoException e) {
      throw e; // It is taken up again.
    } catch (IOException | RuntimeException e) {
      LOG.error("job {} fails: {}", job.id(), e.getClass().getName());
      failed(job, now, Job.Fault.BROKEN);
    }
  }

  private void failed(Job job, Lease.Held now, Job.Fault fault) {
    book.failed(job, now.fence(), fault);
    files.remove(job.id());
  }

  private void told(Job job, Lease.Held now, long written, AtomicLong renewed) {
    if (rounds.closing() || !book.progress(job, now.fence(), written)) {
      throw new NotMine();
    }
    long since = System.nanoTime() - renewed.get();
    if (since > TERM.dividedBy(3).toNanos()) {
      renewed.set(System.nanoTime());
      held = lease.renew(now).orElse(null);
      if (held == null) {
        throw new NotMine();
      }
    }
  }

  /** Ends; what was under way is begun again by the next. */
  @Override
  public void close() {
    rounds.close();
    release();
  }

  private synchronized void release() {
    Lease.Held now = held;
    if (now != null) {
      try {
        lease.release(now);
      } catch (MongoException e) {
        LOG.warn("the lease of the jobs ends by time: {}", e.getClass().getSimpleName());
      }
      held = null;
    }
  }
}
