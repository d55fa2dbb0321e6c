package lantian.obd.rule.state;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Some seconds of a reading and of what it should follow (时间块), sums of raw words.
 *
 * @param start first second
 * @param last last second
 * @param items items
 * @param fuel sum of the fuel rate
 * @param second sum of the other driver, 0 if there is none
 * @param reading sum of the reading
 * @param verified true if every item is verified
 */
record Slice(
    long start, long last, int items, long fuel, long second, long reading, boolean verified) {
  /** The same and one more item. */
  Slice and(long now, long moreFuel, long moreSecond, long moreReading, boolean proven) {
    return new Slice(
        start,
        now,
        items + 1,
        fuel + moreFuel,
        second + moreSecond,
        reading + moreReading,
        verified && proven);
  }

  /** Means are rounded down to raw words. */
  long meanFuel() {
    return fuel / items;
  }

  long meanSecond() {
    return second / items;
  }

  long meanReading() {
    return reading / items;
  }

  static void write(@Nullable Slice of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (of.verified ? 2 : 1)).putLong(of.start).putLong(of.last).putInt(of.items);
    out.putLong(of.fuel).putLong(of.second).putLong(of.reading);
  }

  static @Nullable Slice read(ByteBuffer in) {
    int form = in.get();
    return form == 0
        ? null
        : new Slice(
            in.getLong(),
            in.getLong(),
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            form == 2);
  }
}
