package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.store.HeldBatch.Outcome;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LaneProgressTest {
  private final LaneProgress lane = new LaneProgress(LaneProgress.Mark.begin(new LaneKey(1, 0)));

  @Test
  void stopsBeforeTheFirstBatchThatSomebodyHolds() {
    HeldBatch first = lane.admit(batch(0, 2));
    HeldBatch second = lane.admit(batch(1, 3));
    first.hold();
    first.release();
    second.release();
    assertThat(lane.advance().sequence()).isZero();
    first.release();
    assertThat(lane.advance().sequence()).isEqualTo(2);
    assertThat(lane.advance().counts()).isEqualTo(new Counts(5, 0, 0));
  }

  @Test
  void countsAFrameOnce() {
    HeldBatch held = lane.admit(batch(0, 10));
    held.note(0, Outcome.DUPLICATE);
    held.note(1, Outcome.QUARANTINED);
    held.note(2, Outcome.QUARANTINED);
    held.note(3, Outcome.PROJECTED);
    held.note(3, Outcome.QUARANTINED);
    assertThat(lane.advance().counts()).as("not before it is safe").isEqualTo(Counts.NONE);
    held.release();
    assertThat(lane.advance().counts()).isEqualTo(new Counts(7, 1, 2));
  }

  @Test
  void refusesAGapAndARepetition() {
    lane.admit(batch(0, 1));
    assertThatThrownBy(() -> lane.admit(batch(2, 1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> lane.admit(batch(0, 1))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noticesABatchLetGoTwice() {
    HeldBatch held = lane.admit(batch(0, 1));
    held.release();
    assertThatThrownBy(held::release).isInstanceOf(IllegalStateException.class);
  }

  @RepeatedTest(50)
  void equalsTheCountOfFinishedBatchesAtTheHead(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    List<HeldBatch> held = new ArrayList<>();
    boolean[] done = new boolean[200];
    for (int step = 0; step < 400; step++) {
      if (held.size() < done.length && random.nextBoolean()) {
        held.add(lane.admit(batch(held.size(), 1)));
      } else if (!held.isEmpty()) {
        int i = random.nextInt(held.size());
        if (!done[i]) {
          done[i] = true;
          held.get(i).release();
        }
      }
      int head = 0;
      while (head < done.length && done[head]) {
        head++;
      }
      assertThat(lane.advance().sequence()).isEqualTo(head);
      assertThat(lane.advance().counts().total()).isEqualTo(head);
    }
  }

  static LogBatch batch(long sequence, int frames) {
    Connection connection = new Connection(1, 0, Profile.GB17691, false, "127.0.0.1", "");
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      entries.add(
          new LogEntry(
              new LogPosition(1, 0, sequence, i), 1_000, connection, 0, Frame.of(new byte[25])));
    }
    return new LogBatch(1, 0, sequence, entries);
  }
}
