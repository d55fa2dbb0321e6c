package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which items are stored and never judged, by their seconds and how their packet came. */
class PacketRefTest {
  /** 2026-03-01 00:00:00 +08:00. */
  private static final long MIDNIGHT = 1_772_294_400L;

  @ParameterizedTest
  @CsvSource({
    // collected, received, command, untimed
    "43200, 42900, 2, false",
    "43200, 42899, 2, true",
    "43200, 42899, 3, true",
    "10800, 54000, 2, true",
    "10800, 54120, 2, true",
    "10800, 54121, 2, false",
    "10800, 53880, 2, true",
    "10800, 53879, 2, false",
    // A reissue may be as old as it likes, and nothing is known of what was stored long ago.
    "10800, 54000, 3, false",
    "10800, 54000, 0, false",
    // No clock of twelve hours writes an afternoon.
    "43199, 86399, 2, true",
    "43200, 86400, 2, false",
  })
  void timesThatAreNotBelieved(long collected, long received, int command, boolean untimed) {
    assertThat(PacketRef.untimed(MIDNIGHT + collected, (MIDNIGHT + received) * 1000, command))
        .isEqualTo(untimed);
  }
}
