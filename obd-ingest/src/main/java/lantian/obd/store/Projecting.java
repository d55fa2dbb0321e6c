package lantian.obd.store;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.filing.Register;
import lantian.obd.log.BatchSink;
import lantian.obd.log.LogBatch;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.RuleSource;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's part in projecting (投影值守): it stands by until the lease is free, projects for a
 * term, and stands by again.
 *
 * <p>A standby drops what its own lanes hand over: the holder reads it from the log. It slows them
 * if the holder does not keep up.
 */
public final class Projecting implements BatchSink, OpenChunks, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Projecting.class);
  private static final String LEASE = "projector";
  private static final int RENEWALS_A_TERM = 4;

  private final Projector.Parts parts;
  private final RuleWatch rules;
  private final Lease lease;
  private final Standby standby;
  private final Duration pause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Projector current;

  private Projecting(Projector.Parts parts, RuleSource rules) {
    this.parts = parts;
    this.rules = new RuleWatch(rules);
    this.lease =
        new Lease(
            parts.store().collection(Store.Name.LEASES),
            LEASE,
            Holder.self(),
            parts.settings().leaseTerm());
    this.standby =
        new Standby(
            new ProgressBook(parts.store().collection(Store.Name.PROGRESS), 0), parts.settings());
    this.pause = parts.settings().leaseTerm().dividedBy(RENEWALS_A_TERM);
    this.thread = Thread.ofPlatform().daemon().name("obd-projecting").unstarted(this::stand);
  }

  /**
   * Begins to stand by; blocks only to create missing collections and to read the rule sets.
   *
   * @param rules asked before each term and on each renewal of the lease: a change begins a new
   *     term, which judges again what the change touches
   */
  public static Projecting start(
      Store store,
      Register register,
      RuleSource rules,
      Opener opener,
      PlatformCommands platform,
      ProjectorSettings settings,
      InstantSource clock,
      MeterRegistry meters) {
    store.create();
    Projecting projecting =
        new Projecting(
            new Projector.Parts(
                store,
                new StoredLog(store),
                register,
                rules.current(),
                opener,
                platform,
                settings,
                clock,
                CrashPoint.NONE),
            rules);
    ProjectorMeters.register(meters, projecting);
    projecting.thread.start();
    return projecting;
  }

  @Override
  public void accept(LogBatch batch) throws InterruptedException {
    Projector projector = current;
    if (projector != null) {
      projector.accept(batch);
    } else {
      standby.accept(batch, () -> current != null || closing.getCount() == 0);
    }
  }

  @Override
  public List<Fragment> of(Vin vin, long from, long to) {
    Projector projector = current;
    return projector == null ? List.of() : projector.of(vin, from, to);
  }

  @Override
  public Set<Vin> vins() {
    Projector projector = current;
    return projector == null ? Set.of() : projector.vins();
  }

  /** True while this process projects. */
  public boolean leads() {
    return current != null;
  }

  /**
   * True once this process projects and has caught up with what the log held when its term began.
   */
  public boolean caughtUp() {
    Projector projector = current;
    return projector != null && projector.lanes().caughtUp();
  }

  /**
   * How old the oldest frame is that is not yet looked at and stored; zero if none or on standby.
   */
  public Duration behind() {
    Projector projector = current;
    return age(projector == null ? Long.MAX_VALUE : projector.lanes().oldestMillis());
  }

  /**
   * How long the oldest frame of this process has waited that was not looked at yet: nobody sees
   * it, and no rule has judged it. Zero if none or on standby.
   */
  public Duration lag() {
    Projector projector = current;
    return age(projector == null ? Long.MAX_VALUE : projector.lanes().waitingSince());
  }

  private Duration age(long millis) {
    return millis == Long.MAX_VALUE
        ? Duration.ZERO
        : Duration.ofMillis(Math.max(0, parts.clock().millis() - millis));
  }

  /** Frames handed to this term's projector that are not yet before a watermark. */
  public long framesBehind() {
    Projector projector = current;
    return projector == null ? 0 : projector.lanes().framesBehind();
  }

  /** Batches that wait in the log because older ones are being replayed. */
  public long backlog() {
    Projector projector = current;
    return projector == null ? 0 : projector.lanes().backlog();
  }

  /** What became of the frames before the watermarks, as this term knows it. */
  public Counts counts() {
    Projector projector = current;
    return projector == null ? Counts.NONE : projector.lanes().counts();
  }

  /** Signatures that this term verified with a verdict, because something rests on them. */
  long verified(Verification.Verdict verdict) {
    Projector projector = current;
    return projector == null ? 0 : projector.verification().count(verdict);
  }

  /**
   * Writes out everything taken in so far; nothing may be handed over meanwhile. False if that was
   * not done in time.
   */
  public boolean drain(Duration patience) throws InterruptedException {
    Projector projector = current;
    return projector == null || projector.drain(patience);
  }

  /**
   * Ends the term at once and gives the lease back; what is only in memory is replayed by the next
   * holder.
   */
  @Override
  public void close() {
    closing.countDown();
    Projector projector = current;
    if (projector != null) {
      projector.term().end(null);
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stand() {
    try {
      while (closing.getCount() > 0) {
        RuleSets now = rules.current();
        OptionalLong fence = now == null ? OptionalLong.empty() : taken();
        if (now != null && fence.isPresent()) {
          hold(fence.getAsLong(), now);
        }
        boolean _ = closing.await(Math.min(pause.toMillis(), 1_000), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OptionalLong taken() {
    try {
      return lease.take();
    } catch (MongoException e) {
      LOG.warn("the projector's lease can't be asked for: {}", e.toString());
      return OptionalLong.empty();
    }
  }

  private void hold(long fence, RuleSets sets) throws InterruptedException {
    LOG.info("projecting under fence {}", fence);
    try {
      Projector projector = new Projector(parts.with(sets), fence);
      current = projector;
      if (closing.getCount() == 0) {
        projector.term().end(null); // Who closes may have looked before there was a term to end.
      }
      projector.start();
      renew(projector.term(), sets);
      current = null;
      projector.term().end(null);
      projector.term().join();
      lease.release(fence);
    } catch (MongoException e) {
      LOG.warn("projecting under fence {} ends: {}", fence, e.toString());
      endOf(current);
    } catch (RuntimeException e) {
      // Whatever it is, nobody else would stand by for this process again.
      LOG.error("projecting under fence {} ends", fence, e);
      endOf(current);
    } finally {
      current = null;
    }
  }

  private static void endOf(@Nullable Projector begun) throws InterruptedException {
    if (begun != null) {
      begun.term().end(null);
      begun.term().join();
    }
  }

  /**
   * Renews until the term ends; a lease that could not be renewed for its whole length is lost.
   *
   * <p>The term may outlast the lease: a renewal that fails slowly is noticed late, and a paused
   * process not at all. Two holders at once are safe, because of what the earlier one still writes
   * everything that could undo something is fenced, see {@link Flusher} for the rest.
   */
  private void renew(Term term, RuleSets sets) throws InterruptedException {
    long renewed = System.nanoTime();
    while (!term.awaitEnd(pause)) {
      if (rules.replaced(sets)) {
        LOG.info("the rule sets have changed: a new term begins");
        return;
      }
      long asked = System.nanoTime();
      try {
        if (!lease.renew(term.fence())) {
          LOG.warn("another process took the projector's lease {} over", term.fence());
          return;
        }
        renewed = asked;
      } catch (MongoException e) {
        LOG.warn("the projector's lease can't be renewed: {}", e.toString());
        if (asked - renewed > parts.settings().leaseTerm().toNanos()) {
          return;
        }
      }
    }
  }
}
