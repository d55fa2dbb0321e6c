package lantian.deploy.simulate;

/** The link of one terminal to a server (上行链路). Used by one thread at a time. */
public interface Uplink extends AutoCloseable {
  /** Opens the connection, trying again until it succeeds, and sends the login. */
  void connect(byte[] login) throws InterruptedException;

  /**
   * Sends a frame; waits while too many are unanswered. If the connection breaks, it is opened
   * again and everything unanswered is repeated.
   */
  void send(byte[] frame) throws InterruptedException;

  /** Pushes out what is still in the buffer. */
  void flush() throws InterruptedException;

  /** Closes the connection; what is unanswered is repeated after the next connect. */
  void disconnect();

  /** Waits until everything is answered, opening the connection again if it must; then closes. */
  void leave() throws InterruptedException;

  /** Frames without an answer so far. */
  int unanswered();

  /** Closes at once. */
  @Override
  void close();
}
