package lantian.obd.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rice codes: a number's upper bits as that many zeros and a one, its lower {@code k} bits as they
 * are. Noise of differences is close to what they are best for, so little is left for the general
 * compressor behind (decision 0030).
 *
 * <p>A number whose upper part is {@link #ESCAPE} or more follows as 32 plain bits.
 */
final class Rice {
  /** Greatest {@code k}; with {@link #ESCAPE} a code fits into the 57 bits that one load gives. */
  static final int MAX_LOW = 31;

  private static final int ESCAPE = 24;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Rice() {}

  /** Most bytes that {@code count} numbers take. */
  static int room(int count) {
    return (count * (ESCAPE + 1 + Integer.SIZE) + 7) / 8 + Long.BYTES;
  }

  /**
   * Number of lower bits that suits numbers of a given mean length: a little below it, so that the
   * upper part of most is 0 or 1.
   *
   * @param bits length of all numbers together, in bits
   */
  static int low(long bits, int count) {
    return (int) Math.min(MAX_LOW, (10 * bits + 2L * count) / (10L * count));
  }

  /**
   * Writes numbers; the last byte is filled up with zeros.
   *
   * @param out has {@link #room} behind {@code at}
   * @return the position behind
   */
  static int write(int[] values, int from, int to, int low, byte[] out, int at) {
    int next = at;
    long bits = 0;
    int used = 0;
    long mask = (1L << low) - 1;
    for (int i = from; i < to; i++) {
      long value = values[i] & 0xFFFF_FFFFL;
      long upper = value >>> low;
      if (upper + low < Integer.SIZE && upper < ESCAPE) {
        int length = (int) upper + 1 + low;
        bits = bits << length | mask + 1 | (value & mask);
        used += length;
      } else {
        int zeros = (int) Math.min(upper, ESCAPE);
        bits = bits << (zeros + 1) | 1;
        used += zeros + 1;
        if (used >= Integer.SIZE) {
          used -= Integer.SIZE;
          INT.set(out, next, (int) (bits >>> used));
          next += Integer.BYTES;
        }
        int plain = upper < ESCAPE ? low : Integer.SIZE;
        bits = bits << plain | (upper < ESCAPE ? value & mask : value);
        used += plain;
      }
      if (used >= Integer.SIZE) {
        used -= Integer.SIZE;
        INT.set(out, next, (int) (bits >>> used));
        next += Integer.BYTES;
      }
    }
    LONG.set(out, next, used == 0 ? 0 : bits << (Long.SIZE - used));
    return next + (used + 7) / 8;
  }

  /**
   * Reads numbers.
   *
   * @param end nothing is read from there on
   * @return the position behind
   * @throws DamagedChunkException if the numbers go beyond the end
   */
  static int read(byte[] in, int at, int end, int low, int[] values, int from, int to) {
    long bit = (long) at * 8;
    long mask = (1L << low) - 1;
    for (int i = from; i < to; i++) {
      long window = load(in, bit, end);
      int upper = Long.numberOfLeadingZeros(window);
      if (upper < ESCAPE) {
        int length = upper + 1 + low;
        values[i] = (int) (upper << low | (window >>> (Long.SIZE - length) & mask));
        bit += length;
      } else if (upper == ESCAPE) {
        bit += ESCAPE + 1;
        values[i] = (int) (load(in, bit, end) >>> Integer.SIZE);
        bit += Integer.SIZE;
      } else {
        throw new DamagedChunkException("a number is longer than any");
      }
    }
    long behind = (bit + 7) / 8;
    if (behind > end) {
      throw new DamagedChunkException("columns end early");
    }
    return (int) behind;
  }

  /** At least 57 bits from {@code bit} on, left-aligned; zeros from the end on. */
  private static long load(byte[] in, long bit, int end) {
    int at = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    if (at + Long.BYTES <= end) {
      return (long) LONG.get(in, at) << shift;
    }
    long value = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      value = value << 8 | (i < end ? in[i] & 0xFF : 0);
    }
    return value << shift;
  }
}
