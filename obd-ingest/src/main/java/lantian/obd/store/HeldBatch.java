package lantian.obd.store;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.obd.log.LogBatch;

/**
 * A log batch on its way through the projector: held as long as something of it is only in memory.
 *
 * <p>Whoever keeps content of the batch in memory holds it once; the watermark passes it when
 * nobody does.
 */
final class HeldBatch {
  /** The lane of frames that are looked at again; none of the log has this number. */
  static final long AGAIN = -1;

  private final long lane;
  private final long receivedMillis;
  private final AtomicInteger holds = new AtomicInteger(1);
  private final byte[] outcomes;
  private final Set<Long> pointed = new HashSet<>(0);

  /** Held once, by whoever made it. The frames themselves are not kept. */
  HeldBatch(LogBatch batch) {
    this(
        Applied.lane(batch.writer(), batch.lane()),
        batch.entries().getFirst().receivedMillis(),
        batch.entries().size());
  }

  /** A batch of so many frames, held back by this lane. */
  HeldBatch(long lane, long receivedMillis, int frames) {
    this.lane = lane;
    this.receivedMillis = receivedMillis;
    this.outcomes = new byte[frames];
  }

  /** What became of a frame; of several answers for one frame the greatest holds. */
  enum Outcome {
    QUARANTINED,
    DUPLICATE,
    PROJECTED
  }

  /** The lane by whose watermark it is held back, see {@link Applied#lane}. */
  long lane() {
    return lane;
  }

  /** How many frames were logged in it. */
  int frames() {
    return outcomes.length;
  }

  /** True if its frames were projected before and are looked at again; no lane holds them back. */
  boolean again() {
    return lane == AGAIN;
  }

  /** When its first frame was received, epoch ms. */
  long receivedMillis() {
    return receivedMillis;
  }

  void hold() {
    if (holds.getAndIncrement() <= 0) {
      throw new IllegalStateException("the batch was let go before");
    }
  }

  void release() {
    if (holds.decrementAndGet() < 0) {
      throw new IllegalStateException("the batch was let go twice");
    }
  }

  boolean free() {
    return holds.get() == 0;
  }

  /** Notes what became of a frame, or of a frame nested in it. */
  synchronized void note(int row, Outcome outcome) {
    byte code =
        switch (outcome) {
          case QUARANTINED -> 1;
          case DUPLICATE -> 2;
          case PROJECTED -> 3;
        };
    outcomes[row] = (byte) Math.max(outcomes[row], code);
  }

  /** Notes that a pointer to a frame, or to one nested in it, went to the quarantine. */
  synchronized void point(int row, int nested) {
    if (again()) { // Nobody asks of others, and a flood of bad frames shall cost nothing here.
      pointed.add((long) row << 16 | nested);
    }
  }

  /** True if a pointer to the frame went to the quarantine; only of frames looked at again. */
  synchronized boolean isPointed(int row, int nested) {
    return pointed.contains((long) row << 16 | nested);
  }

  /** Meaningful once it is free. A frame of which nothing was noted was not for a vehicle. */
  synchronized Counts counts() {
    int duplicate = 0;
    int quarantined = 0;
    for (byte outcome : outcomes) {
      duplicate += outcome == 2 ? 1 : 0;
      quarantined += outcome == 1 ? 1 : 0;
    }
    return new Counts(outcomes.length - duplicate - quarantined, duplicate, quarantined);
  }
}
