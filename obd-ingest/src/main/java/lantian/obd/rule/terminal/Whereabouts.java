package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import lantian.obd.rule.Reading;
import lantian.obd.rule.terminal.PositionJump.Fix;
import org.jspecify.annotations.Nullable;

/**
 * Where a vehicle stands by its own words (车辆位置与里程).
 *
 * @param at second of the last item noted
 * @param verified true if that is verified
 * @param odometer last odometer noted, raw word; −1 if there was none
 * @param read its second
 * @param sure true if the item it came from is verified
 * @param place last valid position noted, null before the first
 */
record Whereabouts(
    long at, boolean verified, long odometer, long read, boolean sure, @Nullable Fix place) {
  /** With what one more item says. */
  static Whereabouts with(@Nullable Whereabouts was, Reading item) {
    long now = item.second();
    long raw = Odometer.raw(item);
    boolean sure = item.verified();
    Fix fix = Place.known(item) ? Fix.of(item) : was == null ? null : was.place;
    return raw < 0 && was != null
        ? new Whereabouts(now, sure, was.odometer, was.read, was.sure, fix)
        : new Whereabouts(now, sure, raw, now, sure, fix);
  }

  /** True if there is an odometer no older than this against the last item. */
  boolean hasOdometer(int edgeSeconds) {
    return odometer >= 0 && at - read <= edgeSeconds;
  }

  /** The position, if it is no older than this against the last item. */
  @Nullable Fix place(int edgeSeconds) {
    return place != null && at - place.second() <= edgeSeconds ? place : null;
  }

  static void write(@Nullable Whereabouts last, ByteBuffer out) {
    out.put((byte) (last == null ? 0 : 1));
    if (last == null) {
      return;
    }
    out.putLong(last.at).put((byte) (last.verified ? 1 : 0)).putLong(last.odometer);
    out.putLong(last.read).put((byte) (last.sure ? 1 : 0));
    Fix.put(last.place, out);
  }

  static @Nullable Whereabouts read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Whereabouts(
        in.getLong(), in.get() != 0, in.getLong(), in.getLong(), in.get() != 0, Fix.maybe(in));
  }
}
