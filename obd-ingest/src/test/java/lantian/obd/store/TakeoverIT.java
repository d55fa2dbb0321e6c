package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A holder that was paused beyond its lease and does not know that another one projects: it is shut
 * out by the fence, and what it wrote meanwhile changes nothing.
 */
class TakeoverIT {
  private static final int TRUCKS = 3;
  private static final int FIRST_SEED = 3_000;
  private static final int BATCHES_BEFORE = 6;

  /** A place is come to once a day at least. */
  private static final int DAYS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @RepeatedTest(2)
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

  /** Paused with a day judged, half written or still pending; it wakes when all is settled. */
  @ParameterizedTest
  @CsvSource({"DAY_JUDGED,     1", "RULING_WRITTEN, 7", "DAY_WRITTEN,    3"})
  void aHolderThatWakesUpUndoesNothing(CrashPoint.Place place, int arrivals) {
    Pause pause = new Pause(place, arrivals);
    try (Rig rig = new Rig()) {
      rig.kill();
      rig.crash = pause;
      rig.restart();
      int first = FIRST_SEED + 1_000 + place.name().length() * 100 + arrivals * TRUCKS;
      Convoy convoy = new Convoy(rig, first, TRUCKS, Truck::shuffledItems);
      for (int batch = 0; batch < BATCHES_BEFORE; batch++) {
        assertThat(convoy.feed()).isTrue();
      }
      Rig.await(pause::isStopped);
      rig.crash = CrashPoint.NONE;
      Projector before = rig.takeOverUnheard();
      while (convoy.feed()) {
        Thread.onSpinWait();
      }
      rig.settle();
      convoy.check();
      SortedMap<String, Document> settled = rig.judged();
      assertThat(settled).isNotEmpty();
      pause.goOn();
      Rig.awaitAtMost(PATIENCE, () -> pause.cameAgain() || before.term().isOver());
      assertThat(rig.judged()).isEqualTo(settled);
      pause.end();
      leave(before);
      rig.settle();
      convoy.check();
      assertThat(rig.judged()).isEqualTo(settled);
    } finally {
      pause.end();
    }
  }

  /** Paused with findings that no longer follow, because the register says otherwise since. */
  @ParameterizedTest
  @CsvSource({
    "DAY_JUDGED,     1",
    "DAY_JUDGED,     2",
    "DAY_JUDGED,     3",
    "RULING_WRITTEN, 1",
    "RULING_WRITTEN, 2",
    "RULING_WRITTEN, 3"
  })
  void aHolderThatWakesUpAccusesNobody(CrashPoint.Place place, int arrivals) {
    Pause pause = new Pause(place, arrivals).unarmed();
    try (Rig rig = new Rig()) {
      rig.kill();
      rig.crash = pause;
      rig.restart();
      Convoy convoy = new Convoy(rig, oneWithFindings(), 1, Truck::ordered);
      convoy.misfile();
      while (convoy.feed()) {
        Thread.onSpinWait();
      }
      rig.settle();
      pause.arm();
      convoy.file();
      Rig.await(pause::isStopped);
      rig.crash = CrashPoint.NONE;
      Projector before = rig.takeOverUnheard();
      convoy.misfile();
      rig.settle();
      SortedMap<String, Document> settled = rig.judged();
      pause.goOn();
      Rig.awaitAtMost(PATIENCE, () -> pause.cameAgain() || before.term().isOver());
      assertThat(standing(rig.judged())).isEqualTo(standing(settled));
      pause.end();
      leave(before);
      assertThat(standing(rig.judged())).isEqualTo(standing(settled));
      convoy.file();
      rig.settle();
      convoy.check();
    } finally {
      pause.end();
    }
  }

  /**
   * Lets a holder do what it still does. The fence ends it with the next thing that it writes; one
   * with nothing left to write is ended by its lease, which nobody renews here.
   */
  private static void leave(Projector before) {
    Rig.awaitAtMost(PATIENCE, () -> before.term().isOver());
    before.term().end(null);
    try {
      before.term().join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int oneWithFindings() {
    int seed = FIRST_SEED + 2_000;
    Truck truck = new Truck(seed);
    while (truck.days() < DAYS || truck.expected().size() < 2) {
      truck = new Truck(++seed);
    }
    return seed;
  }

  private static Map<String, Document> standing(SortedMap<String, Document> judged) {
    Map<String, Document> standing = new TreeMap<>(judged);
    standing.values().removeIf(one -> FindingBook.WITHDRAWN.equals(one.getString("state")));
    return standing;
  }
}
