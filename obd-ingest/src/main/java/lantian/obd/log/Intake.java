package lantian.obd.log;

/** Takes the frames of feeds, each in its order. */
interface Intake {
  /** Takes a copy of one frame; false if there is no room. */
  boolean append(Feed feed, long millis, int mark, byte[] bytes, int offset, int length);

  /** From the next frame on the feed's connection row is this one. */
  void identify(Feed feed, byte[] row);

  /** Something was appended. */
  void wake();
}
