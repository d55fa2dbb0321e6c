package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Spell;
import org.jspecify.annotations.Nullable;

/**
 * A reading that has jumped between a few words only (阶梯段), and how far the fuel rate moved
 * meanwhile.
 *
 * @param start first second
 * @param last last second
 * @param seconds time under observation
 * @param words the first four words in the order in which they came, 16 bits each, the first lowest
 * @param more the next four
 * @param count number of words, 1–8
 * @param current word of the last item
 * @param changes how often it was another one than before
 * @param driverLow least fuel rate, raw word
 * @param driverHigh greatest fuel rate, raw word
 * @param verified true if every item is verified
 * @param told what was told, null before
 */
record Ladder(
    long start,
    long last,
    long seconds,
    long words,
    long more,
    int count,
    long current,
    int changes,
    long driverLow,
    long driverHigh,
    boolean verified,
    @Nullable Episode told) {
  static final int MOST = 8;
  private static final int HALF = 4;
  private static final int BITS = 16;

  static Ladder begin(Reading item, long raw, long driver) {
    long now = item.second();
    return new Ladder(now, now, 0, raw, 0, 1, raw, 0, driver, driver, item.verified(), null);
  }

  /** True if the word came before. */
  boolean knows(long raw) {
    for (int i = 0; i < count; i++) {
      if (word(i) == raw) {
        return true;
      }
    }
    return false;
  }

  /** True if the word is a rung of its own: not nearer than {@code step} to any other. */
  boolean apart(long raw, long step) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(word(i) - raw) < step) {
        return false;
      }
    }
    return true;
  }

  private long word(int i) {
    return (i < HALF ? words >>> (BITS * i) : more >>> (BITS * (i - HALF))) & 0xFFFF;
  }

  /** One more item, whose word is known or is a new one and there is room. */
  Ladder next(Reading item, long raw, long driver, long elapsed) {
    boolean fresh = !knows(raw);
    boolean early = count < HALF;
    return new Ladder(
        start,
        item.second(),
        seconds + elapsed,
        fresh && early ? words | raw << (BITS * count) : words,
        fresh && !early ? more | raw << (BITS * (count - HALF)) : more,
        fresh ? count + 1 : count,
        raw,
        changes + (raw == current ? 0 : 1),
        Math.min(driverLow, driver),
        Math.max(driverHigh, driver),
        verified && item.verified(),
        told);
  }

  Ladder told(Episode episode) {
    return new Ladder(
        start,
        last,
        seconds,
        words,
        more,
        count,
        current,
        changes,
        driverLow,
        driverHigh,
        verified,
        episode);
  }

  /** As it stands, in minutes; the detail is the number of words. */
  Episode episode(String ruleSet, long limit) {
    long minutes = Spell.minutes(seconds);
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, minutes, minutes, limit, count, verified);
  }

  static void write(@Nullable Ladder of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) of.count).putLong(of.start).putLong(of.last).putLong(of.seconds);
    out.putLong(of.words).putLong(of.more).putLong(of.current).putInt(of.changes);
    out.putLong(of.driverLow).putLong(of.driverHigh).put((byte) (of.verified ? 1 : 0));
    Episode.write(of.told, out);
  }

  static @Nullable Ladder read(ByteBuffer in) {
    int count = in.get();
    if (count == 0) {
      return null;
    }
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException("a memory of too many words");
    }
    long start = in.getLong();
    long last = in.getLong();
    long seconds = in.getLong();
    long words = in.getLong();
    long more = in.getLong();
    return new Ladder(
        start,
        last,
        seconds,
        words,
        more,
        count,
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
