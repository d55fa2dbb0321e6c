package lantian.obd.rule.state;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/**
 * How long a state has shown, less what spoke against it (持续段).
 *
 * @param start first second that showed it
 * @param last last second that showed it
 * @param at last second that said anything
 * @param balance seconds that showed it less the weighted ones that did not; at most the hold time
 *     once the state was told
 * @param shown seconds that showed it
 * @param count items that showed it
 * @param sum sum of their quantities, thousandths
 * @param peak greatest quantity
 * @param peakAt its first second
 * @param verified true if all of them are verified
 * @param told what was told, null before
 */
public record Spell(
    long start,
    long last,
    long at,
    long balance,
    long shown,
    int count,
    long sum,
    long peak,
    long peakAt,
    boolean verified,
    @Nullable Episode told) {
  public static Spell begin(Reading item, long milli) {
    long now = item.second();
    return begin(now, now, milli, 0, item.verified());
  }

  /** What began earlier and already showed for so long. */
  public static Spell begin(long start, long now, long milli, long seconds, boolean verified) {
    return new Spell(start, now, now, seconds, seconds, 1, milli, milli, now, verified, null);
  }

  /** One more item that shows it, after so many seconds under observation. */
  public Spell shows(Reading item, long milli, long seconds, int hold) {
    return shows(item.second(), milli, seconds, hold, item.verified());
  }

  /** The same of anything that ends at a second. */
  public Spell shows(long now, long milli, long seconds, int hold, boolean proven) {
    boolean top = milli > peak;
    long most = told == null ? Long.MAX_VALUE : hold;
    return new Spell(
        start,
        now,
        now,
        Math.min(balance + seconds, most),
        shown + seconds,
        count + 1,
        sum + milli,
        top ? milli : peak,
        top ? now : peakAt,
        verified && proven,
        told);
  }

  /** An item that speaks against it, as much as so many seconds spoke for it. */
  public Spell refuted(long now, long seconds) {
    return new Spell(
        start, last, now, balance - seconds, shown, count, sum, peak, peakAt, verified, told);
  }

  public Spell told(Episode episode) {
    return new Spell(start, last, at, balance, shown, count, sum, peak, peakAt, verified, episode);
  }

  /** The mean of a quantity, rounded half up, against its limit. */
  public Episode valued(String ruleSet, long limit) {
    long mean = (2 * sum + count) / (2L * count);
    return new Episode(ruleSet, start, last, peakAt, mean, peak, limit, shown, verified);
  }

  /** The minutes for which it showed. */
  public Episode timed(String ruleSet, long limit) {
    long minutes = minutes(shown);
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, minutes, minutes, limit, shown, verified);
  }

  /** Seconds as thousandths of a minute, rounded half up. */
  public static long minutes(long seconds) {
    return (seconds * 1000 + 30) / 60;
  }

  public static void write(@Nullable Spell spell, ByteBuffer out) {
    if (spell == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(spell.start).putLong(spell.last).putLong(spell.at);
    out.putLong(spell.balance).putLong(spell.shown).putInt(spell.count).putLong(spell.sum);
    out.putLong(spell.peak).putLong(spell.peakAt).put((byte) (spell.verified ? 1 : 0));
    Episode.write(spell.told, out);
  }

  public static @Nullable Spell read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Spell(
        in.getLong(),
        in.getLong(),
        in.getLong(),
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
