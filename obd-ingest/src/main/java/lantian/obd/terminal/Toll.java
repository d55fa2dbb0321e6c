package lantian.obd.terminal;

/**
 * What a connection's bytes cost its address (流量记账): bytes that belong to no frame cost more, and
 * too many of them in a row are too many.
 */
final class Toll {
  private final LimitSettings limits;
  private final Sources.Source source;
  private int junk;
  private int junkOfRead;
  private long dueNanos;

  Toll(LimitSettings limits, Sources.Source source) {
    this.limits = limits;
    this.source = source;
  }

  /** Bytes of this read belong to no frame. */
  void junk(int bytes) {
    junk += bytes;
    junkOfRead += bytes;
  }

  /** A frame came: the row of junk is over. */
  void frame() {
    junk = 0;
  }

  /**
   * Pays for a read.
   *
   * @return true if the address has to wait, until {@link #isPaid}
   */
  boolean pay(int length, long nanos) {
    long cost = length + (long) junkOfRead * (limits.junkWeight() - 1);
    junkOfRead = 0;
    long wait = source.bytes().spend(cost, nanos);
    dueNanos = nanos + wait;
    return wait > 0;
  }

  /** True once the wait is over. */
  boolean isPaid(long nanos) {
    return nanos - dueNanos >= 0;
  }

  /** True if nothing but junk came for too long. */
  boolean isJunk() {
    return junk > limits.junkBytes();
  }
}
