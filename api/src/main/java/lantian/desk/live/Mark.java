package lantian.desk.live;

import java.time.Duration;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle on a map, as one reader may see it (图上车辆).
 *
 * @param vin which
 * @param lon degrees as shown
 * @param lat degrees as shown
 * @param speed km/h, null if it was not measured
 * @param second epoch second of collection
 */
public record Mark(Vin vin, double lon, double lat, @Nullable Double speed, long second) {
  /** A vehicle that stands is told again after this long, so that it does not look silent. */
  private static final long AGAIN = Duration.ofSeconds(30).toSeconds();

  private boolean moving() {
    return speed != null && speed > 1;
  }

  boolean samePlace(Mark other) {
    return lon == other.lon && lat == other.lat;
  }

  /** True if a reader who was told {@code before} sees something else now. */
  boolean differs(Mark before) {
    return !samePlace(before)
        || moving() != before.moving()
        || Math.abs(second - before.second) >= AGAIN;
  }
}
