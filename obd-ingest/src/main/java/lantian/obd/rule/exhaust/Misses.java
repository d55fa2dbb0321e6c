package lantian.obd.rule.exhaust;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Episode;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Changes of load that the inlet temperature did not follow (未跟随次数).
 *
 * @param start first second of the phase before the first
 * @param last last second of the phase behind the last one
 * @param balance how many, less the weighted ones that it followed; at most the limit once told
 * @param count how many
 * @param furthest how far the temperature went the way of the load in any of them, raw words
 * @param verified true if all of their phases are verified
 * @param told what was told, null before
 */
record Misses(
    long start,
    long last,
    int balance,
    int count,
    long furthest,
    boolean verified,
    @Nullable Episode told) {

  /** One more. */
  static Misses and(@Nullable Misses was, LoadPhase from, LoadPhase to, int most) {
    long went = to.since(from);
    boolean proven = from.verified() && to.verified();
    if (was == null) {
      return new Misses(from.start(), to.last(), 1, 1, went, proven, null);
    }
    int balance = was.balance + 1;
    return new Misses(
        was.start,
        to.last(),
        was.told == null ? balance : Math.min(balance, most),
        was.count + 1,
        Math.max(was.furthest, went),
        was.verified && proven,
        was.told);
  }

  /** One that it followed takes so many back. */
  Misses less(int weight) {
    return new Misses(start, last, balance - weight, count, furthest, verified, told);
  }

  Misses told(Episode episode) {
    return new Misses(start, last, balance, count, furthest, verified, episode);
  }

  /** As it stands, in times; the detail is {@link #furthest} in thousandths of a kelvin. */
  Episode episode(String ruleSet, long limit) {
    long times = count * 1000L;
    long passed = told == null ? last : told.peakAt();
    long kelvin =
        Words.milli(Signal.SCR_INLET_TEMPERATURE, furthest)
            - Words.milli(Signal.SCR_INLET_TEMPERATURE, 0);
    return new Episode(ruleSet, start, last, passed, times, times, limit, kelvin, verified);
  }

  static void write(@Nullable Misses misses, ByteBuffer out) {
    if (misses == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(misses.start).putLong(misses.last).putInt(misses.balance);
    out.putInt(misses.count).putLong(misses.furthest).put((byte) (misses.verified ? 1 : 0));
    Episode.write(misses.told, out);
  }

  static @Nullable Misses read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Misses(
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getInt(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
