package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Valid seconds of one city day (车辆日有效时段). Whether the day counts and is high is said with each of
 * them, so that a day is held against its own limits and not against those of the next.
 *
 * @param day number of the city day
 * @param first first valid second
 * @param last last valid second
 * @param seconds valid seconds
 * @param above those above the limit
 * @param limit the limit at the last of them, thousandths of a ppm
 * @param counts true if they are enough for the day to count
 * @param often true if enough of them are above
 * @param verified true if all of them are verified
 * @param spread all of them
 */
record NoxDay(
    int day,
    long first,
    long last,
    int seconds,
    int above,
    long limit,
    boolean counts,
    boolean often,
    boolean verified,
    Distribution spread) {
  private static final int WHOLE = 100_000;
  private static final long MILLI_AT_ZERO = Words.milli(Signal.NOX_DOWNSTREAM, 0);
  private static final long MILLI_PER_BIT = Words.milli(Signal.NOX_DOWNSTREAM, 1) - MILLI_AT_ZERO;

  static NoxDay begin(int day, Reading item) {
    long now = item.second();
    return new NoxDay(day, now, now, 0, 0, 0, false, false, true, Distribution.NONE);
  }

  NoxDay with(Reading item, DailyLimits limits, DailyLimits.Ceiling ceiling) {
    long raw = item.raw(Signal.NOX_DOWNSTREAM);
    int more = seconds + 1;
    int high = above + (raw > ceiling.raw() ? 1 : 0);
    return new NoxDay(
        day,
        first,
        item.second(),
        more,
        high,
        ceiling.milli(),
        more >= limits.leastSeconds(),
        (long) high * WHOLE > limits.share() * more,
        verified && item.verified(),
        spread.with(MILLI_AT_ZERO + raw * MILLI_PER_BIT));
  }

  /** Thousandths of a ppm that half of the seconds did not stay below. */
  long median() {
    return spread.atRank((seconds + 1) / 2);
  }

  /** Thousandths of a ppm that a tenth of the seconds did not stay below (P90). */
  long ninth() {
    return spread.atRank((int) ((9L * seconds + 9) / 10));
  }

  /** True if the day counts and is high: often above the limit, and so is its median. */
  boolean high() {
    return counts && often && median() >= limit;
  }

  /** Seconds above the limit, thousandths of a per cent, rounded down. */
  long share() {
    return (long) above * WHOLE / seconds;
  }

  static void write(@Nullable NoxDay of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putInt(of.day).putLong(of.first).putLong(of.last);
    out.putInt(of.seconds).putInt(of.above).putLong(of.limit);
    out.put((byte) (of.counts ? 1 : 0)).put((byte) (of.often ? 1 : 0));
    out.put((byte) (of.verified ? 1 : 0));
    of.spread.write(out);
  }

  static @Nullable NoxDay read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new NoxDay(
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getInt(),
        in.getLong(),
        in.get() != 0,
        in.get() != 0,
        in.get() != 0,
        Distribution.read(in));
  }
}
