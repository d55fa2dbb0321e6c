package lantian.obd.log;

/** Stored log bytes are not what was written: truncated, altered or of another form. */
public final class DamagedLogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says where and what. */
  public DamagedLogException(String message) {
    super(message);
  }
}
