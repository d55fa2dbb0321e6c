package lantian.obd.read;

/** State of a stored finding (线索状态). */
public enum FoundState {
  /** The breach goes on. */
  OPEN,
  /** The breach is over. */
  CLOSED,
  /** It no longer follows from what is stored (已撤回). */
  WITHDRAWN
}
