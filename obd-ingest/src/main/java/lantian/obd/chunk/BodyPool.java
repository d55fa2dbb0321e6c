package lantian.obd.chunk;

import java.util.Arrays;

/** Distinct bodies of a chunk one behind the other; OBD blocks mostly repeat. */
final class BodyPool {
  private static final byte[] NONE = new byte[0];

  private byte[] bytes = NONE;
  private int[] ends = new int[2];
  private int[] hashes = new int[2];
  private int count;

  int count() {
    return count;
  }

  int size() {
    return bytes.length + ends.length * Integer.BYTES * 2;
  }

  /** Number of the body, added if it is not there yet. */
  int numberOf(byte[] src, int offset, int length) {
    int hash = hash(src, offset, length);
    for (int i = count - 1; i >= 0; i--) {
      if (hashes[i] == hash && isBody(i, src, offset, length)) {
        return i;
      }
    }
    int from = start(count);
    if (from + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, from + Math.max(length, bytes.length / 4));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count + Math.max(4, count / 2));
      hashes = Arrays.copyOf(hashes, ends.length);
    }
    System.arraycopy(src, offset, bytes, from, length);
    ends[count] = from + length;
    hashes[count] = hash;
    return count++;
  }

  int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** The bodies; those written keep their place for ever. */
  byte[] bytes() {
    return bytes;
  }

  /** End of each body in {@link #bytes()}. */
  int[] ends() {
    return Arrays.copyOf(ends, count);
  }

  private boolean isBody(int number, byte[] src, int offset, int length) {
    return Arrays.equals(bytes, start(number), ends[number], src, offset, offset + length);
  }

  private static int hash(byte[] src, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + src[i];
    }
    return hash;
  }
}
