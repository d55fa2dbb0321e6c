package lantian.obd.terminal;

import java.util.List;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;

/**
 * Settings of what terminals and platforms connect to (接入设置).
 *
 * @param listeners at most 256
 * @param eventLoops threads that read and answer, 1–64
 * @param limits how much connections may take
 * @param deadlines how long they may take
 * @param platformCommands command bytes that sources disagree about
 */
public record TerminalSettings(
    List<ListenerSettings> listeners,
    int eventLoops,
    LimitSettings limits,
    DeadlineSettings deadlines,
    PlatformCommands platformCommands) {
  /** Refuses values that could not work. */
  public TerminalSettings {
    listeners = List.copyOf(listeners);
    if (listeners.size() > 256) {
      throw new IllegalArgumentException("at most 256 listeners");
    }
    if (eventLoops < 1 || eventLoops > 64) {
      throw new IllegalArgumentException("eventLoops " + eventLoops + " is not 1 to 64");
    }
  }

  /** One listener for each kind of sender. */
  public static TerminalSettings defaults() {
    return new TerminalSettings(
        List.of(
            ListenerSettings.of(Profile.GB17691, 17691),
            ListenerSettings.of(Profile.HJ1239, 12390),
            ListenerSettings.of(Profile.PLATFORM, 12392)),
        2,
        LimitSettings.defaults(),
        DeadlineSettings.defaults(),
        PlatformCommands.DEFAULT);
  }
}
