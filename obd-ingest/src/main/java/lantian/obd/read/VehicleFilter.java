package lantian.obd.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which vehicles are meant; a null means that the question is not asked.
 *
 * @param filed true: only vehicles with an entry in the terminal register now; false: only unfiled
 * @param verified true: only vehicles whose latest packet came from a proven sender; false: only
 *     others
 * @param onlineSince only vehicles that something was received from at or after this moment
 */
public record VehicleFilter(
    @Nullable Boolean filed, @Nullable Boolean verified, @Nullable Instant onlineSince) {
  /** Every vehicle. */
  public static final VehicleFilter ALL = new VehicleFilter(null, null, null);
}
