package lantian.obd.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogStallTest {
  private static final long SECOND = 1_000_000_000L;
  private final LogStall stall = new LogStall(Duration.ofSeconds(10), 0);

  @Test
  void tellsWhenNothingIsStoredForAWindowAndFramesWait() {
    assertThat(stall.observe(new LogBalance(5, 0, 5), 9 * SECOND)).isFalse();
    assertThat(stall.observe(new LogBalance(5, 0, 5), 10 * SECOND)).isTrue();
    assertThat(stall.observe(new LogBalance(9, 0, 9), 11 * SECOND)).isTrue();
    assertThat(stall.observe(new LogBalance(9, 4, 5), 12 * SECOND)).isFalse();
  }

  @Test
  void tellsOfAStopThatBeginsLater() {
    assertThat(stall.observe(new LogBalance(100, 100, 0), 60 * SECOND)).isFalse();
    assertThat(stall.observe(new LogBalance(101, 100, 1), 61 * SECOND)).isFalse();
    assertThat(stall.observe(new LogBalance(101, 100, 1), 71 * SECOND)).isTrue();
  }

  @Test
  void isSilentWhileNothingComes() {
    assertThat(stall.observe(LogBalance.NONE, 60 * SECOND)).isFalse();
    assertThat(stall.observe(new LogBalance(7, 7, 0), 90 * SECOND)).isFalse();
    assertThat(stall.observe(new LogBalance(7, 7, 0), 900 * SECOND)).isFalse();
  }
}
