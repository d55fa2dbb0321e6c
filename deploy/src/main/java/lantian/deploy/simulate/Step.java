package lantian.deploy.simulate;

/** One thing a terminal does next (终端动作). */
sealed interface Step {
  /** Open the connection; the frame is its login. */
  record Connect(byte[] login) implements Step {}

  /** Send a frame over the open connection. */
  record Send(byte[] frame) implements Step {}

  /** The network is gone, and the connection with it. */
  record Disconnect() implements Step {}

  /** Wait until everything is answered, then close the connection. */
  record Leave() implements Step {}
}
