package lantian.obd.store;

import java.util.concurrent.atomic.AtomicInteger;
import lantian.obd.log.LogBatch;

/**
 * A log batch on its way through the projector: held as long as something of it is only in memory.
 *
 * <p>Whoever keeps content of the batch in memory holds it once; the watermark passes it when
 * nobody does.
 */
final class HeldBatch {
  private final LogBatch batch;
  private final AtomicInteger holds = new AtomicInteger(1);
  private final AtomicInteger duplicate = new AtomicInteger();
  private final AtomicInteger quarantined = new AtomicInteger();

  /** Held once, by whoever made it. */
  HeldBatch(LogBatch batch) {
    this.batch = batch;
  }

  LogBatch batch() {
    return batch;
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

  void countDuplicate() {
    duplicate.incrementAndGet();
  }

  void countQuarantined() {
    quarantined.incrementAndGet();
  }

  /** Meaningful once it is free. Every frame that is neither of the other two was projected. */
  Counts counts() {
    int other = duplicate.get() + quarantined.get();
    return new Counts(batch.entries().size() - other, duplicate.get(), quarantined.get());
  }
}
