package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The assumption that positions say as much more east and north than is true (平移假设), and what
 * speaks for it: places at which the vehicle has been before, met once the positions are moved
 * back.
 *
 * @param second first second of it
 * @param east microdegrees
 * @param north microdegrees
 * @param metres how far that is
 * @param odometer raw word when it began
 * @param balance way that speaks for it less way that doesn't, raw words, never below 0
 * @param low places met already, the first 64 by bit
 * @param high the others
 * @param first first place met, −1 if there is none
 * @param far the one farthest from that when it was met, −1 if there is none
 * @param bent true if the places met do not lie on one line
 */
public record Shift(
    long second,
    int east,
    int north,
    int metres,
    long odometer,
    long balance,
    long low,
    long high,
    int first,
    int far,
    boolean bent) {
  /** What positions that leapt while the vehicle stood could mean. */
  static Shift of(MeteredFix from, MeteredFix to) {
    return new Shift(
        to.second(),
        Math.toIntExact(to.longitude() - from.longitude()),
        Math.toIntExact(to.latitude() - from.latitude()),
        Math.toIntExact(from.metres(to)),
        to.odometer(),
        0,
        0,
        0,
        -1,
        -1,
        false);
  }

  /** The position moved back. */
  MeteredFix back(MeteredFix fix) {
    return new MeteredFix(
        fix.second(),
        fix.longitude() - east,
        fix.latitude() - north,
        fix.odometer(),
        fix.verified());
  }

  /** With one more position, so much way behind the last. Each place speaks once. */
  Shift with(MeteredFix fix, long way, Milestones places, ShiftedLimits limits) {
    Shift on = balanced(-Math.max(0, way));
    int there = places.near(fix.longitude() - east, fix.latitude() - north, limits.nearMetres());
    if (there >= 0 && !on.met(there)) {
      on = on.balanced(limits.worthRaw()).met(there, places, limits);
    }
    int here = places.near(fix.longitude(), fix.latitude(), limits.nearMetres());
    return here < 0 || on.met(here) ? on : on.balanced(-limits.worthRaw()).marked(here);
  }

  /** True if a position completes it. */
  boolean told(MeteredFix fix, ShiftedLimits limits) {
    return bent && balance >= limits.tellRaw() && !over(fix, limits);
  }

  /** True if it has been assumed for long enough in vain. */
  boolean over(MeteredFix fix, ShiftedLimits limits) {
    return fix.odometer() - odometer > limits.giveUpRaw();
  }

  private boolean met(int place) {
    return ((place < 64 ? low >>> place : high >>> (place - 64)) & 1) != 0;
  }

  private Shift balanced(long more) {
    return new Shift(
        second,
        east,
        north,
        metres,
        odometer,
        Math.max(0, balance + more),
        low,
        high,
        first,
        far,
        bent);
  }

  private Shift marked(int place) {
    return seen(place, first, far, bent);
  }

  private Shift met(int place, Milestones places, ShiftedLimits limits) {
    if (first < 0 || far < 0) {
      return first < 0 ? seen(place, place, far, bent) : seen(place, first, place, bent);
    }
    long length = metres(places, first, far);
    boolean beside = beside(places, place) >= limits.bendMetres() * length;
    boolean farther = metres(places, first, place) > length;
    return seen(place, first, farther ? place : far, bent || beside);
  }

  private Shift seen(int place, int firstMet, int farMet, boolean bentNow) {
    return new Shift(
        second,
        east,
        north,
        metres,
        odometer,
        balance,
        place < 64 ? low | 1L << place : low,
        place < 64 ? high : high | 1L << (place - 64),
        firstMet,
        farMet,
        bentNow);
  }

  /** Twice the area between the first, the farthest and another place, in square metres. */
  private long beside(Milestones places, int place) {
    long x = east(places, far);
    long y = north(places, far);
    return Math.abs(x * north(places, place) - y * east(places, place));
  }

  private long east(Milestones places, int place) {
    long north = places.latitude(first);
    return Place.eastMetres(places.longitude(first), places.longitude(place), north);
  }

  private long north(Milestones places, int place) {
    return Place.northMetres(places.latitude(first), places.latitude(place));
  }

  private static long metres(Milestones places, int from, int to) {
    return Place.metres(
        places.longitude(from), places.latitude(from), places.longitude(to), places.latitude(to));
  }

  static void write(@Nullable Shift shift, ByteBuffer out) {
    out.put((byte) (shift == null ? 0 : 1));
    if (shift == null) {
      return;
    }
    out.putLong(shift.second).putInt(shift.east).putInt(shift.north).putInt(shift.metres);
    out.putLong(shift.odometer).putInt(Math.toIntExact(shift.balance));
    out.putLong(shift.low).putLong(shift.high);
    out.put((byte) shift.first).put((byte) shift.far).put((byte) (shift.bent ? 1 : 0));
  }

  static @Nullable Shift read(ByteBuffer in, int places) {
    if (in.get() == 0) {
      return null;
    }
    Shift read =
        new Shift(
            in.getLong(),
            in.getInt(),
            in.getInt(),
            in.getInt(),
            in.getLong(),
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.get(),
            in.get(),
            in.get() != 0);
    if (read.first < -1 || read.first >= places || read.far < -1 || read.far >= places) {
      throw new IllegalArgumentException("a memory of a place that there is not");
    }
    return read;
  }
}
