package lantian.obd.rule.state;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A reading that has not left its band, and how far another one moved meanwhile (停滞段). All bounds
 * are raw words.
 *
 * @param start first second
 * @param last last second
 * @param seconds time under observation
 * @param first the reading at the start
 * @param low its least value
 * @param high its greatest
 * @param driverLow least value of what drives it
 * @param driverHigh its greatest
 * @param rests times in between in which the engine could have grown cold
 * @param verified true if every item is verified
 * @param told what was told, null before
 */
public record Stillness(
    long start,
    long last,
    long seconds,
    long first,
    long low,
    long high,
    long driverLow,
    long driverHigh,
    int rests,
    boolean verified,
    @Nullable Episode told) {
  public static Stillness begin(Reading item, long raw, long driver) {
    long now = item.second();
    return new Stillness(now, now, 0, raw, raw, raw, driver, driver, 0, item.verified(), null);
  }

  /** One more item, after so many seconds under observation, or after a rest. */
  public Stillness next(Reading item, long raw, long driver, long elapsed, boolean rested) {
    return new Stillness(
        start,
        item.second(),
        seconds + elapsed,
        first,
        Math.min(low, raw),
        Math.max(high, raw),
        Math.min(driverLow, driver),
        Math.max(driverHigh, driver),
        rests + (rested ? 1 : 0),
        verified && item.verified(),
        told);
  }

  public Stillness told(Episode episode) {
    return new Stillness(
        start, last, seconds, first, low, high, driverLow, driverHigh, rests, verified, episode);
  }

  public long band() {
    return high - low;
  }

  public long driven() {
    return driverHigh - driverLow;
  }

  /** As it stands, in minutes; the detail is the reading at the start in thousandths. */
  public Episode episode(String ruleSet, long limit, long milliAtStart) {
    long minutes = Spell.minutes(seconds);
    long passed = told == null ? last : told.peakAt();
    return new Episode(
        ruleSet, start, last, passed, minutes, minutes, limit, milliAtStart, verified);
  }

  public static void write(@Nullable Stillness still, ByteBuffer out) {
    if (still == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(still.start).putLong(still.last).putLong(still.seconds);
    out.putLong(still.first).putLong(still.low).putLong(still.high);
    out.putLong(still.driverLow).putLong(still.driverHigh).putInt(still.rests);
    out.put((byte) (still.verified ? 1 : 0));
    Episode.write(still.told, out);
  }

  public static @Nullable Stillness read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Stillness(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.get() != 0,
        Episode.read(in));
  }
}
