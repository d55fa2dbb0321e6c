package lantian.obd.terminal;

import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import lantian.obd.filing.FilingCache;
import lantian.obd.log.LogWriter;
import lantian.obd.packet.UnitCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connections of one event loop share (事件循环). One scan over all of them stands in for a
 * timer per connection.
 */
final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final long SCAN_MILLIS = 200;

  private final EventLoop executor;
  private final int number;
  private final Shared shared;
  private final UnitCheck check;
  private final byte[] scratch;
  private final byte[] answer = new byte[AnswerForm.LONGEST];
  private final ForeignNotice notice = new ForeignNotice();
  private final List<Link> links = new ArrayList<>();
  private int lanesGiven;
  private long nanos;
  private long millis;

  /** What all loops share. */
  record Shared(
      TerminalSettings settings,
      boolean firstSampleAtHead,
      LogWriter log,
      FilingCache filings,
      Proofs proofs,
      Sessions sessions,
      Sources sources,
      AtomicLong ids,
      TerminalMeters meters,
      InstantSource clock,
      LongSupplier nanos) {
    /** Takes a number that no other connection of this writer has. */
    long nextId() {
      return ids.incrementAndGet();
    }
  }

  Loop(EventLoop executor, int number, Shared shared) {
    this.executor = executor;
    this.number = number;
    this.shared = shared;
    this.check = new UnitCheck(shared.settings.platformCommands(), shared.firstSampleAtHead);
    this.scratch = new byte[shared.settings.limits().readBytes()];
  }

  /** Begins to watch deadlines. */
  void start() {
    var _ =
        executor.scheduleWithFixedDelay(
            this::scan, SCAN_MILLIS, SCAN_MILLIS, TimeUnit.MILLISECONDS);
  }

  EventLoop executor() {
    return executor;
  }

  Shared shared() {
    return shared;
  }

  UnitCheck check() {
    return check;
  }

  ForeignNotice notice() {
    return notice;
  }

  LimitSettings limits() {
    return shared.settings.limits();
  }

  DeadlineSettings deadlines() {
    return shared.settings.deadlines();
  }

  /** Reads the clocks; everything that one event causes happens at one time. */
  void look() {
    nanos = shared.nanos.getAsLong();
    millis = shared.clock.millis();
  }

  /** A clock that only runs forward, as of the last look. */
  long nanos() {
    return nanos;
  }

  /** Milliseconds of the clock that only runs forward: deadlines must not follow a clock set. */
  long ticks() {
    return Math.floorDiv(nanos, 1_000_000L);
  }

  /** Epoch milliseconds, as of the last look. */
  long millis() {
    return millis;
  }

  /** Epoch seconds, as of the last look. */
  long second() {
    return Math.floorDiv(millis, 1000L);
  }

  /** Room for the bytes of one read. */
  byte[] scratch() {
    return scratch;
  }

  /** Room for one answer. */
  byte[] answer() {
    return answer;
  }

  /** The lane of a new connection: those of different loops meet in a lane as little as may be. */
  int lane() {
    int lanes = shared.log.lanes();
    int loops = shared.settings.eventLoops();
    if (lanes <= loops) {
      return number % lanes;
    }
    int own = (lanes - number + loops - 1) / loops;
    return number + loops * (lanesGiven++ % Math.max(1, own));
  }

  void add(Link link) {
    link.place = links.size();
    links.add(link);
  }

  void remove(Link link) {
    int place = link.place;
    if (place < 0) {
      return;
    }
    Link last = links.removeLast();
    if (last != link) {
      links.set(place, last);
      last.place = place;
    }
    link.place = -1;
  }

  /** All connections of the loop; only on the loop. */
  List<Link> links() {
    return List.copyOf(links);
  }

  private static void tick(Link link) {
    try {
      link.tick();
    } catch (RuntimeException e) {
      // Thrown on, it would end the scan, and with it every deadline of the loop.
      LOG.error("a connection is closed because of a bug", e);
      link.abandon();
    }
  }

  private void scan() {
    look();
    // From the end: a link that closes is replaced by one already looked at.
    for (int i = links.size() - 1; i >= 0; i--) {
      if (i < links.size()) {
        tick(links.get(i));
      }
    }
  }
}
