package lantian.obd.chunk;

/** Stored columns that can't be read: truncated, altered, or of an unknown version. */
public final class DamagedChunkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedChunkException(String what) {
    super(what);
  }

  DamagedChunkException(String what, Throwable cause) {
    super(what, cause);
  }
}
