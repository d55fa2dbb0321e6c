package lantian.obd.frame;

/**
 * Judges what stands at one byte of a framer's buffer (候选帧). See spec clause 2, rules 1 and 2.
 *
 * <p>A verdict is a number, so that judging makes no garbage: the length of a whole frame, or one
 * of the constants.
 */
final class Candidate {
  /** No candidate begins here. */
  static final int NOTHING = 0;

  /** More bytes are needed. */
  static final int WAITS = -1;

  private static final int LEN = -2;
  private static final int HEADER = -3;
  private static final int BCC = -4;

  private final int maxUnit;
  private final RunningXor xor = new RunningXor();
  private long work;

  Candidate(int maxUnit) {
    this.maxUnit = maxUnit;
  }

  /** The verdict on {@code at}; the buffered bytes end at {@code to}. */
  int judge(byte[] buffer, int at, int to) {
    byte mark = buffer[at];
    if (mark != '#' && mark != '~') {
      return NOTHING;
    }
    if (at + 1 == to) {
      return WAITS;
    }
    if (buffer[at + 1] != mark) {
      return NOTHING;
    }
    if (to - at < Frame.HEADER) {
      return WAITS;
    }
    work++;
    Refusal header = HeaderCheck.refusal(buffer, at, maxUnit);
    if (header != null) {
      return header == Refusal.LEN ? LEN : HEADER;
    }
    int whole = HeaderCheck.unitLength(buffer, at) + Frame.OVERHEAD;
    if (to - at < whole) {
      return WAITS;
    }
    return xor.zero(buffer, at, at + whole, to) ? whole : BCC;
  }

  /** The reason of a verdict that refuses. */
  static Refusal reason(int verdict) {
    return switch (verdict) {
      case LEN -> Refusal.LEN;
      case HEADER -> Refusal.HEADER;
      case BCC -> Refusal.BCC;
      default -> throw new IllegalArgumentException("verdict " + verdict + " refuses nothing");
    };
  }

  /** The bytes from {@code from} on now stand at the beginning of the buffer. */
  void slide(int from) {
    xor.slide(from);
  }

  /** The buffer holds other bytes now. */
  void reset() {
    xor.reset();
  }

  /** Heads judged so far, and every byte of every XOR. */
  long work() {
    return work + xor.work();
  }
}
