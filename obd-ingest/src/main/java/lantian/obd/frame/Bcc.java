package lantian.obd.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Block check character (异或校验 BCC): XOR over bytes, eight at a time. */
public final class Bcc {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bcc() {}

  /** XOR of {@code length} bytes from {@code offset}, 0–255. */
  public static int of(byte[] bytes, int offset, int length) {
    long wide = 0;
    int at = offset;
    int end = offset + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      wide ^= (long) LONG.get(bytes, at);
    }
    wide ^= wide >>> 32;
    wide ^= wide >>> 16;
    wide ^= wide >>> 8;
    int xor = (int) wide;
    for (; at < end; at++) {
      xor ^= bytes[at];
    }
    return xor & 0xFF;
  }

  /**
   * Writes the check byte of the frame that fills {@code frame}: XOR from the command to the last
   * unit byte.
   */
  public static void seal(byte[] frame) {
    frame[frame.length - 1] = (byte) of(frame, 2, frame.length - 3);
  }
}
