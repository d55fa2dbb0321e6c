package lantian.obd.log;

/**
 * Frames of this writer at one moment (收发平衡): {@code received = logged + inFlight}, always.
 *
 * @param received taken into a lane
 * @param logged known to be stored by a majority
 * @param inFlight gathered or being written
 */
public record LogBalance(long received, long logged, long inFlight) {
  /** Nothing yet. */
  public static final LogBalance NONE = new LogBalance(0, 0, 0);

  /** Both together. */
  public LogBalance plus(LogBalance other) {
    return new LogBalance(
        received + other.received, logged + other.logged, inFlight + other.inFlight);
  }

  /** True if the equation holds. */
  public boolean even() {
    return received == logged + inFlight;
  }
}
