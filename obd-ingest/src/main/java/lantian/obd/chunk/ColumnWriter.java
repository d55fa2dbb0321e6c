package lantian.obd.chunk;

import java.util.Arrays;

/**
 * Writes columns of whole numbers: a constant, equal steps, or differences, whichever is shortest
 * to say. Differences of words are Rice codes, of 64-bit numbers varints.
 */
final class ColumnWriter {
  static final int CONSTANT = 0;
  static final int STEPS = 1;
  static final int DIFFERENCES = 2;
  static final int RICE = 3;
  static final int RICE_SECOND = 4;
  private static final int MAX_VARINT = 10;

  private byte[] out;
  private int[] codes;
  private int size;

  /**
   * An empty writer.
   *
   * @param bytes expected size
   * @param rows longest column
   */
  ColumnWriter(int bytes, int rows) {
    out = new byte[bytes];
    codes = new int[rows];
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
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[size++] = (byte) rest;
  }

  void raw(byte[] bytes, int offset, int length) {
    room(length);
    System.arraycopy(bytes, offset, out, size, length);
    size += length;
  }

  /** Writes the first {@code count} 64-bit numbers; how many they are is not written. */
  void longs(long[] values, int count) {
    if (count == 0) {
      return;
    }
    long step = count == 1 ? 0 : values[1] - values[0];
    int even = 1;
    while (even < count && values[even] - values[even - 1] == step) {
      even++;
    }
    if (even == count) {
      even(values[0], step);
      return;
    }
    u8(DIFFERENCES);
    long last = 0;
    for (int i = 0; i < count; i++) {
      varint(zigzag(values[i] - last));
      last = values[i];
    }
  }

  /**
   * Writes the first {@code count} words of 32 bits; how many they are is not written.
   *
   * @param smooth true if differences of differences may be shorter
   */
  void words(int[] values, int count, boolean smooth) {
    if (count == 0) {
      return;
    }
    int step = count == 1 ? 0 : values[1] - values[0];
    int even = 1;
    while (even < count && values[even] - values[even - 1] == step) {
      even++;
    }
    if (even == count) {
      even(values[0], step);
      return;
    }
    long bits = differences(values, count);
    long secondBits = smooth ? secondDifferences(values, count) : bits;
    boolean second = secondBits < bits;
    if (smooth && !second) {
      differences(values, count);
    }
    int from = second ? 2 : 1;
    u8(second ? RICE_SECOND : RICE);
    varint(zigzag(values[0]));
    if (second) {
      varint(zigzag(step));
    }
    int low = Rice.low(second ? secondBits : bits, count - from);
    u8(low);
    room(Rice.room(count));
    size = Rice.write(codes, from, count, low, out, size);
  }

  private void even(long first, long step) {
    u8(step == 0 ? CONSTANT : STEPS);
    varint(zigzag(first));
    if (step != 0) {
      varint(zigzag(step));
    }
  }

  /** Fills the codes from 1 on; the answer is their length together in bits. */
  private long differences(int[] values, int count) {
    int last = values[0];
    long bits = 0;
    for (int i = 1; i < count; i++) {
      int difference = values[i] - last;
      last = values[i];
      codes[i] = difference << 1 ^ difference >> 31;
      bits += Integer.SIZE - Integer.numberOfLeadingZeros(codes[i]);
    }
    return bits;
  }

  private long secondDifferences(int[] values, int count) {
    int last = values[1];
    int slope = values[1] - values[0];
    long bits = 0;
    for (int i = 2; i < count; i++) {
      int change = values[i] - last - slope;
      slope += change;
      last = values[i];
      codes[i] = change << 1 ^ change >> 31;
      bits += Integer.SIZE - Integer.numberOfLeadingZeros(codes[i]);
    }
    return bits;
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
