package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which of two threads takes a batch to the partitions: exactly one, whoever comes first. */
class LaneFeedTest {
  private static final LaneKey LANE = new LaneKey(1, 0);

  private final LaneProgress progress = new LaneProgress(LaneProgress.Mark.begin(LANE));
  private final LaneFeed feed = new LaneFeed(progress);

  @Test
  void aBatchStoredBeforeTheLogIsReadToItsEndIsReadFromTheLog() {
    assertThat(feed.offer(0, 0)).isFalse();
    feed.emptied(true);
    assertThat(feed.direct()).isFalse();
    assertThat(feed.backlog()).isOne();
  }

  @Test
  void aBatchStoredAfterwardsIsTakenByItsLane() {
    feed.offer(0, 0);
    read(0);
    feed.emptied(true);
    assertThat(feed.direct()).isTrue();
    assertThat(feed.offer(1, 0)).isTrue();
  }

  @Test
  void aBatchThatTheReplayReadBeforeItsLaneOfferedItIsTakenOnce() {
    feed.offer(0, 0);
    read(0);
    read(1);
    feed.emptied(true);
    assertThat(feed.direct()).isTrue();
    assertThat(feed.offer(1, 0)).isFalse();
    assertThat(feed.offer(2, 0)).isTrue();
  }

  @Test
  void aLaneOfAnotherProcessIsNeverDirect() {
    read(0);
    feed.emptied(true);
    assertThat(feed.direct()).isFalse();
  }

  private void read(long sequence) {
    progress.admit(LaneProgressTest.batch(sequence, 1));
  }
}
