package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import org.jspecify.annotations.Nullable;

/**
 * Days on which upstream NOx lay below that of the model, without a good one between (低值日).
 *
 * @param day number of the last one's city day
 * @param start first second of the first that counts
 * @param last last second of the last
 * @param days their number
 * @param good good days since the last one, once it was told
 * @param missing what was missing of the usual on the last one, thousandths of a per cent
 * @param limit from how much on that is too much
 * @param most the most that was missing on any
 * @param mostAt last second of that one
 * @param verified true if all of their seconds are verified
 * @param told what was told, null before
 */
record LowDays(
    int day,
    long start,
    long last,
    int days,
    int good,
    long missing,
    long limit,
    long most,
    long mostAt,
    boolean verified,
    @Nullable Episode told) {
  static LowDays of(ModelDay day) {
    long missing = day.missing();
    return new LowDays(
        day.day(),
        day.first(),
        day.last(),
        1,
        0,
        missing,
        day.limit(),
        missing,
        day.last(),
        day.verified(),
        null);
  }

  LowDays and(ModelDay later) {
    long now = later.missing();
    boolean top = now > most;
    return new LowDays(
        later.day(),
        start,
        later.last(),
        days + 1,
        0,
        now,
        later.limit(),
        top ? now : most,
        top ? later.last() : mostAt,
        verified && later.verified(),
        told);
  }

  LowDays oneGood() {
    return new LowDays(
        day, start, last, days, good + 1, missing, limit, most, mostAt, verified, told);
  }

  LowDays told(Episode episode) {
    return new LowDays(
        day, start, last, days, good, missing, limit, most, mostAt, verified, episode);
  }

  /** As it stands; the detail is the number of days. */
  Episode episode(String ruleSet, long against) {
    return new Episode(ruleSet, start, last, mostAt, missing, most, against, days, verified);
  }

  static void write(@Nullable LowDays of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (of.verified ? 2 : 1)).putInt(of.day).putLong(of.start).putLong(of.last);
    out.putInt(of.days).putInt(of.good).putLong(of.missing).putLong(of.limit);
    out.putLong(of.most).putLong(of.mostAt);
    Episode.write(of.told, out);
  }

  static @Nullable LowDays read(ByteBuffer in) {
    int form = in.get();
    return form == 0
        ? null
        : new LowDays(
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getInt(),
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            form == 2,
            Episode.read(in));
  }
}
