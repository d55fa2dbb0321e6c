package lantian.obd.terminal;

import lantian.obd.frame.Frame;
import lantian.obd.log.LogSettings;

/**
 * How much connections may take (连接限额).
 *
 * @param connections open at once; more are closed as they come
 * @param connectionsPerAddress open at once from one address; mind that carriers put many terminals
 *     behind one
 * @param acceptsPerSecond of each listener; what comes faster waits in the backlog
 * @param bytesPerSecond from one address; what comes faster stays in the socket
 * @param unanswered frames of one connection that wait for their answer; then reading stops
 * @param unitBytes longest data unit, above that a frame is refused; the smallest log batch holds
 *     one
 * @param junkBytes bytes of a connection in a row that belong to no frame; then it is closed
 * @param junkWeight what a byte of junk costs of {@code bytesPerSecond}
 * @param readBytes most bytes of one read; bounds what a stopped connection holds
 */
public record LimitSettings(
    int connections,
    int connectionsPerAddress,
    int acceptsPerSecond,
    long bytesPerSecond,
    int unanswered,
    int unitBytes,
    int junkBytes,
    int junkWeight,
    int readBytes) {
  /** Refuses values that could not work. */
  public LimitSettings {
    within("connections", connections, 1, 1_000_000);
    within("connectionsPerAddress", connectionsPerAddress, 1, 1_000_000);
    within("acceptsPerSecond", acceptsPerSecond, 1, 1_000_000);
    within("bytesPerSecond", bytesPerSecond, 1_000, 100_000_000_000L);
    within("unanswered", unanswered, 1, 65_535);
    within("unitBytes", unitBytes, 64, LogSettings.LONGEST_FRAME - Frame.OVERHEAD);
    within("junkBytes", junkBytes, 1_000, 1_000_000_000);
    within("junkWeight", junkWeight, 1, 1_000);
    within("readBytes", readBytes, 512, 1 << 20);
  }

  /** What holds unless somebody sets it. */
  public static LimitSettings defaults() {
    return new LimitSettings(60_000, 20_000, 5_000, 64 << 20, 1_024, 8_192, 1 << 20, 8, 16 << 10);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is not between " + least + " and " + most);
    }
  }
}
