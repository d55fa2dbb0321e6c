package lantian.obd.read;

import java.time.Instant;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * What of the stored data is to be printed; a null means no bound.
 *
 * @param vin only this vehicle
 * @param from inclusive bound; which time it is compared with, each export says
 * @param to exclusive bound
 */
public record ExportFilter(@Nullable Vin vin, @Nullable Instant from, @Nullable Instant to) {
  /** Everything. */
  public static final ExportFilter ALL = new ExportFilter(null, null, null);
}
