package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import org.jspecify.annotations.Nullable;

/**
 * Rises of the level under way that follow each other within days (液位上升次数).
 *
 * @param start second of the lowest level before the first
 * @param last second at which the last one was certain
 * @param count how many
 * @param peak the greatest, thousandths of a per cent
 * @param verified true if every item from low to high is verified
 * @param told what was told, null before
 */
record Rises(
    long start, long last, int count, long peak, boolean verified, @Nullable Episode told) {

  static Rises and(@Nullable Rises was, Climb climb) {
    long rise = climb.least() - climb.low();
    return was == null
        ? new Rises(climb.lowAt(), climb.last(), 1, rise, climb.verified(), null)
        : new Rises(
            was.start,
            climb.last(),
            was.count + 1,
            Math.max(was.peak, rise),
            was.verified && climb.verified(),
            was.told);
  }

  Rises told(Episode episode) {
    return new Rises(start, last, count, peak, verified, episode);
  }

  /** As it stands, in times; the detail is the greatest rise in thousandths of a per cent. */
  Episode episode(String ruleSet, long limit) {
    long times = count * 1000L;
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, times, times, limit, peak, verified);
  }

  static void write(@Nullable Rises rises, ByteBuffer out) {
    if (rises == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(rises.start).putLong(rises.last).putInt(rises.count);
    out.putLong(rises.peak).put((byte) (rises.verified ? 1 : 0));
    Episode.write(rises.told, out);
  }

  static @Nullable Rises read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Rises(
        in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.get() != 0, Episode.read(in));
  }
}
