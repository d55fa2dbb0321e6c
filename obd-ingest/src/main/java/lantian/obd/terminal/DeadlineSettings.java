package lantian.obd.terminal;

import java.time.Duration;

/**
 * How long connections may take (连接时限).
 *
 * @param firstFrame until the first whole frame of any kind; then the connection is closed
 * @param partialFrame until a begun frame is whole; then scanning goes on one byte behind its start
 * @param silence between whole frames; then the connection is closed
 * @param answer until a frame is answered; a connection to which an answer is owed longer is closed
 *     without one, so that the sender keeps what it sent
 * @param drain for storing and answering what was received when the server stops
 * @param linger for a peer to take its last answers and close, once nothing more comes; then the
 *     connection is cut
 */
public record DeadlineSettings(
    Duration firstFrame,
    Duration partialFrame,
    Duration silence,
    Duration answer,
    Duration drain,
    Duration linger) {
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(20);

  /** Refuses values that could not work. */
  public DeadlineSettings {
    positive("firstFrame", firstFrame);
    positive("partialFrame", partialFrame);
    positive("silence", silence);
    positive("answer", answer);
    positive("drain", drain);
    positive("linger", linger);
    if (drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException("drain " + drain + " is longer than " + LONGEST_DRAIN);
    }
  }

  /** What holds unless somebody sets it. */
  public static DeadlineSettings defaults() {
    return new DeadlineSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10));
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(name + " " + value + " is not positive");
    }
  }
}
