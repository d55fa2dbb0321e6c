package lantian.obd.log;

/**
 * First place where a lane's chain does not hold (链断点).
 *
 * @param writer writer number
 * @param lane lane number
 * @param sequence the batch that is not as it was written
 * @param kind what happened to it
 * @param elsewhere for {@link Kind#MOVED} the sequence at which its content stands now, else -1
 */
public record ChainFault(int writer, int lane, long sequence, Kind kind, long elsewhere) {
  /** What happened to a batch. */
  public enum Kind {
    /** Its bytes, time or hash are not those written. */
    CHANGED,
    /** It is not there, and its content is nowhere in the lane. */
    MISSING,
    /** Its content stands under another sequence. */
    MOVED
  }
}
