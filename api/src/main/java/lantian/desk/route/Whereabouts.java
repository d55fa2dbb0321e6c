package lantian.desk.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lantian.desk.export.TableRow;
import lantian.obd.read.Telemetry;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Where a vehicle was at a moment (历史位置), by what it sent; masked places are rounded to about a
 * kilometre, as on the map.
 */
final class Whereabouts {
  /** A terminal may have sent nothing in the very second. */
  private static final Duration AROUND = Duration.ofSeconds(60);

  private static final List<String> FIELDS = List.of("lon", "lat");

  /** Steps of a masked place in a degree. */
  private static final double COARSE = 100;

  private static final double EXACT = 1e6;

  private final ObdSource obd;

  Whereabouts(ObdSource obd) {
    this.obd = obd;
  }

  /** The place, null if nobody knows. */
  TableRow.@Nullable Spot at(Vin vin, Instant moment, boolean unmasked) {
    Telemetry sent = obd.telemetry(vin, moment, moment.plus(AROUND), FIELDS, 1);
    double[] lon = sent.fields().get(0).max();
    double[] lat = sent.fields().get(1).max();
    for (int i = 0; i < lon.length; i++) {
      if (Double.isFinite(lon[i]) && Double.isFinite(lat[i])) {
        double steps = unmasked ? EXACT : COARSE;
        return new TableRow.Spot(
            Math.round(lon[i] * steps) / steps, Math.round(lat[i] * steps) / steps);
      }
    }
    return null;
  }
}
