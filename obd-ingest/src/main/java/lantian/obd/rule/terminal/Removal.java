package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;
import lantian.obd.rule.terminal.PositionJump.Fix;
import org.jspecify.annotations.Nullable;

/**
 * A silence until the vehicle is heard of again (拆除待核): the terminal said that it was removed, or
 * nobody said anything. Further alarms meanwhile belong to it.
 *
 * @param notice how it was announced
 * @param from second of what was last known before it
 * @param odometer raw word when it was raised, −1 if nobody knows
 * @param place where the vehicle was then, null if nobody knows
 * @param verified true if all of that is verified
 * @param until first second at which the vehicle said something again, −1 before
 * @param there first valid position soon after that, null if there is none yet
 */
record Removal(
    Notice notice,
    long from,
    long odometer,
    @Nullable Fix place,
    boolean verified,
    long until,
    @Nullable Fix there) {

  /** What came of an alarm. */
  sealed interface Outcome permits Way, Still, Unknown {}

  /**
   * The vehicle moved.
   *
   * @param milli how far, thousandths of a kilometre
   * @param odometer raw word afterwards, −1 if only positions show it
   * @param verified true if all it rests on is verified
   */
  record Way(long milli, long odometer, boolean verified) implements Outcome {}

  /** It did not. */
  record Still() implements Outcome {}

  /**
   * Nobody can say.
   *
   * @param here true if the vehicle is where it was
   */
  record Unknown(boolean here) implements Outcome {}

  private static final Outcome STILL = new Still();
  private static final Outcome HERE = new Unknown(true);
  private static final Outcome UNKNOWN = new Unknown(false);

  /**
   * What an alarm begins. One that comes late, from elsewhere, did not announce the silence that
   * the vehicle was in. Nothing comes of it if nobody knows where the vehicle was when it was
   * raised.
   */
  static Removal raised(Reading alarm, Whereabouts stand, RemovalLimits limits) {
    Fix own = Place.known(alarm) ? Fix.of(alarm) : null;
    Fix last = stand.place(limits.edgeSeconds());
    boolean soon = alarm.second() - stand.at() <= limits.edgeSeconds();
    boolean near = own != null && last != null && own.metres(last) <= limits.nearMetres();
    boolean fresh = stand.hasOdometer(limits.edgeSeconds());
    if (fresh && !soon && own != null && last != null && !near) {
      return unsaid(stand);
    }
    boolean vague = !soon && own == null;
    boolean metered = fresh && (soon || near || vague);
    Fix place = own != null ? own : soon ? last : null;
    boolean sure = alarm.verified() && (metered ? stand.sure() : stand.verified());
    return new Removal(
        vague ? Notice.VAGUE : Notice.CLEAR,
        metered ? stand.read() : stand.at(),
        metered ? stand.odometer() : -1,
        place,
        sure && (place == null || place.verified()),
        -1,
        null);
  }

  /** What the first word after a silence that nobody announced ends; null if this is none. */
  static @Nullable Removal unsaid(@Nullable Whereabouts stand, Reading item, RemovalLimits limits) {
    int edge = limits.edgeSeconds();
    if (stand == null || item.second() - stand.at() <= edge || !speaks(item)) {
      return null;
    }
    return stand.hasOdometer(edge) ? unsaid(stand) : null;
  }

  private static Removal unsaid(Whereabouts stand) {
    return new Removal(Notice.NONE, stand.read(), stand.odometer(), null, false, -1, null);
  }

  /** True if an alarm announced it. */
  boolean said() {
    return notice != Notice.NONE;
  }

  /** With one more item of which it is not known yet what it comes to. */
  Removal waiting(Reading item, RemovalLimits limits) {
    if (until < 0 && !speaks(item)) {
      return this;
    }
    long since = until < 0 ? item.second() : until;
    boolean early = item.second() - since <= limits.edgeSeconds();
    Fix fix = there == null && early && Place.known(item) ? Fix.of(item) : there;
    return new Removal(notice, from, odometer, place, verified, since, fix);
  }

  /** A terminal without its vehicle still has a clock and a position. */
  private static boolean speaks(Reading item) {
    return item.usable(Signal.SPEED) || item.usable(Signal.ENGINE_SPEED) || Odometer.raw(item) >= 0;
  }

  /** What it comes to with this item, null if that is to be awaited. */
  @Nullable Outcome outcome(Reading item, RemovalLimits limits) {
    if (until < 0) {
      return null;
    }
    if (odometer < 0 && place == null) {
      return UNKNOWN;
    }
    boolean late = item.second() - until > limits.edgeSeconds();
    long raw = Odometer.raw(item);
    if (odometer >= 0 && !late) {
      return raw < 0 ? null : byOdometer(raw, item, limits);
    }
    return there == null && !late ? null : byPlace(limits);
  }

  private Outcome byOdometer(long raw, Reading item, RemovalLimits limits) {
    long driven = raw - odometer;
    if (driven < -1 || driven > limits.mostKmh() * 10L * (item.second() - from) / 3600 + 1) {
      return UNKNOWN;
    }
    return driven < limits.leastRaw()
        ? STILL
        : new Way(Words.milli(Signal.ODOMETER, driven), raw, verified && item.verified());
  }

  private Outcome byPlace(RemovalLimits limits) {
    if (place == null || there == null) {
      return UNKNOWN;
    }
    long metres = place.metres(there);
    if (metres * 36 > limits.mostKmh() * 10L * (there.second() - place.second()) + 36_000) {
      return UNKNOWN;
    }
    return metres < limits.leastMetres() ? HERE : new Way(metres, -1, verified && there.verified());
  }

  static void write(@Nullable Removal removal, ByteBuffer out) {
    out.put((byte) (removal == null ? 0 : 1));
    if (removal == null) {
      return;
    }
    out.put(removal.notice.code()).putLong(removal.from).putLong(removal.odometer);
    Fix.put(removal.place, out);
    out.put((byte) (removal.verified ? 1 : 0)).putLong(removal.until);
    Fix.put(removal.there, out);
  }

  static @Nullable Removal read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Removal(
        Notice.of(in.get()),
        in.getLong(),
        in.getLong(),
        Fix.maybe(in),
        in.get() != 0,
        in.getLong(),
        Fix.maybe(in));
  }
}
