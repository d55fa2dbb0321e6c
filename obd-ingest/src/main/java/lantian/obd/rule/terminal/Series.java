package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import lantian.obd.rule.terminal.Occurrence.Happened;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that followed one another soon enough (事件序列).
 *
 * @param start second at which the first began
 * @param last second at which the last was complete
 * @param count how many there were
 * @param sum of their amounts, thousandths
 * @param peak greatest amount
 * @param peakAt when that was complete
 * @param verified true if all of them are verified
 * @param told what was told, null before
 */
record Series(
    long start,
    long last,
    int count,
    long sum,
    long peak,
    long peakAt,
    boolean verified,
    @Nullable Episode told) {
  /** The series with one more, the first one if there was none. */
  static Series with(@Nullable Series was, Happened one) {
    if (was == null) {
      return new Series(
          one.from(), one.until(), 1, one.milli(), one.milli(), one.until(), one.verified(), null);
    }
    boolean top = one.milli() > was.peak;
    return new Series(
        was.start,
        one.until(),
        was.count + 1,
        was.sum + one.milli(),
        top ? one.milli() : was.peak,
        top ? one.until() : was.peakAt,
        was.verified && one.verified(),
        was.told);
  }

  Series told(Episode episode) {
    return new Series(start, last, count, sum, peak, peakAt, verified, episode);
  }

  /** How often, against how often is too often; the detail is the sum. */
  Episode counted(String ruleSet, long limit) {
    long times = count * 1000L;
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, times, times, limit, sum, verified);
  }

  /** The greatest against its limit; the detail is the sum. */
  Episode weighed(String ruleSet, long limit) {
    return new Episode(ruleSet, start, last, peakAt, peak, peak, limit, sum, verified);
  }

  /** The sum against its limit; the detail is how often. */
  Episode summed(String ruleSet, long limit) {
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, sum, sum, limit, count * 1000L, verified);
  }

  static void write(@Nullable Series series, ByteBuffer out) {
    if (series == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(series.start).putLong(series.last).putInt(series.count);
    out.putLong(series.sum).putLong(series.peak).putLong(series.peakAt);
    out.put((byte) (series.verified ? 1 : 0));
    Episode.write(series.told, out);
  }

  static @Nullable Series read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Series(
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
