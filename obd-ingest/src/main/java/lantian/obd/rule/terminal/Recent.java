package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;

/**
 * Which of the last silent ways an alarm announced (近期断报行程).
 *
 * @param bits the last one lowest, 1 if it was announced
 * @param count how many there are
 */
record Recent(int bits, int count) {
  /** As many as can be kept. */
  static final int MOST = 30;

  static final Recent NONE = new Recent(0, 0);

  /** With one more, of at most so many. */
  Recent with(boolean said, int most) {
    int mask = (1 << most) - 1;
    return new Recent((bits << 1 | (said ? 1 : 0)) & mask, Math.min(count + 1, most));
  }

  /** Share that was announced, percent, rounded down; 100 before the first. */
  int saidPct() {
    return count == 0 ? 100 : Integer.bitCount(bits) * 100 / count;
  }

  void write(ByteBuffer out) {
    out.putInt(bits).putInt(count);
  }

  static Recent read(ByteBuffer in) {
    return new Recent(in.getInt(), in.getInt());
  }
}
