package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import org.jspecify.annotations.Nullable;

/**
 * Windows in a row that disagree in one direction (连续不符).
 *
 * @param more true if the measure says more than the speed
 * @param start first second of the first window
 * @param last last second of the last
 * @param windows how many
 * @param first way by the measure under suspicion, {@link Way#UNIT}ths of a metre
 * @param second way by speed
 * @param verified true if all items are verified
 * @param told what was told, null before
 */
record Streak(
    boolean more,
    long start,
    long last,
    int windows,
    long first,
    long second,
    boolean verified,
    @Nullable Episode told) {
  /** Greatest ratio that is told, thousandths of a percent: with nothing, everything disagrees. */
  private static final long MOST = 10_000_000;

  /** With the window that ends at this second; the first one if there was none. */
  static Streak with(@Nullable Streak was, boolean more, Way way, long now) {
    if (was == null) {
      return new Streak(more, way.start(), now, 1, way.first(), way.second(), way.verified(), null);
    }
    return new Streak(
        more,
        was.start,
        now,
        was.windows + 1,
        was.first + way.first(),
        was.second + way.second(),
        was.verified && way.verified(),
        was.told);
  }

  Streak told(Episode episode) {
    return new Streak(more, start, last, windows, first, second, verified, episode);
  }

  /** How often the shorter way goes into the longer, percent; the detail is the difference in m. */
  Episode episode(String ruleSet, long limit) {
    long longer = more ? first : second;
    long shorter = more ? second : first;
    long ratio = shorter <= 0 ? MOST : Math.min(MOST, longer * 100_000 / shorter);
    long passed = told == null ? last : told.peakAt();
    long metres = (first - second) / Way.UNIT;
    return new Episode(ruleSet, start, last, passed, ratio, ratio, limit, metres, verified);
  }

  static void write(@Nullable Streak streak, ByteBuffer out) {
    if (streak == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).put((byte) (streak.more ? 1 : 0)).putLong(streak.start);
    out.putLong(streak.last).putInt(streak.windows).putLong(streak.first);
    out.putLong(streak.second).put((byte) (streak.verified ? 1 : 0));
    Episode.write(streak.told, out);
  }

  static @Nullable Streak read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Streak(
        in.get() != 0,
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
