package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * A holder that was paused beyond its lease and does not know that another one projects: it is shut
 * out by the fence, and what it wrote meanwhile changes nothing.
 */
class TakeoverIT {
  private static final int TRUCKS = 10;
  private static final int FIRST_SEED = 3_000;
  private static final int BATCHES_BEFORE = 20;

  @RepeatedTest(4)
  void theHolderBeforeIsShutOutAndNothingChanges(RepetitionInfo seed) {
    try (Rig rig = new Rig()) {
      int first = FIRST_SEED + seed.getCurrentRepetition() * TRUCKS;
      Convoy convoy = new Convoy(rig, first, TRUCKS, Truck::shuffledPackets);
      for (int batch = 0; batch < BATCHES_BEFORE; batch++) {
        assertThat(convoy.feed()).isTrue();
      }
      Projector before = rig.takeOver();
      while (convoy.feed()) {
        Thread.onSpinWait();
      }
      rig.settle();
      Rig.await(() -> before.term().isOver());
      assertThat(before.term().failure()).isInstanceOf(Term.FencedOffException.class);
      rig.settle();
      convoy.check();
    }
  }
}
