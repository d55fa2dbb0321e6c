package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.obd.MongoSet;
import lantian.obd.log.LogBatch;
import org.junit.jupiter.api.Test;

/** Senders of a process that does not project are slowed when the one that does falls behind. */
class StandbyIT {
  private static final LaneKey LANE = new LaneKey(1, 0);
  private static final int LAG = Rig.QUICK.lagBatches();

  private final ProgressBook book =
      new ProgressBook(MongoSet.shared().freshDatabase().getCollection("obd_progress"), 1);
  private final Standby standby = new Standby(book, Rig.QUICK);
  private final AtomicInteger waited = new AtomicInteger();

  @Test
  void slowsALaneOfWhichMoreWaitsThanMay() throws Exception {
    handed(50);
    accept(50 + LAG - 1);
    assertThat(waited).as("as many as may wait").hasValue(0);
    accept(50 + LAG);
    assertThat(waited).as("one more").hasPositiveValue();
  }

  @Test
  void looksAgainBeforeItSlows() throws Exception {
    handed(50);
    accept(50 + LAG);
    waited.set(0);
    handed(51);
    accept(50 + LAG);
    assertThat(waited).hasValue(0);
  }

  @Test
  void neverStopsALane() throws Exception {
    standby.accept(batch(LAG + 5), () -> false);
    standby.accept(batch(LAG + 6), () -> false);
  }

  private void accept(long sequence) throws InterruptedException {
    standby.accept(batch(sequence), () -> waited.incrementAndGet() > 0);
  }

  private void handed(long next) {
    book.write(List.of(new LaneProgress.Mark(LANE, 0, next, Counts.NONE, false)));
  }

  private static LogBatch batch(long sequence) {
    return LaneProgressTest.batch(sequence, 1);
  }
}
