package lantian.deploy.bench;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends at a fixed rate whatever the answers (开环负载): a packet's latency counts from the moment it
 * was due, so a server that stalls can't hide it.
 */
final class OpenLoop implements AutoCloseable {
  /** Connections of one event loop and their share of the rate. */
  record Part(EventLoop loop, List<Line> lines, double perSecond) {}

  private final LongAdder late = new LongAdder();
  private volatile boolean ended;

  private OpenLoop() {}

  static OpenLoop start(List<Part> parts) {
    OpenLoop all = new OpenLoop();
    for (Part part : parts) {
      new Ticker(all, part).schedule();
    }
    return all;
  }

  /** Packets that could not be sent because too many were unanswered. */
  long unsent() {
    return late.sum();
  }

  @Override
  public void close() {
    ended = true;
  }

  /** Sends what became due since its last turn, then waits a millisecond. */
  private static final class Ticker implements Runnable {
    private final OpenLoop all;
    private final Part part;
    private final long begin = System.nanoTime();
    private final double nanosBetween;
    private long number;

    Ticker(OpenLoop all, Part part) {
      this.all = all;
      this.part = part;
      this.nanosBetween = 1e9 / part.perSecond();
    }

    void schedule() {
      var _ = part.loop().schedule(this, 1, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
      if (all.ended) {
        return;
      }
      long now = System.nanoTime();
      for (long due = due(); due <= now; due = due()) {
        Line line = part.lines().get((int) (number % part.lines().size()));
        if (!line.offer(due)) {
          all.late.increment();
        }
        number++;
      }
      schedule();
    }

    private long due() {
      return begin + (long) (number * nanosBetween);
    }
  }
}
