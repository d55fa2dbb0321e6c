package lantian.obd.store;

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

  /** Reads {@code count} values into {@code to}. */
  void column(long[] to, int count) {
    if (count == 0) {
      return;
    }
    int kind = u8();
    switch (kind) {
      case ColumnWriter.CONSTANT -> even(to, count, unzigzag(varint()), 0);
      case ColumnWriter.STEPS -> even(to, count, unzigzag(varint()), unzigzag(varint()));
      case ColumnWriter.DIFFERENCES -> differences(to, count);
      default -> throw new DamagedChunkException("no column of kind " + kind);
    }
  }

  /** Refuses bytes that nothing asked for. */
  void end() {
    if (at != end) {
      throw new DamagedChunkException(end - at + " bytes are left over");
    }
  }

  private static void even(long[] to, int count, long first, long step) {
    long value = first;
    for (int i = 0; i < count; i++) {
      to[i] = value;
      value += step;
    }
  }

  private void differences(long[] to, int count) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last += unzigzag(varint());
      to[i] = last;
    }
  }

  private static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }
}
