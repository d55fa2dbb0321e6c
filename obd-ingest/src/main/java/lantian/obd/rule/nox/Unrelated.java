package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import lantian.obd.rule.state.Spell;
import org.jspecify.annotations.Nullable;

/**
 * Stretches in succession in which NOx did not follow the engine (无关联段).
 *
 * @param start first second of the first
 * @param last last second of the last
 * @param stretches their number
 * @param seconds what they observed
 * @param explained greatest corexplained among them without its sign, thousandths
 * @param verified true if all are verified
 * @param told what was told, null before
 */
record Unrelated(
    long start,
    long last,
    int stretches,
    long seconds,
    long explained,
    boolean verified,
    @Nullable Episode told) {
  static Unrelated of(Dependence stretch, long seconds) {
    return new Unrelated(
        stretch.start(), stretch.last(), 1, seconds, stretch.explained(), stretch.verified(), null);
  }

  Unrelated with(Dependence stretch, long more) {
    return new Unrelated(
        start,
        stretch.last(),
        stretches + 1,
        seconds + more,
        Math.max(explained, stretch.explained()),
        verified && stretch.verified(),
        told);
  }

  Unrelated told(Episode episode) {
    return new Unrelated(start, last, stretches, seconds, explained, verified, episode);
  }

  /** As it stands, in minutes of observation; the detail is the greatest corexplained. */
  Episode episode(String ruleSet, long limit) {
    long minutes = Spell.minutes(seconds);
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, minutes, minutes, limit, explained, verified);
  }

  static void write(@Nullable Unrelated of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(of.start).putLong(of.last).putInt(of.stretches);
    out.putLong(of.seconds).putLong(of.explained).put((byte) (of.verified ? 1 : 0));
    Episode.write(of.told, out);
  }

  static @Nullable Unrelated read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Unrelated(
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
