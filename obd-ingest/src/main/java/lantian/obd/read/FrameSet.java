package lantian.obd.read;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import lantian.obd.frame.Frame;

/** Remembers frames by 128 bits of their SHA-256, 16 bytes each in open addressing. */
final class FrameSet {
  private static final int FIRST_ROOM = 1 << 10;

  private final MessageDigest digest;
  private long[] high = new long[FIRST_ROOM];
  private long[] low = new long[FIRST_ROOM];
  private int count;

  FrameSet() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** True if the frame was not there yet. The VIN is part of the frame. */
  boolean add(Frame frame) {
    digest.update(frame.bytes(), frame.offset(), frame.length());
    ByteBuffer bits = ByteBuffer.wrap(digest.digest());
    if (count * 2 > high.length) {
      grow();
    }
    // Zero stands for an empty place, hence the one bit.
    boolean added = put(bits.getLong() | 1, bits.getLong());
    count += added ? 1 : 0;
    return added;
  }

  private boolean put(long upper, long lower) {
    int mask = high.length - 1;
    int at = (int) (upper >>> 20) & mask;
    while (high[at] != 0) {
      if (high[at] == upper && low[at] == lower) {
        return false;
      }
      at = (at + 1) & mask;
    }
    high[at] = upper;
    low[at] = lower;
    return true;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    high = new long[oldHigh.length * 2];
    low = new long[oldLow.length * 2];
    for (int i = 0; i < oldHigh.length; i++) {
      if (oldHigh[i] != 0) {
        put(oldHigh[i], oldLow[i]);
      }
    }
  }
}
