package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * High NOx samples that follow each other without a longer gap (连续高值段).
 *
 * @param start first high second
 * @param lastHigh last high second
 * @param lastAssessed last second that was held against the limit
 * @param count high samples
 * @param sumRaw sum of their raw words
 * @param peakRaw greatest raw word
 * @param peakAt its first second
 * @param standIn true if the outlet temperature stood in at one of them
 * @param verified true if all of them are verified
 * @param told what was told, null before the hold time is over
 */
record NoxStreak(
    long start,
    long lastHigh,
    long lastAssessed,
    int count,
    long sumRaw,
    long peakRaw,
    long peakAt,
    boolean standIn,
    boolean verified,
    @Nullable Episode told) {
  private static final long MILLI_AT_ZERO = Words.milli(Signal.NOX_DOWNSTREAM, 0);
  private static final long MILLI_PER_BIT = Words.milli(Signal.NOX_DOWNSTREAM, 1) - MILLI_AT_ZERO;

  static NoxStreak begin(Reading item, long raw, boolean standIn) {
    long now = item.second();
    return new NoxStreak(now, now, now, 1, raw, raw, now, standIn, item.verified(), null);
  }

  NoxStreak high(Reading item, long raw, boolean outlet) {
    long now = item.second();
    boolean top = raw > peakRaw;
    return new NoxStreak(
        start,
        now,
        now,
        count + 1,
        sumRaw + raw,
        top ? raw : peakRaw,
        top ? now : peakAt,
        standIn || outlet,
        verified && item.verified(),
        told);
  }

  NoxStreak low(long now) {
    return new NoxStreak(
        start, lastHigh, now, count, sumRaw, peakRaw, peakAt, standIn, verified, told);
  }

  NoxStreak told(Episode episode) {
    return new NoxStreak(
        start, lastHigh, lastAssessed, count, sumRaw, peakRaw, peakAt, standIn, verified, episode);
  }

  /** The streak up to its last high second; the mean is rounded half up. */
  Episode episode(String ruleSet, long limitMilli) {
    long mean = MILLI_AT_ZERO + (2 * sumRaw * MILLI_PER_BIT + count) / (2L * count);
    long peak = MILLI_AT_ZERO + peakRaw * MILLI_PER_BIT;
    return new Episode(
        ruleSet, start, lastHigh, peakAt, mean, peak, limitMilli, standIn ? 1 : 0, verified);
  }

  static void write(@Nullable NoxStreak streak, ByteBuffer out) {
    if (streak == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(streak.start).putLong(streak.lastHigh).putLong(streak.lastAssessed);
    out.putInt(streak.count).putLong(streak.sumRaw).putLong(streak.peakRaw).putLong(streak.peakAt);
    out.put((byte) (streak.standIn ? 1 : 0)).put((byte) (streak.verified ? 1 : 0));
    Episode.write(streak.told, out);
  }

  static @Nullable NoxStreak read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new NoxStreak(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        in.get() != 0,
        Episode.read(in));
  }
}
