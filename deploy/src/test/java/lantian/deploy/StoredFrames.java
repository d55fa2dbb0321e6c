package lantian.deploy;

import java.util.concurrent.atomic.AtomicLong;
import lantian.obd.log.Feed;

/** Counts frames that a log says are stored. */
public final class StoredFrames implements Feed.Hearing {
  private final AtomicLong count;

  /** Counts into this. */
  public StoredFrames(AtomicLong count) {
    this.count = count;
  }

  @Override
  public void stored(int frames, long oldestNanos) {
    count.addAndGet(frames);
  }

  @Override
  public void room() {}
}
