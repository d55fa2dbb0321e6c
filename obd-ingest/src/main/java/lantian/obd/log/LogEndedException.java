package lantian.obd.log;

/** This writer may not write any more: its number was closed by somebody, or it failed. */
final class LogEndedException extends Exception {
  private static final long serialVersionUID = 1;

  LogEndedException(String message) {
    super(message);
  }
}
