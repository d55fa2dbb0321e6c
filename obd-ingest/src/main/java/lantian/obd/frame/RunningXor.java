package lantian.obd.frame;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * XOR of spans of a framer's buffer, linear in the bytes that pass.
 *
 * <p>Honest streams never fail a check byte and take the wide XOR only. After the first failure
 * running sums are kept, so that overlapping false heads cost nothing more than their header.
 */
final class RunningXor {
  private byte @Nullable [] sums;
  private int base;
  private int known;
  private long work;

  /**
   * True if the bytes from {@code at} to {@code end} XOR to 0; {@code limit} is the end of the
   * buffered bytes.
   */
  boolean zero(byte[] bytes, int at, int end, int limit) {
    byte[] running = sums;
    if (running == null) {
      work += end - at;
      if (Bcc.of(bytes, at, end - at) == 0) {
        return true;
      }
      sums = new byte[Math.max(64, limit - at + 1)];
      base = at;
      known = at;
      return false;
    }
    if (limit - base + 1 > running.length) {
      work += running.length;
      running = Arrays.copyOf(running, (limit - base + 1) * 2);
      sums = running;
    }
    work += Math.max(0, limit - known);
    for (; known < limit; known++) {
      running[known - base + 1] = (byte) (running[known - base] ^ bytes[known]);
    }
    return running[end - base] == running[at - base];
  }

  /** The bytes from {@code from} on now stand at the beginning of the buffer. */
  void slide(int from) {
    byte[] running = sums;
    if (running == null) {
      return;
    }
    if (known < from || base > from) {
      sums = null;
      return;
    }
    sums = Arrays.copyOfRange(running, from - base, Math.max(known - base + 1, from - base + 64));
    work += sums.length;
    known -= from;
    base = 0;
  }

  /** Bytes XOR-ed or moved so far. */
  long work() {
    return work;
  }

  void reset() {
    sums = null;
  }
}
