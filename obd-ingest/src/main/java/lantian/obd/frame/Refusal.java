package lantian.obd.frame;

/** Why the framer gave up a candidate (帧拒收原因). See spec clause 2. */
public enum Refusal {
  /** The length field is above the cap. */
  LEN,
  /** Command, VIN characters or encryption byte can't be those of a frame. */
  HEADER,
  /** The check byte does not fit. */
  BCC,
  /** The rest of the frame did not come before the deadline or the end of the stream. */
  PARTIAL;

  /** The word used in decode output. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
