package lantian.obd.terminal;

import io.netty.buffer.ByteBuf;
import lantian.obd.frame.Framer;

/**
 * The way of a connection's bytes into its framer (字节接收): in parts that fit the loop's scratch,
 * each read paid for. What finds no room waits in the framer.
 */
final class Inlet {
  private final Loop loop;
  private final Framer framer;
  private final Reception reception;
  private final Brake brake;
  private final Toll toll;
  private final Parting parting;

  Inlet(Loop loop, Reception reception, Brake brake, Toll toll, Parting parting) {
    this.loop = loop;
    this.framer = new Framer(loop.limits().unitBytes(), loop.deadlines().partialFrame().toMillis());
    this.reception = reception;
    this.brake = brake;
    this.toll = toll;
    this.parting = parting;
  }

  void take(ByteBuf bytes) {
    int length = bytes.readableBytes();
    byte[] scratch = loop.scratch();
    while (bytes.isReadable() && !parting.left()) {
      int part = Math.min(bytes.readableBytes(), scratch.length);
      bytes.readBytes(scratch, 0, part);
      framer.feed(scratch, 0, part, loop.ticks(), reception);
    }
    if (toll.pay(length, loop.nanos())) {
      brake.press(Pause.RATE);
    }
    LimitSettings limits = loop.limits();
    if (toll.isJunk()) {
      parting.leave(Farewell.JUNK);
    } else if (framer.blocked()
        && framer.buffered() > 4L * limits.readBytes() + limits.unitBytes()) {
      // A stopped socket is still emptied by the transport when its peer hangs up.
      parting.leave(Farewell.OVERRUN);
    }
  }

  /** True while a frame waits because there is no room for it. */
  boolean blocked() {
    return framer.blocked();
  }

  /** There is room again. */
  void resume() {
    framer.resume(loop.ticks(), reception);
  }

  /** True if the rest of a frame begun is overdue although it could have come. */
  boolean overdue() {
    return !brake.pressed() && loop.ticks() >= framer.deadlineMillis();
  }

  /** Gives a frame begun up, and takes what stands behind its first byte. */
  void expire() {
    framer.expire(loop.ticks(), reception);
  }

  /** The stream has ended: takes what stands behind an incomplete frame. */
  void end() {
    framer.end(reception);
  }
}
