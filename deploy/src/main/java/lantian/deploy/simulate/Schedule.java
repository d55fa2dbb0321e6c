package lantian.deploy.simulate;

/**
 * When a fleet sends what (发送计划).
 *
 * @param start epoch second at which the past ends and the live part begins; may be gone already
 * @param perSecond upper limit of packets per second while the past is sent, 0 for none
 * @param atOnce how many trucks send their past at the same time
 * @param liveSeconds how long it stays live, 0 to stop after the past, {@link #FOR_EVER} for ever
 */
public record Schedule(long start, double perSecond, int atOnce, long liveSeconds) {
  /** Live until stopped. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  /** Checks the figures. */
  public Schedule {
    if (perSecond < 0 || atOnce < 1 || liveSeconds < 0) {
      throw new IllegalArgumentException("a schedule has no negative figures");
    }
  }

  /** Epoch second at which it stops. */
  long end() {
    return liveSeconds == FOR_EVER ? FOR_EVER : start + liveSeconds;
  }
}
