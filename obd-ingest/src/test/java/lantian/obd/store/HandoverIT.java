package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

/**
 * A lane of the projecting process is read from the log at first and then hands over what it
 * stores. Under load it stores faster than a replay reads, so it is slowed until it is caught up
 * with; else it would be read from the log, ever further behind, for as long as the load lasts.
 */
class HandoverIT {
  private static final Vin VIN = new Vin("LSUZTEST0VIN00001");
  private static final LaneKey LANE = new LaneKey(7, 0);
  private static final LaneKey OLDER = new LaneKey(6, 0);
  private static final long SECOND = 1_790_000_000;
  private static final int BATCHES = 400;

  @Test
  void aLaneFasterThanTheReplayIsCaughtUpWithAndHandsOver() {
    try (Rig rig = new Rig()) {
      Rig.await(() -> rig.projector().lanes().caughtUp());
      rig.log.slow(Duration.ofMillis(20));
      long most = 0;
      for (int i = 0; i < BATCHES; i++) {
        rig.feed(LANE, List.of(frame(i)));
        most = Math.max(most, rig.projector().lanes().backlog());
      }
      assertThat(rig.projector().lanes().backlog()).isZero();
      assertThat(most).as("batches that waited in the log").isLessThan(10);
      rig.log.hold();
      rig.feed(LANE, List.of(frame(BATCHES)));
      assertThat(rig.projector().lanes().backlog()).as("nothing has to be read").isZero();
      rig.log.letGo();
      rig.settle();
      assertThat(rig.projector().lanes().counts().total()).isEqualTo(BATCHES + 1);
    }
  }

  /** A long replay must not stop what comes meanwhile: it is stored, and read later. */
  @Test
  void aLaneIsNotStoppedWhileAnOlderLogIsReplayed() {
    try (Rig rig = new Rig()) {
      rig.feed(OLDER, List.of(frame(0)));
      rig.kill();
      rig.log.hold();
      rig.restart();
      int many = rig.settings.lagBatches() + 3;
      for (int i = 0; i < many; i++) {
        rig.feed(LANE, List.of(frame(i)));
      }
      assertThat(rig.projector().lanes().backlog()).isEqualTo(many);
      rig.log.letGo();
      rig.settle();
      assertThat(rig.projector().lanes().counts().total()).isEqualTo(many + 1);
    }
  }

  private static MemoryLog.Draft frame(int number) {
    long second = SECOND + number;
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "127.0.0.1", "");
    return position ->
        new LogEntry(
            position, second * 1_000, connection, 0, WireFrames.realtime(VIN, second, List.of()));
  }
}
