package lantian.deploy.archive;

import java.util.function.LongConsumer;

/** Counts batches that are written or read back, for who wants to know how far it is. */
final class BatchCounter {
  private final LongConsumer progress;
  private long count;

  BatchCounter(LongConsumer progress) {
    this.progress = progress;
  }

  void add() {
    progress.accept(++count);
  }
}
