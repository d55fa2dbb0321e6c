package lantian.desk.delivery;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lantian.desk.lease.Lease;
import lantian.desk.outbox.Bell;
import lantian.desk.outbox.Event;
import lantian.desk.outbox.Outbox;
import lantian.desk.outbox.Reader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to one receiver, one after the other (投递): one process at a time, by lease.
 *
 * <p>An event that failed is tried again until it is delivered or somebody skips it; those behind
 * it wait. A kill between delivering and noting it means that it is delivered again.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int PAGE = 100;
  private static final String DESK = "desk";
  private static final String NOT_ITS_OWN = "该事件已不在接收方的可见范围内";

  /** At least this often the book is asked whether somebody skipped, and the way for receipts. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final String name;
  private final Reader reader;
  private final Way way;
  private final Outbox outbox;
  private final Bell bell;
  private final DeliveryBook book;
  private final long from;
  private final Lease lease;
  private final AttemptNotes notes;
  private final InstantSource clock;
  private final Consumer<Outcome> attempts;
  private final Thread thread;
  private Lease.@Nullable Held held;
  private long renewDue;
  private long passed;
  private volatile boolean blocked;
  private volatile boolean closing;

  /**
   * A courier for one receiver.
   *
   * @param from sequence after which its first event is
   * @param lease held so long that several attempts fit in
   * @param retries times between attempts; the last is repeated
   * @param attempts told of each outcome
   */
  Courier(
      String name,
      Reader reader,
      Way way,
      Outbox outbox,
      Bell bell,
      DeliveryBook book,
      long from,
      Lease lease,
      List<Duration> retries,
      InstantSource clock,
      Consumer<Outcome> attempts) {
    this.name = name;
    this.reader = reader;
    this.way = way;
    this.outbox = outbox;
    this.bell = bell;
    this.book = book;
    this.from = from;
    this.passed = from;
    this.lease = lease;
    this.notes = new AttemptNotes(name, way.kind(), retries, clock);
    this.clock = clock;
    this.attempts = attempts;
    this.thread = Thread.ofVirtual().name("desk-courier-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Asks it to end; comes back at once. The attempt under way is broken off and not counted.
   * Nothing is interrupted: a lease that is being taken meanwhile would be held by nobody.
   */
  void leave() {
    closing = true;
    way.close();
    bell.ring();
  }

  /** True when it has ended and given its lease back. */
  boolean gone() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  String name() {
    return name;
  }

  Way way() {
    return way;
  }

  /** True while it serves its receiver and the last event failed. */
  boolean blocked() {
    return blocked;
  }

  Reader reader() {
    return reader;
  }

  /**
   * Delivers what is due.
   *
   * @return true if more may be due at once
   */
  synchronized boolean deliver() throws InterruptedException {
    if (hold() == null) {
      blocked = false; // Another process may say so.
      return false;
    }
    for (Way.Receipt receipt : way.receipts()) {
      book.receipt(name, receipt.sequence(), receipt.matches());
      way.noted(receipt);
    }
    Optional<Delivery> last = book.last(name);
    blocked = last.isPresent() && last.get().state() == Delivery.State.FAILED;
    if (last.isPresent() && last.get().state() == Delivery.State.FAILED) {
      Delivery failed = last.get();
      Event event = outbox.at(failed.sequence()).orElseThrow();
      if (!event.notice().audience().includes(reader)) {
        // What the receiver may see was narrowed since.
        return book.skip(failed.id(), DESK, NOT_ITS_OWN, clock.instant());
      }
      Instant due = failed.next();
      return (due == null || !clock.instant().isBefore(due)) && attempt(event, failed);
    }
    // Behind the last record there may be many events for others; they are passed once.
    long after = Math.max(passed, last.map(Delivery::sequence).orElse(0L));
    Outbox.Page page = outbox.after(reader, after, PAGE);
    for (Event event : page.rows()) {
      if (closing || hold() == null || !attempt(event, null)) {
        return false;
      }
    }
    passed = page.next();
    return page.rows().size() == PAGE;
  }

  private boolean attempt(Event event, @Nullable Delivery before) throws InterruptedException {
    Lease.Held mine = held;
    if (mine == null) {
      return false;
    }
    Outcome outcome = way.hand(event);
    if (closing && outcome instanceof Outcome.Failed) {
      return false; // Broken off.
    }
    Delivery delivery = notes.of(event, before, outcome);
    if (!book.write(delivery, mine.fence())) {
      // Another process delivers, or somebody skipped it meanwhile: the book says where to go on.
      held = null;
      passed = from;
      return false;
    }
    attempts.accept(outcome);
    if (outcome instanceof Outcome.Failed failed) {
      LOG.warn(
          "{} {} was not delivered, attempt {}: {} {}",
          name,
          event.id(),
          delivery.attempts(),
          failed.reason(),
          failed.status());
    }
    return outcome instanceof Outcome.Delivered;
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

  private void run() {
    try {
      goRound();
    } finally {
      blocked = false;
      release();
    }
  }

  private void goRound() {
    while (!closing) {
      try {
        long rung = bell.rung();
        if (!deliver()) {
          bell.await(rung, LOOK.toMillis());
        }
      } catch (InterruptedException | MongoInterruptedException e) {
        return;
      } catch (MongoException e) {
        LOG.warn("{} gets nothing: {}", name, e.getClass().getSimpleName());
        pauseAfterFault();
      } catch (RuntimeException e) { // The book says where to go on.
        LOG.error("{} gets nothing: {}", name, e.getClass().getName());
        pauseAfterFault();
      }
    }
  }

  private void pauseAfterFault() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends after the attempt under way and gives the lease back. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    release();
    way.close();
  }

  private synchronized void release() {
    Lease.Held mine = held;
    held = null;
    if (mine != null) {
      try {
        lease.release(mine);
      } catch (MongoException e) {
        LOG.warn("the lease of {} ends by time: {}", name, e.getClass().getSimpleName());
      }
    }
  }
}
