package lantian.obd.terminal;

import io.netty.buffer.ByteBuf;

/**
 * Answers of one connection that wait for their frames to be stored (待发应答), in the order of the
 * frames.
 *
 * <p>One array without an object per answer: {@code frame number u32, length u8, bytes}. The number
 * is the low half of the frame's; both wrap alike. Holds no array while it is empty.
 */
final class AnswerQueue {
  private static final byte[] NONE = new byte[0];
  private static final int HEAD = 5;
  private static final int INITIAL = 4 * (HEAD + AnswerForm.LONGEST);
  private static final int FAST = 0x80;

  private byte[] bytes = NONE;
  private int from;
  private int to;
  private int count;

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * Adds the answer to a frame.
   *
   * @param frame number of the frame on the connection
   * @param fast true if it may go as soon as those before it have gone, and gets our time then
   */
  void add(long frame, boolean fast, byte[] answer, int length) {
    room(HEAD + length);
    int number = (int) frame;
    bytes[to] = (byte) (number >>> 24);
    bytes[to + 1] = (byte) (number >>> 16);
    bytes[to + 2] = (byte) (number >>> 8);
    bytes[to + 3] = (byte) number;
    bytes[to + 4] = (byte) (fast ? length | FAST : length);
    System.arraycopy(answer, 0, bytes, to + HEAD, length);
    to += HEAD + length;
    count++;
  }

  /** True if the first answer may go. */
  boolean ready(long stored) {
    return count > 0 && (fast() || (int) stored - number() > 0);
  }

  /**
   * Moves every answer that may go into {@code out}.
   *
   * @param stored number of frames known to be stored: those with lower numbers are
   * @return how many went
   */
  int release(long stored, long epochSecond, ByteBuf out) {
    int before = count;
    while (ready(stored)) {
      int length = bytes[from + 4] & (FAST - 1);
      if (fast()) {
        AnswerBytes.stamp(bytes, from + HEAD, epochSecond);
      }
      out.writeBytes(bytes, from + HEAD, length);
      from += HEAD + length;
      count--;
    }
    if (count == 0) {
      bytes = NONE;
      from = 0;
      to = 0;
    }
    return before - count;
  }

  private boolean fast() {
    return (bytes[from + 4] & FAST) != 0;
  }

  private int number() {
    return (bytes[from] & 0xFF) << 24
        | (bytes[from + 1] & 0xFF) << 16
        | (bytes[from + 2] & 0xFF) << 8
        | (bytes[from + 3] & 0xFF);
  }

  private void room(int needed) {
    if (to + needed <= bytes.length) {
      return;
    }
    int used = to - from;
    if (used + needed <= bytes.length / 2) {
      System.arraycopy(bytes, from, bytes, 0, used);
    } else {
      byte[] larger = new byte[Math.max(INITIAL, 2 * (used + needed))];
      System.arraycopy(bytes, from, larger, 0, used);
      bytes = larger;
    }
    from = 0;
    to = used;
  }
}
