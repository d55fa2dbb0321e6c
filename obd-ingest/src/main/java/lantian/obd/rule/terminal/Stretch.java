package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;

/**
 * Samples in a row whose content is gathered (片段). It begins at a sample whose own content says so,
 * so that the same stretch is found again whenever it comes.
 *
 * @param level how rare its first sample is, 0 to 2
 * @param from second of that sample
 * @param left samples still to come
 * @param changes moving samples that differed from the one before
 * @param digest of what it held so far
 * @param verified true if every item is verified
 */
record Stretch(int level, long from, int left, int changes, long digest, boolean verified) {
  /** How rare a sample is: −1 if no stretch begins with it. */
  static int level(long content, int sparseBits) {
    int zeros = Long.numberOfTrailingZeros(content);
    return zeros < sparseBits ? -1 : Math.min((zeros - sparseBits) / 3, Echoes.LEVELS - 1);
  }

  Stretch on(long content, boolean change, boolean proven) {
    return new Stretch(
        level,
        from,
        left - 1,
        changes + (change ? 1 : 0),
        Content.with(digest, content),
        verified && proven);
  }

  void write(ByteBuffer out) {
    out.put((byte) level).putLong(from).putInt(left).putInt(changes).putLong(digest);
    out.put((byte) (verified ? 1 : 0));
  }

  static Stretch read(ByteBuffer in) {
    int level = in.get();
    if (level < 0 || level >= Echoes.LEVELS) {
      throw new IllegalArgumentException("a memory of level " + level);
    }
    return new Stretch(level, in.getLong(), in.getInt(), in.getInt(), in.getLong(), in.get() != 0);
  }
}
