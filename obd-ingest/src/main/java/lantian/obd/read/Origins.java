package lantian.obd.read;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lantian.obd.filing.Filing;
import lantian.proto.Origin;
import lantian.proto.Vin;

/**
 * Nature of what a vehicle's terminal sent at a moment, for one export (来源性质); remembers the
 * vehicles asked for last, since an export names the same ones over and over.
 */
final class Origins {
  private static final int REMEMBERED = 20_000;

  private final Function<Vin, List<Filing>> filings;
  private final Map<Vin, List<Filing>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Vin, List<Filing>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** By what these say is filed of a vehicle, oldest entry first. */
  Origins(Function<Vin, List<Filing>> filings) {
    this.filings = filings;
  }

  /** By what was filed of the vehicle when its packet was received; measured if nothing was. */
  Origin of(Vin vin, Instant received) {
    for (Filing filing : known.computeIfAbsent(vin, filings).reversed()) {
      if (filing.holdsAt(received)) {
        return filing.origin();
      }
    }
    return Origin.MEASURED;
  }
}
