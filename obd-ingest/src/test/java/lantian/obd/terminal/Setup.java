package lantian.obd.terminal;

import java.time.Duration;
import java.util.List;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;

/** Settings for tests: three listeners on free ports, one for each kind of sender. */
final class Setup {
  static final int GB = 0;
  static final int HJ = 1;
  static final int PLATFORM = 2;
  static final int HJ_ALSO = 3;

  private Setup() {}

  static TerminalSettings usual() {
    return with(LimitSettings.defaults(), deadlines(Duration.ofSeconds(10)));
  }

  static TerminalSettings with(LimitSettings limits, DeadlineSettings deadlines) {
    return new TerminalSettings(
        List.of(
            ListenerSettings.of(Profile.GB17691, 0),
            ListenerSettings.of(Profile.HJ1239, 0),
            ListenerSettings.of(Profile.PLATFORM, 0),
            ListenerSettings.of(Profile.HJ1239, 0)),
        2,
        limits,
        deadlines,
        PlatformCommands.DEFAULT);
  }

  static TerminalSettings one(ListenerSettings listener) {
    return new TerminalSettings(
        List.of(listener),
        2,
        LimitSettings.defaults(),
        deadlines(Duration.ofSeconds(10)),
        PlatformCommands.DEFAULT);
  }

  static ListenerSettings answering(Profile profile, AckPolicy policy, AckGroup... groups) {
    return new ListenerSettings("127.0.0.1", 0, profile, policy, List.of(groups), null);
  }

  static DeadlineSettings deadlines(Duration partial) {
    return new DeadlineSettings(
        Duration.ofSeconds(60),
        partial,
        Duration.ofMinutes(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10));
  }
}
