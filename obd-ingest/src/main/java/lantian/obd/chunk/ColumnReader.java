package lantian.obd.chunk;

import java.util.Arrays;

/** Reads what {@link ColumnWriter} wrote; never past its end, never more than it is asked for. */
final class ColumnReader {
  private final byte[] in;
  private final int end;
  private int at;

  ColumnReader(byte[] in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  int u8() {
    if (at >= end) {
      throw new DamagedChunkException("columns end early");
    }
    return in[at++] & 0xFF;
  }

  /** A number of things, refused above {@code limit} before anything is allocated for them. */
  int count(int limit) {
    long count = varint();
    if (count < 0 || count > limit) {
      throw new DamagedChunkException("a count of " + count + " is above " + limit);
    }
    return (int) count;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedChunkException("a varint is longer than ten bytes");
  }

  byte[] raw(int length) {
    if (length > end - at) {
      throw new DamagedChunkException("columns end early");
    }
    byte[] out = new byte[length];
    System.arraycopy(in, at, out, 0, length);
    at += length;
    return out;
  }

  /** Reads {@code count} 64-bit numbers. */
  void longs(long[] to, int count) {
    if (count == 0) {
      return;
    }
    int kind = u8();
    long first = unzigzag(varint());
    switch (kind) {
      case ColumnWriter.CONSTANT -> Arrays.fill(to, 0, count, first);
      case ColumnWriter.STEPS -> {
        long step = unzigzag(varint());
        for (int i = 0; i < count; i++) {
          to[i] = first + i * step;
        }
      }
      case ColumnWriter.DIFFERENCES -> {
        to[0] = first;
        for (int i = 1; i < count; i++) {
          to[i] = to[i - 1] + unzigzag(varint());
        }
      }
      default -> throw new DamagedChunkException("no column of kind " + kind);
    }
  }

  /** Reads {@code count} words of 32 bits. */
  void words(int[] to, int count) {
    if (count == 0) {
      return;
    }
    int kind = u8();
    int first = (int) unzigzag(varint());
    switch (kind) {
      case ColumnWriter.CONSTANT -> Arrays.fill(to, 0, count, first);
      case ColumnWriter.STEPS -> {
        int step = (int) unzigzag(varint());
        for (int i = 0; i < count; i++) {
          to[i] = first + i * step;
        }
      }
      case ColumnWriter.RICE -> {
        rice(to, 1, count);
        int last = first;
        to[0] = first;
        for (int i = 1; i < count; i++) {
          last += to[i] >>> 1 ^ -(to[i] & 1);
          to[i] = last;
        }
      }
      case ColumnWriter.RICE_SECOND -> {
        int slope = (int) unzigzag(varint());
        rice(to, 2, count);
        int last = first + slope;
        to[0] = first;
        to[1] = last;
        for (int i = 2; i < count; i++) {
          slope += to[i] >>> 1 ^ -(to[i] & 1);
          last += slope;
          to[i] = last;
        }
      }
      default -> throw new DamagedChunkException("no column of kind " + kind);
    }
  }

  private void rice(int[] to, int from, int count) {
    int low = u8();
    if (low > Rice.MAX_LOW || from > count) {
      throw new DamagedChunkException("codes with " + low + " lower bits");
    }
    at = Rice.read(in, at, end, low, to, from, count);
  }

  /** Refuses bytes that nothing asked for. */
  void end() {
    if (at != end) {
      throw new DamagedChunkException(end - at + " bytes are left over");
    }
  }

  private static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }
}
