package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;

/**
 * The reagent level while the vehicle keeps moving (行驶中液位段), in means.
 *
 * @param start first second of the moving, −1 if it does not move
 * @param last last second
 * @param blockStart first second of the block that grows
 * @param count its items
 * @param sum sum of their levels, raw words
 * @param low lowest mean, thousandths of a per cent; −1 before the level has settled
 * @param lowAt last second of its block
 * @param least lowest mean since the level rose above it by the limit, −1 if it has not
 * @param since first second of its first block
 * @param verified true if all items are verified
 */
record Climb(
    long start,
    long last,
    long blockStart,
    int count,
    long sum,
    long low,
    long lowAt,
    long least,
    long since,
    boolean verified) {
  static final Climb NONE = new Climb(-1, -1, -1, 0, 0, -1, -1, -1, -1, true);

  static Climb begin(Reading item) {
    long now = item.second();
    return new Climb(
        now, now, now, 1, item.raw(Signal.REAGENT_LEVEL), -1, -1, -1, -1, item.verified());
  }

  /** True if the item follows the last one closely. */
  boolean follows(long now, int restSeconds) {
    return start >= 0 && now - last <= restSeconds;
  }

  /** True if the block before an item has its time. */
  boolean full(long now, int blockSeconds) {
    return now - blockStart >= blockSeconds;
  }

  /** Mean of the block, thousandths of a per cent. */
  long mean() {
    return Words.milli(Signal.REAGENT_LEVEL, sum) / count;
  }

  /** One more item, of the same block or as the first of the next one. */
  Climb with(Reading item, boolean next) {
    long now = item.second();
    long level = item.raw(Signal.REAGENT_LEVEL);
    return new Climb(
        start,
        now,
        next ? now : blockStart,
        next ? 1 : count + 1,
        next ? level : sum + level,
        low,
        lowAt,
        least,
        since,
        verified && item.verified());
  }

  /** A full block that does not lie above the lowest by the limit. */
  Climb below() {
    long mean = mean();
    boolean lower = low < 0 || mean < low;
    return at(lower ? mean : low, lower ? last : lowAt, -1, -1);
  }

  /** A full block that does. */
  Climb above() {
    boolean first = least < 0;
    return at(low, lowAt, first ? mean() : Math.min(least, mean()), first ? blockStart : since);
  }

  /** The level stands where it rose to. */
  Climb arrived() {
    return at(mean(), last, -1, -1);
  }

  private Climb at(long low, long lowAt, long least, long since) {
    return new Climb(start, last, blockStart, count, sum, low, lowAt, least, since, verified);
  }

  void write(ByteBuffer out) {
    out.putLong(start).putLong(last).putLong(blockStart).putInt(count).putLong(sum);
    out.putLong(low).putLong(lowAt).putLong(least).putLong(since);
    out.put((byte) (verified ? 1 : 0));
  }

  static Climb read(ByteBuffer in) {
    return new Climb(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0);
  }
}
