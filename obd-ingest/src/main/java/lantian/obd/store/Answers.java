package lantian.obd.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for answers of partitions (等待分区答复). */
final class Answers {
  private Answers() {}

  /** The answer; the end of the term interrupts the waiting. */
  static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a partition can't answer", e.getCause());
    }
  }
}
