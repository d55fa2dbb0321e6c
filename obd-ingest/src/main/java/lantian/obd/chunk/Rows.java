package lantian.obd.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Columns out of rows of bytes and back; numbers are big-endian. */
final class Rows {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Rows() {}

  static int i32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /** Takes one number of {@code width} 1, 2 or 4 bytes, unsigned, out of every row. */
  static void gather(byte[] rows, int offset, int stride, int width, int[] to, int count) {
    int at = offset;
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++, at += stride) {
          to[i] = rows[at] & 0xFF;
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++, at += stride) {
          to[i] = (short) SHORT.get(rows, at) & 0xFFFF;
        }
      }
      default -> {
        for (int i = 0; i < count; i++, at += stride) {
          to[i] = (int) INT.get(rows, at);
        }
      }
    }
  }

  /** Takes one number of eight bytes out of every row. */
  static void gather(byte[] rows, int offset, int stride, long[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = (long) LONG.get(rows, i * stride + offset);
    }
  }

  /** The reverse of {@link #gather(byte[], int, int, int, int[], int)}. */
  static void scatter(int[] from, int count, byte[] rows, int offset, int stride, int width) {
    int at = offset;
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++, at += stride) {
          rows[at] = (byte) from[i];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++, at += stride) {
          SHORT.set(rows, at, (short) from[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++, at += stride) {
          INT.set(rows, at, from[i]);
        }
      }
    }
  }

  /** The reverse of {@link #gather(byte[], int, int, long[], int)}. */
  static void scatter(long[] from, int count, byte[] rows, int offset, int stride) {
    for (int i = 0; i < count; i++) {
      LONG.set(rows, i * stride + offset, from[i]);
    }
  }
}
