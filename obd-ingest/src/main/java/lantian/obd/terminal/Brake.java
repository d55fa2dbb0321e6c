package lantian.obd.terminal;

import io.netty.channel.Channel;

/** Stops the reading of one socket for as long as any reason holds (停读). */
final class Brake {
  private final Channel channel;
  private final TerminalMeters meters;
  private int pressed;

  Brake(Channel channel, TerminalMeters meters) {
    this.channel = channel;
    this.meters = meters;
  }

  void press(Pause reason) {
    if (!presses(reason)) {
      pressed |= reason.bit();
      meters.paused(reason);
      channel.config().setAutoRead(false);
    }
  }

  /** The reason is gone; reading goes on with {@link #readOn}. */
  void ease(Pause reason) {
    if (presses(reason)) {
      pressed &= ~reason.bit();
      meters.resumed(reason);
    }
  }

  void readOn() {
    // A socket that is gone can't be read on; netty would throw.
    if (pressed == 0 && channel.isActive()) {
      channel.config().setAutoRead(true);
    }
  }

  boolean presses(Pause reason) {
    return (pressed & reason.bit()) != 0;
  }

  boolean pressed() {
    return pressed != 0;
  }

  /** True if it is our side that stops; a peer that does not take its answers stops itself. */
  boolean ours() {
    return (pressed & ~Pause.WRITE.bit()) != 0;
  }

  /** The connection is gone. */
  void release() {
    for (Pause reason : Pause.values()) {
      ease(reason);
    }
  }
}
