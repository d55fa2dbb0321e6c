package lantian.obd.terminal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import lantian.obd.log.Connection;
import lantian.obd.log.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection (连接): has its bytes cut into frames, which its {@link Reception} takes, and writes
 * the answers when they are stored, in the order of the frames.
 *
 * <p>Everything here runs on the connection's event loop. When something is full the socket is not
 * read; nothing that was read is dropped.
 */
final class Link extends ChannelInboundHandlerAdapter implements Feed.Hearing {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** Place in the list of its loop, -1 outside it. */
  int place = -1;

  private final Loop loop;
  private final Door door;
  private final Sources.Source source;
  private final Channel channel;
  private final Feed feed;
  private final Presence presence;
  private final Reception reception;
  private final Outbox outbox;
  private final Brake brake;
  private final Toll toll;
  private final Parting parting;
  private final Inlet inlet;
  private final Patience patience;

  private long stored;
  private boolean ended;

  Link(Loop loop, Door door, Sources.Source source, long id, Channel channel) {
    this.loop = loop;
    this.door = door;
    this.source = source;
    this.channel = channel;
    Connection row =
        new Connection(id, door.number(), door.profile(), door.tls(), source.address(), "");
    this.feed = loop.shared().log().feed(loop.lane(), row, loop.executor(), this);
    this.presence = new Presence(this, row, feed);
    this.outbox = new Outbox(channel, loop);
    this.brake = new Brake(channel, loop.shared().meters());
    this.toll = new Toll(loop.limits(), source);
    this.parting = new Parting(loop, channel, outbox);
    this.reception = new Reception(this, feed, presence, outbox, brake, toll);
    this.inlet = new Inlet(loop, reception, brake, toll, parting);
    this.patience = new Patience(loop.deadlines(), reception, outbox, brake);
  }

  Loop loop() {
    return loop;
  }

  Door door() {
    return door;
  }

  String address() {
    return source.address();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    loop.look();
    reception.waitAnew(loop.nanos());
    loop.add(this);
    door.meters().opened().increment();
    door.meters().open().incrementAndGet();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (place < 0) {
      return;
    }
    loop.remove(this);
    if (!left() && !ended) {
      loop.look();
      inlet.end();
      feed.flush();
    }
    parting.goodbye(parting.farewell());
    presence.end();
    brake.release();
    outbox.discard();
    door.meters().open().decrementAndGet();
    loop.shared().meters().closed(parting.farewell());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!left()) {
        loop.look();
        door.meters().bytes().increment(bytes.readableBytes());
        inlet.take(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    settle();
  }

  /** What was taken goes to the lane, what was written to the socket. */
  private void settle() {
    feed.flush();
    outbox.flush();
  }

  @Override
  public void stored(int frames, long oldestNanos) {
    stored += frames;
    if (left()) {
      return;
    }
    loop.look();
    outbox.release(stored, oldestNanos);
    if (brake.presses(Pause.ANSWERS) && outbox.owed() <= loop.limits().unanswered() / 2) {
      goOn(Pause.ANSWERS);
    }
    leaveIfDone();
  }

  @Override
  public void room() {
    if (!left() && !brake.presses(Pause.DRAIN)) {
      loop.look();
      goOn(Pause.LANE);
    }
  }

  /** The reason for a stop is gone: takes what waits in the framer, then reads on. */
  private void goOn(Pause reason) {
    brake.ease(reason);
    if (!brake.presses(Pause.LANE) && !brake.presses(Pause.ANSWERS)) {
      inlet.resume();
      settle();
    }
    reception.waitAnew(loop.nanos());
    brake.readOn();
    if (ended && !inlet.blocked()) {
      finish();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      brake.ease(Pause.WRITE);
      brake.readOn();
    } else {
      brake.press(Pause.WRITE);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && left()) {
      var _ = channel.close();
    } else if (event instanceof ChannelInputShutdownEvent && !ended) {
      ended = true;
      loop.look();
      if (!inlet.blocked()) {
        finish();
      }
    }
  }

  /** The peer sends no more: takes what stands behind an incomplete frame, answers, then closes. */
  private void finish() {
    inlet.end();
    settle();
    leaveIfDone();
  }

  private void leaveIfDone() {
    if (ended && !left() && !inlet.blocked() && outbox.owed() == 0) {
      parting.goodbye(Farewell.PEER);
      outbox.closeBehind();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // What a peer can cause: a broken connection, a bad TLS handshake.
    if (!(cause instanceof IOException) && !(cause instanceof DecoderException)) {
      LOG.error("a connection is closed because of a bug", cause);
    }
    leave(Farewell.BROKEN);
  }

  /** Looks at the deadlines; the loop's clock was read just now. */
  void tick() {
    long nanos = loop.nanos();
    if (left()) {
      parting.cutIfLingering(nanos);
      return;
    }
    if (brake.presses(Pause.RATE) && toll.isPaid(nanos)) {
      goOn(Pause.RATE);
    }
    if (inlet.overdue()) {
      inlet.expire();
      settle();
    }
    Farewell lost = patience.lost(nanos);
    if (lost != null) {
      leave(lost);
    }
  }

  /** Stops reading for good: the server stops. */
  void drain() {
    brake.press(Pause.DRAIN);
  }

  /**
   * Says goodbye behind the last answer. What the peer still sends is read and thrown away until it
   * closes: closing over unread bytes would reset the connection and take the answers with it.
   */
  void depart() {
    if (left()) {
      return;
    }
    parting.goodbye(Farewell.DRAIN);
    if (door.tls() || ended) {
      outbox.closeBehind();
    } else {
      outbox.endBehind();
      brake.release();
      brake.readOn();
    }
  }

  /** Closes now; may be called from any thread. */
  void replace() {
    loop.executor().execute(() -> leave(Farewell.REPLACED));
  }

  /** True once nothing is taken any more. */
  boolean left() {
    return parting.left();
  }

  /** Closes now because of a bug met outside the pipeline. */
  void abandon() {
    leave(Farewell.BROKEN);
  }

  /** Closes now, with what was written on its way. */
  void leave(Farewell reason) {
    parting.leave(reason);
  }
}
