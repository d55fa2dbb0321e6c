package lantian.obd.log;

import java.time.Duration;

/**
 * Watches for frames coming in while none is stored (收而未存告警).
 *
 * <p>A window counts as stalled if frames waited or came in it and none was stored. A count over
 * the whole life of the process would hide a stop that begins later.
 */
final class LogStall {
  private final long windowNanos;
  private LogBalance atStart = LogBalance.NONE;
  private long start;
  private boolean stalled;

  LogStall(Duration window, long nowNanos) {
    this.windowNanos = window.toNanos();
    this.start = nowNanos;
  }

  /** Looks at the counts of this moment; to be called several times a window. */
  synchronized boolean observe(LogBalance now, long nowNanos) {
    if (now.logged() > atStart.logged() || waiting(now) == 0) {
      stalled = false;
      atStart = now;
      start = nowNanos;
    } else if (nowNanos - start >= windowNanos) {
      stalled = true;
    }
    return stalled;
  }

  private long waiting(LogBalance now) {
    return now.inFlight() + now.received() - atStart.received();
  }
}
