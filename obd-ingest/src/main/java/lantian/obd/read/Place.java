package lantian.obd.read;

import java.time.Instant;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Where a vehicle was last (最新位置). CGCS2000, which differs from WGS-84 by centimetres.
 *
 * @param vin as claimed in its packets
 * @param collected when it was there, by its own clock
 * @param lon degrees, west negative
 * @param lat degrees, south negative
 * @param speedKmh km/h, null if it was not measured
 */
public record Place(
    Vin vin, Instant collected, double lon, double lat, @Nullable Double speedKmh) {}
