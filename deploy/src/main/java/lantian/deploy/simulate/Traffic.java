package lantian.deploy.simulate;

import java.util.concurrent.atomic.LongAdder;

/** What went over the links of a fleet so far (收发计数). Safe for all threads. */
public final class Traffic {
  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder opened = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final LongAdder connected = new LongAdder();

  /** Frames written, logins and repetitions among them. */
  public long sent() {
    return sent.sum();
  }

  /** Frames answered positively. */
  public long acknowledged() {
    return acknowledged.sum();
  }

  /** Frames answered negatively. */
  public long refused() {
    return refused.sum();
  }

  /** Connections opened. */
  public long opened() {
    return opened.sum();
  }

  /** Connections that broke while they were in use. */
  public long broken() {
    return broken.sum();
  }

  /** Connections open now. */
  public long connected() {
    return connected.sum();
  }

  void countSent() {
    sent.increment();
  }

  void countAnswer(boolean wasRefused) {
    (wasRefused ? refused : acknowledged).increment();
  }

  void countOpened() {
    opened.increment();
    connected.increment();
  }

  void countClosed(boolean wasBroken) {
    connected.decrement();
    if (wasBroken) {
      broken.increment();
    }
  }
}
