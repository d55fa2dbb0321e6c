package lantian.obd.terminal;

import io.netty.channel.Channel;

/**
 * How a connection ends (连接告别): from the goodbye on nothing is taken any more, and whoever does not
 * close in time is cut off.
 */
final class Parting {
  private final Loop loop;
  private final Channel channel;
  private final Outbox outbox;
  private boolean left;
  private long leftNanos;
  private boolean cut;
  private Farewell farewell = Farewell.PEER;

  Parting(Loop loop, Channel channel, Outbox outbox) {
    this.loop = loop;
    this.channel = channel;
    this.outbox = outbox;
  }

  /** True once nothing is taken any more. */
  boolean left() {
    return left;
  }

  /** Why it ends. */
  Farewell farewell() {
    return farewell;
  }

  /** Nothing more is taken; the socket stays as it is. */
  void goodbye(Farewell reason) {
    if (!left) {
      leftNanos = loop.nanos();
    }
    left = true;
    farewell = reason;
  }

  /** Closes now, with what was written on its way. */
  void leave(Farewell reason) {
    if (!left) {
      goodbye(reason);
      outbox.flush();
      var _ = channel.close();
    }
  }

  /** Cuts off a peer that has lingered after the goodbye. */
  void cutIfLingering(long nanos) {
    if (!cut && nanos - leftNanos > loop.deadlines().linger().toNanos()) {
      cut = true;
      outbox.cut();
    }
  }
}
