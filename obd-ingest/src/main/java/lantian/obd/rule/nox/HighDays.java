package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;

/**
 * One day with high NOx, or several put together (高值日).
 *
 * @param day number of the last one's city day
 * @param start first valid second of the first
 * @param last last valid second of the last
 * @param median of the last, thousandths of a ppm
 * @param share of the last one's seconds that were above the limit, thousandths of a per cent
 * @param limit of the last, thousandths of a ppm
 * @param peak greatest P90, thousandths of a ppm
 * @param peakAt last valid second of its day
 * @param verified true if all of their seconds are verified
 */
record HighDays(
    int day,
    long start,
    long last,
    long median,
    long share,
    long limit,
    long peak,
    long peakAt,
    boolean verified) {
  static HighDays of(NoxDay day) {
    return new HighDays(
        day.day(),
        day.first(),
        day.last(),
        day.median(),
        day.share(),
        day.limit(),
        day.ninth(),
        day.last(),
        day.verified());
  }

  HighDays and(HighDays later) {
    boolean top = later.peak > peak;
    return new HighDays(
        later.day,
        start,
        later.last,
        later.median,
        later.share,
        later.limit,
        top ? later.peak : peak,
        top ? later.peakAt : peakAt,
        verified && later.verified);
  }

  Episode episode(String ruleSet, long against) {
    return new Episode(ruleSet, start, last, peakAt, median, peak, against, share, verified);
  }

  /** 41 bytes: six days and the distribution of a seventh must fit. */
  void write(ByteBuffer out) {
    out.putInt(day).putLong(start).putLong(last).putInt((int) median).putInt((int) share);
    out.putInt((int) limit).putInt((int) peak).putInt((int) (last - peakAt));
    out.put((byte) (verified ? 1 : 0));
  }

  static HighDays read(ByteBuffer in) {
    int day = in.getInt();
    long start = in.getLong();
    long last = in.getLong();
    return new HighDays(
        day,
        start,
        last,
        in.getInt(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        last - in.getInt(),
        in.get() != 0);
  }
}
