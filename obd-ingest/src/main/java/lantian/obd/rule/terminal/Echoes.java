package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Digests of a few stretches driven (既往片段摘要), the rarer kind the longer: a stretch is of a level
 * that its own first sample decides, and each level keeps its last sixteen. Immutable.
 */
final class Echoes {
  /** Number of levels. */
  static final int LEVELS = 3;

  private static final int EACH = 16;

  /** None. */
  static final Echoes NONE = new Echoes(new int[0][0]);

  /** By level, latest first. */
  private final int[][] rings;

  private Echoes(int[][] rings) {
    this.rings = rings.length == LEVELS ? rings : new int[LEVELS][0];
  }

  /** True if a stretch of this level had this digest. */
  boolean has(int level, long digest) {
    for (int kept : rings[level]) {
      if (kept == (int) digest) {
        return true;
      }
    }
    return false;
  }

  /** With one more, without the level's oldest if it is full. */
  Echoes with(int level, long digest) {
    int[] old = rings[level];
    int[] ring = new int[Math.min(EACH, old.length + 1)];
    ring[0] = (int) digest;
    System.arraycopy(old, 0, ring, 1, ring.length - 1);
    int[][] out = rings.clone();
    out[level] = ring;
    return new Echoes(out);
  }

  void write(ByteBuffer out) {
    for (int[] ring : rings) {
      out.put((byte) ring.length);
      for (int digest : ring) {
        out.putInt(digest);
      }
    }
  }

  static Echoes read(ByteBuffer in) {
    int[][] rings = new int[LEVELS][];
    for (int level = 0; level < LEVELS; level++) {
      int length = in.get();
      if (length < 0 || length > EACH) {
        throw new IllegalArgumentException("a memory of " + length + " stretches");
      }
      rings[level] = new int[length];
      for (int i = 0; i < length; i++) {
        rings[level][i] = in.getInt();
      }
    }
    return new Echoes(rings);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Echoes that && Arrays.deepEquals(rings, that.rings);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(rings);
  }

  @Override
  public String toString() {
    return "Echoes" + Arrays.deepToString(rings);
  }
}
