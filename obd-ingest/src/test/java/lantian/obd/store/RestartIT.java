package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * After a restart, what only the dead process had in memory comes back by the replay. Until then no
 * day is judged: it would be judged without those items, and nothing would tell it again.
 */
class RestartIT {
  private static final int FIRST_SEED = 2_001;
  private static final int TRUCKS = 20;
  private static final Duration LONG = Duration.ofMinutes(10);

  /**
   * Late days are due soon after the restart; chunks stay in memory; vehicles are saved at once.
   */
  private static final ProjectorSettings SLOW_CHUNKS =
      new ProjectorSettings(
          2,
          4,
          1_000,
          Rig.QUICK.leaseTerm(),
          Rig.QUICK.openBytes(),
          LONG,
          LONG,
          Duration.ofMillis(50),
          1_000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          LONG,
          30,
          2,
          Rig.QUICK.follow(),
          200,
          true);

  @Test
  void noDayIsJudgedBeforeTheReplayHasBroughtBackWhatWasInMemory() {
    try (Rig rig = new Rig()) {
      rig.kill();
      rig.settings = SLOW_CHUNKS;
      rig.restart();
      Convoy convoy = new Convoy(rig, FIRST_SEED, TRUCKS, Truck::shuffledPackets);
      while (convoy.feed()) {
        Thread.onSpinWait();
      }
      Rig.await(() ->
          rig.register.isFollowed(rig.store)
              && rig.store.collection(Store.Name.VEHICLES).countDocuments() == TRUCKS);
      rig.kill();
      long told = rig.pending();
      assertThat(told).isPositive();

      rig.settings = Rig.QUICK;
      rig.log.hold();
      rig.restart();
      awaitDue(rig);
      Rig.awaitAtMost(Duration.ofSeconds(1), () -> rig.pending() < told);
      assertThat(rig.pending()).as("days judged before the replay").isEqualTo(told);
      rig.log.letGo();
      rig.settle();
      convoy.check();
    }
  }

  private static void awaitDue(Rig rig) {
    Rig.await(() ->
        new PendingDays(rig.store.collection(Store.Name.PENDING), LONG, rig.fence())
                .due(Instant.now(), TRUCKS * 3)
                .size()
            == rig.pending());
  }
}
