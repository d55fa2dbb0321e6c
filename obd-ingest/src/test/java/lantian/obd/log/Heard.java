package lantian.obd.log;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a feed is told. */
final class Heard implements Feed.Hearing {
  final AtomicInteger stored = new AtomicInteger();
  final AtomicInteger rooms = new AtomicInteger();

  @Override
  public void stored(int frames, long oldestNanos) {
    stored.addAndGet(frames);
  }

  @Override
  public void room() {
    rooms.incrementAndGet();
  }
}
