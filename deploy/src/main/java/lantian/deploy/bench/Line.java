package lantian.deploy.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the generator (连接): logs in, keeps a window of packets unanswered, and follows
 * each read with one write. Lives on its event loop.
 */
final class Line extends ChannelInboundHandlerAdapter {
  private static final int ECHO = 25;
  private static final int PLATFORM = 31;
  private static final int DATA = 0x02;
  private static final int POSITIVE = 0x01;
  private static final int VIN_TAIL = 9;

  /**
   * What the lines of a run have in common.
   *
   * @param platform true for platform links
   * @param window most unanswered packets
   * @param keepsFull true if every answer is followed by another packet at once
   */
  record Setup(boolean platform, int window, boolean keepsFull) {}

  private final Setup setup;
  private final List<Sender> senders;
  private final byte[] login;
  private final Tally tally;
  private final Runnable loggedIn;
  private final long[] sentAt;
  private final int answer;
  private int unanswered;
  private long sent;
  private boolean welcome;
  private boolean paused = true;
  private @Nullable ByteBuf rest;
  private @Nullable ChannelHandlerContext context;

  Line(Setup setup, List<Sender> senders, byte[] login, Tally tally, Runnable loggedIn) {
    this.setup = setup;
    this.senders = senders;
    this.login = login;
    this.tally = tally;
    this.loggedIn = loggedIn;
    this.sentAt = new long[setup.window()];
    this.answer = setup.platform() ? PLATFORM : ECHO;
  }

  @Override
  public void channelActive(ChannelHandlerContext opened) {
    context = opened;
    var _ = opened.writeAndFlush(opened.alloc().buffer(login.length).writeBytes(login));
  }

  @Override
  public void channelInactive(ChannelHandlerContext gone) {
    tally.closed();
    paused = true;
    ReferenceCountUtil.release(rest);
    rest = null;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    var _ = from.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    ByteBuf in = joined((ByteBuf) message);
    long now = System.nanoTime();
    int at = in.readerIndex();
    for (; in.writerIndex() - at >= answer; at += answer) {
      take(in, at, now);
    }
    in.readerIndex(at);
    if (in.isReadable()) {
      rest = in;
    } else {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    if (setup.keepsFull() && !paused) {
      send(setup.window() - unanswered, System.nanoTime());
    }
  }

  /** Begins to send. */
  void resume() {
    paused = false;
    if (setup.keepsFull()) {
      send(setup.window() - unanswered, System.nanoTime());
    }
  }

  /** Sends nothing more. */
  void pause() {
    paused = true;
  }

  /** One packet that was due at this time; false if too many are unanswered. */
  boolean offer(long dueNanos) {
    if (paused || unanswered == setup.window()) {
      return false;
    }
    send(1, dueNanos);
    return true;
  }

  int unanswered() {
    return unanswered;
  }

  void close() {
    if (context != null) {
      var _ = context.close();
    }
  }

  private ByteBuf joined(ByteBuf fresh) {
    ByteBuf before = rest;
    if (before == null) {
      return fresh;
    }
    rest = null;
    ByteBuf both = before.alloc().buffer(before.readableBytes() + fresh.readableBytes());
    both.writeBytes(before).writeBytes(fresh);
    before.release();
    fresh.release();
    return both;
  }

  private void take(ByteBuf in, int at, long now) {
    boolean frame = in.getByte(at) == in.getByte(at + 1);
    if (!welcome) {
      welcome = frame;
      loggedIn.run();
      return;
    }
    int index = (int) ((sent - unanswered) % sentAt.length);
    Sender sender = senders.get((int) ((sent - unanswered) % senders.size()));
    int vinAt = at + (setup.platform() ? 4 : 3) + VIN_TAIL;
    boolean mine =
        unanswered > 0
            && frame
            && in.getByte(at + 2) == DATA
            && in.getLong(vinAt) == sender.vinTail();
    if (!mine) {
      tally.wrong();
    } else if (setup.platform() && in.getByte(at + 3) != POSITIVE) {
      tally.refused();
    } else {
      tally.acknowledged(now - sentAt[index]);
    }
    unanswered = Math.max(0, unanswered - 1);
  }

  private void send(int count, long dueNanos) {
    ChannelHandlerContext to = context;
    if (count <= 0 || to == null || !to.channel().isActive()) {
      return;
    }
    ByteBuf out = to.alloc().buffer(count * Sender.length(setup.platform()));
    for (int i = 0; i < count; i++) {
      senders.get((int) (sent % senders.size())).write(out, setup.platform());
      sentAt[(int) (sent % sentAt.length)] = dueNanos;
      sent++;
      unanswered++;
    }
    var _ = to.writeAndFlush(out, to.voidPromise());
  }
}
