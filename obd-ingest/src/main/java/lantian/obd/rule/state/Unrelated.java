package lantian.obd.rule.state;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import org.jspecify.annotations.Nullable;

/**
 * Stretches in succession in which a reading did not follow the engine (无关联段).
 *
 * @param start first second of the first
 * @param last last second of the last
 * @param stretches their number
 * @param seconds what they observed
 * @param explained greatest share that was explained in any of them, thousandths of a per cent
 * @param verified true if all are verified
 * @param told what was told, null before
 */
public record Unrelated(
    long start,
    long last,
    int stretches,
    long seconds,
    long explained,
    boolean verified,
    @Nullable Episode told) {
  /**
   * What is told.
   *
   * @param related least explained share of a relation, thousandths of a per cent
   * @param mostExplained greatest explained share of what is unrelated, thousandths of a per cent
   * @param stretches number of stretches from which it is told
   * @param minutes what these observe, thousandths of a minute
   */
  public record Bounds(long related, long mostExplained, int stretches, long minutes) {}

  /**
   * With a stretch that is over: one with a relation ends all, one with a weak one says nothing.
   */
  public static @Nullable Unrelated weighed(
      @Nullable Unrelated was, Stretch over, Bounds bounds, Findings out) {
    if (over.explained >= bounds.related) {
      end(was, out);
      return null;
    }
    if (over.explained > bounds.mostExplained) {
      return was;
    }
    Unrelated next = and(was, over);
    if (next.told != null || next.stretches < bounds.stretches) {
      return next;
    }
    Episode told = next.episode(out.ruleSet(), bounds.minutes);
    out.open(told);
    return next.told(told);
  }

  /** Ends what was told. */
  public static void end(@Nullable Unrelated was, Findings out) {
    if (was != null && was.told != null) {
      out.close(was.episode(was.told.ruleSet(), was.told.limit()));
    }
  }

  private static Unrelated and(@Nullable Unrelated was, Stretch more) {
    if (was == null) {
      return new Unrelated(
          more.start, more.last, 1, more.seconds, more.explained, more.verified, null);
    }
    return new Unrelated(
        was.start,
        more.last,
        was.stretches + 1,
        was.seconds + more.seconds,
        Math.max(was.explained, more.explained),
        was.verified && more.verified,
        was.told);
  }

  /**
   * One stretch.
   *
   * @param start first second
   * @param last last second
   * @param seconds what it observed
   * @param explained share that was explained, thousandths of a per cent
   * @param verified true if every item is verified
   */
  public record Stretch(long start, long last, long seconds, long explained, boolean verified) {}

  private Unrelated told(Episode episode) {
    return new Unrelated(start, last, stretches, seconds, explained, verified, episode);
  }

  /** As it stands, in minutes of observation; the detail is the greatest share. */
  private Episode episode(String ruleSet, long limit) {
    long minutes = Spell.minutes(seconds);
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, minutes, minutes, limit, explained, verified);
  }

  public static void write(@Nullable Unrelated of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(of.start).putLong(of.last).putInt(of.stretches);
    out.putLong(of.seconds).putLong(of.explained).put((byte) (of.verified ? 1 : 0));
    Episode.write(of.told, out);
  }

  public static @Nullable Unrelated read(ByteBuffer in) {
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
