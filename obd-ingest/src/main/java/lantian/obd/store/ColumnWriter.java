package lantian.obd.store;

import java.util.Arrays;

/**
 * Writes columns of whole numbers: a constant, equal steps, or zigzag varints of the differences,
 * whichever is shortest to say.
 */
final class ColumnWriter {
  static final int CONSTANT = 0;
  static final int STEPS = 1;
  static final int DIFFERENCES = 2;
  private static final int MAX_VARINT = 10;

  private byte[] out;
  private int size;

  ColumnWriter(int expected) {
    out = new byte[expected];
  }

  byte[] toBytes() {
    return Arrays.copyOf(out, size);
  }

  int size() {
    return size;
  }

  byte[] buffer() {
    return out;
  }

  void u8(int value) {
    room(1);
    out[size++] = (byte) value;
  }

  void i32(int value) {
    u8(value >>> 24);
    u8(value >>> 16);
    u8(value >>> 8);
    u8(value);
  }

  void varint(long value) {
    room(MAX_VARINT);
    size = put(out, size, value);
  }

  void raw(byte[] bytes, int offset, int length) {
    room(length);
    System.arraycopy(bytes, offset, out, size, length);
    size += length;
  }

  /** Writes the first {@code count} values; their number is not written. */
  void column(long[] values, int count) {
    if (count == 0) {
      return;
    }
    long step = count == 1 ? 0 : values[1] - values[0];
    int even = 1;
    while (even < count && values[even] - values[even - 1] == step) {
      even++;
    }
    if (even == count) {
      u8(step == 0 ? CONSTANT : STEPS);
      varint(zigzag(values[0]));
      if (step != 0) {
        varint(zigzag(step));
      }
      return;
    }
    u8(DIFFERENCES);
    differences(values, count);
  }

  private void differences(long[] values, int count) {
    room(MAX_VARINT * count);
    byte[] to = out;
    int at = size;
    long last = 0;
    for (int i = 0; i < count; i++) {
      long value = values[i];
      at = put(to, at, zigzag(value - last));
      last = value;
    }
    size = at;
  }

  private static int put(byte[] to, int from, long value) {
    int at = from;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    return at;
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private void room(int more) {
    if (size + more > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
    }
  }
}
