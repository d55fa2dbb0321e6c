package lantian.obd.frame;

/** Takes what a {@link Framer} finds, in the order of the stream. */
public interface FrameSink {
  /**
   * Takes one frame whose check byte fits. The array is only lent for the call.
   *
   * @return false if there is no room now: the framer keeps the frame and stops until {@link
   *     Framer#resume}
   */
  boolean frame(byte[] array, int offset, int length);

  /** A candidate was given up; costs one byte of the stream. */
  void refused(Refusal reason);

  /** Bytes that belong to no frame were skipped. */
  void junk(int bytes);

  /** The refused candidate looks like another protocol. Told before {@link #refused}. */
  default void foreign(Foreign protocol) {}
}
