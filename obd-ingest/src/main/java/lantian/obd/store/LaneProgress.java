package lantian.obd.store;

import java.util.ArrayDeque;
import lantian.obd.log.LogBatch;

/**
 * How far one lane is projected (投影水位). The watermark is the first sequence of which something may
 * be in memory only; a restart reads from there.
 *
 * <p>Several threads use it.
 */
final class LaneProgress {
  private final LaneKey lane;
  private final ArrayDeque<HeldBatch> open = new ArrayDeque<>();
  private long watermark;
  private Counts counts;
  private long newestMillis;

  /** A lane known up to a mark. */
  LaneProgress(Mark known) {
    this.lane = known.lane();
    this.watermark = known.sequence();
    this.counts = known.counts();
  }

  LaneKey lane() {
    return lane;
  }

  /** Takes the lane's next batch, held once for the caller. */
  synchronized HeldBatch admit(LogBatch batch) {
    if (batch.sequence() != next()) {
      throw new IllegalStateException(
          lane + " goes on with batch " + next() + ", not " + batch.sequence());
    }
    HeldBatch held = new HeldBatch(batch);
    open.addLast(held);
    newestMillis = held.receivedMillis();
    return held;
  }

  /** When the last batch admitted was received, epoch ms; 0 before the first. */
  synchronized long newestMillis() {
    return newestMillis;
  }

  /** True if nothing of the lane is only in memory. */
  synchronized boolean isSafe() {
    advance();
    return open.isEmpty();
  }

  /** Sequence of the batch that comes next. */
  synchronized long next() {
    return watermark + open.size();
  }

  /** When the oldest frame that is not safe yet was received, epoch ms; MAX_VALUE if all are. */
  synchronized long oldestMillis() {
    HeldBatch head = open.peekFirst();
    return head == null ? Long.MAX_VALUE : head.receivedMillis();
  }

  /** All frames of the lane that were admitted, those before the watermark included. */
  synchronized long frames() {
    return counts.total() + open.stream().mapToLong(HeldBatch::frames).sum();
  }

  /** Moves the watermark over every batch at the head that nobody holds. */
  synchronized Mark advance() {
    while (!open.isEmpty() && open.getFirst().free()) {
      counts = counts.plus(open.removeFirst().counts());
      watermark++;
    }
    return new Mark(lane, watermark, next(), counts, false);
  }

  /**
   * A watermark with the counts of everything before it.
   *
   * @param lane which lane
   * @param sequence first sequence that is not safe yet
   * @param handed first sequence that no partition was handed yet; never before {@code sequence}
   * @param counts what became of the frames before it
   * @param done true if the lane has ended and nothing follows
   */
  record Mark(LaneKey lane, long sequence, long handed, Counts counts, boolean done) {
    /** A lane of which nothing is known yet. */
    static Mark begin(LaneKey lane) {
      return new Mark(lane, 0, 0, Counts.NONE, false);
    }
  }
}
