package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Findings;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A position with the odometer that came with it (带里程的定位).
 *
 * @param second when
 * @param longitude microdegrees, east positive
 * @param latitude microdegrees, north positive
 * @param odometer raw word
 * @param verified true if the item is verified, and those before it that it stands for
 */
public record MeteredFix(
    long second, long longitude, long latitude, long odometer, boolean verified) {
  /** Why there may be none. */
  static final List<Cause> CAUSES = List.of(Cause.POSITION_UNKNOWN, Cause.DISTANCE_UNKNOWN);

  /** That of an item with a position and an odometer. */
  static MeteredFix of(Reading item) {
    return new MeteredFix(
        item.second(),
        Place.longitude(item),
        Place.latitude(item),
        Odometer.raw(item),
        item.verified());
  }

  /** That of an item; null if it lacks one of the two, which matters while the vehicle moves. */
  static @Nullable MeteredFix known(Reading item, Findings out) {
    boolean metered = Odometer.raw(item) >= 0;
    if (metered && Place.known(item)) {
      return of(item);
    }
    if (Odometer.moves(item)) {
      out.notAssessable(metered ? Cause.POSITION_UNKNOWN : Cause.DISTANCE_UNKNOWN);
    }
    return null;
  }

  boolean isAt(MeteredFix other) {
    return longitude == other.longitude && latitude == other.latitude;
  }

  /** The lesser of both directions: far from the equator they differ. */
  long metres(MeteredFix to) {
    return Math.min(
        Place.metres(longitude, latitude, to.longitude, to.latitude),
        Place.metres(to.longitude, to.latitude, longitude, latitude));
  }

  /**
   * True if the odometer went on from here to there.
   *
   * @param mostKmh greatest mean speed at which it counts on
   */
  boolean counts(MeteredFix to, long mostKmh) {
    long driven = to.odometer - odometer;
    return driven >= -1 && driven * 360 <= mostKmh * (to.second - second) + 3600;
  }

  /** What the odometer accounts for of the way there, in metres, with a margin. */
  long drivenMetres(MeteredFix to, long marginMetres) {
    return marginMetres + 100 * Math.max(0, to.odometer - odometer + 1);
  }

  /** The next one on a way that has been verified so far. */
  MeteredFix then(MeteredFix next) {
    return verified || !next.verified
        ? next
        : new MeteredFix(next.second, next.longitude, next.latitude, next.odometer, false);
  }

  /** Writes a position or its absence; {@link #read} is the other way. */
  static void write(@Nullable MeteredFix fix, ByteBuffer out) {
    out.put((byte) (fix == null ? 0 : 1));
    if (fix != null) {
      out.putLong(fix.second).putLong(fix.longitude).putLong(fix.latitude).putLong(fix.odometer);
      out.put((byte) (fix.verified ? 1 : 0));
    }
  }

  static @Nullable MeteredFix read(ByteBuffer in) {
    return in.get() == 0
        ? null
        : new MeteredFix(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.get() != 0);
  }
}
