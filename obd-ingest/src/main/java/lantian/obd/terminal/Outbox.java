package lantian.obd.terminal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/** Answers of one connection (应答发送): owed in the order of its frames, written together. */
final class Outbox {
  private final Channel channel;
  private final Loop loop;
  private final AnswerQueue owed = new AnswerQueue();
  private @Nullable ByteBuf out;
  private long owedSince;

  Outbox(Channel channel, Loop loop) {
    this.channel = channel;
    this.loop = loop;
  }

  /** Answers that wait for storage. */
  int owed() {
    return owed.count();
  }

  /** True if the first answer owed has waited longer than this. */
  boolean overdue(long nowNanos, long limitNanos) {
    return !owed.isEmpty() && nowNanos - owedSince > limitNanos;
  }

  /**
   * Takes on the answer to a frame.
   *
   * @param number number of the frame on the connection
   * @param accepted false if it was quarantined
   */
  void owe(long number, Frame frame, AckPolicy policy, AnswerForm form, boolean accepted) {
    byte[] answer = loop.answer();
    long second = loop.second();
    AnswerBytes.write(form, frame, policy, accepted, second, answer);
    // A refusal is only true of what is stored, even that of a time sync.
    boolean fast = form.fast() && (accepted || form == AnswerForm.ECHO_TIME);
    if (fast && owed.isEmpty()) {
      AnswerBytes.stamp(answer, 0, second);
      out(form.length()).writeBytes(answer, 0, form.length());
      loop.shared().meters().answered(1);
      return;
    }
    if (owed.isEmpty()) {
      owedSince = loop.nanos();
    }
    owed.add(number, fast, answer, form.length());
  }

  /**
   * Writes what may be answered now.
   *
   * @param stored frames of the connection known to be stored
   * @param oldestNanos when the oldest of those just stored was received
   */
  void release(long stored, long oldestNanos) {
    if (owed.ready(stored)) {
      int gone = owed.release(stored, loop.second(), out(AnswerForm.LONGEST));
      flush();
      owedSince = loop.nanos();
      loop.shared().meters().answered(gone);
      loop.shared().meters().delayed(loop.nanos() - oldestNanos);
    }
  }

  /** Sends everything written so far with one call. */
  void flush() {
    ByteBuf full = out;
    if (full != null) {
      out = null;
      var _ = channel.writeAndFlush(full, channel.voidPromise());
    }
  }

  /** Closes the connection once everything written has gone out. */
  void closeBehind() {
    flush();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Tells the peer that nothing more comes, behind everything written. */
  void endBehind() {
    flush();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> end());
  }

  /** Cuts the connection, whatever is still to go out. */
  void cut() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = channel.close();
  }

  private void end() {
    var _ = ((DuplexChannel) channel).shutdownOutput();
  }

  /** Gives back what was never sent; the connection is gone. */
  void discard() {
    if (out != null) {
      out.release();
      out = null;
    }
  }

  private ByteBuf out(int bytes) {
    ByteBuf open = out;
    if (open == null) {
      open = channel.alloc().buffer(bytes);
      out = open;
    }
    return open;
  }
}
