package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import lantian.obd.store.CrashPoint.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Killed between log and projector, in the middle of a flush, between judge and watermark: items
 * and findings come out as if nothing had happened.
 */
class CrashIT {
  private static final int FIRST_SEED = 1_001;
  private static final int TRUCKS = 6;
  private static final int KILLS = 5;

  @ParameterizedTest
  @EnumSource(Place.class)
  void killedThereItemsAndFindingsComeOutTheSame(Place place) {
    try (Rig rig = new Rig()) {
      Kills kills = new Kills(place, KILLS, () -> {});
      run(rig, kills);
      // Some places are reached by the clock: on a quick machine once only.
      assertThat(kills.left()).isLessThan(KILLS);
    }
  }

  @Test
  void whatIsProjectedTwiceStandsThereOnceOnlyBecauseItIsMerged() {
    try (Rig rig = new Rig()) {
      Convoy convoy = run(rig, new Kills(Place.CHUNKS_WRITTEN, KILLS, () -> {}));
      convoy.checkOnce(true);
      assertThatThrownBy(() -> convoy.checkOnce(false))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("duplicate");
    }
  }

  @Test
  void aWatermarkMovedBeforeTheFlushLosesWhatWasInMemory() {
    try (Rig rig = new Rig()) {
      // The projector and its saboteur would both insert them, and one be taken for fenced off.
      marks(rig, lane -> 0);
      AtomicInteger left = new AtomicInteger(KILLS);
      CrashPoint marked =
          place -> {
            // A flush of a fresh term may hold nothing yet that a kill could lose.
            boolean loses = place == Place.FLUSH_BEGUN && !rig.projector().lanes().isSafe();
            if (loses && left.getAndDecrement() > 0) {
              markEverything(rig);
              throw new Kills.Killed(place);
            }
          };
      assertThatThrownBy(() -> run(rig, marked))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("items lost of the seed");
    }
  }

  private static Convoy run(Rig rig, CrashPoint crash) {
    Convoy convoy = new Convoy(rig, FIRST_SEED, TRUCKS, Truck::ordered);
    // Following the filings flushes too, with nothing in memory that a kill could lose.
    Rig.await(() -> rig.register.isFollowed(rig.store));
    rig.kill();
    rig.crash = crash;
    rig.restart();
    do {
      revive(rig);
    } while (convoy.feed());
    Rig.await(() -> {
      revive(rig);
      return settled(rig);
    });
    convoy.check();
    return convoy;
  }

  private static boolean settled(Rig rig) {
    try {
      return rig.settled() && !rig.ended();
    } catch (Kills.Killed e) {
      // Draining writes watermarks on the thread that asks for it: here it plays the projector's.
      rig.projector().term().end(e);
      return false;
    }
  }

  /** Only the kills asked for may end a term. */
  private static void revive(Rig rig) {
    if (rig.ended()) {
      rig.kill();
      assertThat(rig.projector().term().failure()).isInstanceOf(Kills.Killed.class);
      rig.restart();
    }
  }

  /** What a projector would do that moves the watermark with the judge instead of the flush. */
  private static void markEverything(Rig rig) {
    marks(rig, lane -> rig.log.lane(lane, 0, Integer.MAX_VALUE).size());
  }

  private static void marks(Rig rig, ToIntFunction<LaneKey> behind) {
    List<LaneProgress.Mark> marks = new ArrayList<>();
    for (int number = 0; number < 2; number++) {
      LaneKey lane = new LaneKey(1, number);
      int sequence = behind.applyAsInt(lane);
      marks.add(new LaneProgress.Mark(lane, sequence, sequence, Counts.NONE, false));
    }
    new ProgressBook(rig.store.collection(Store.Name.PROGRESS), rig.fence()).write(marks);
  }
}
