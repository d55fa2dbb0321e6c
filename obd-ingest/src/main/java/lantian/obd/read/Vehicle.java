package lantian.obd.read;

import java.time.Instant;
import java.util.Map;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Latest state of a vehicle (车辆最新状态). "Online" follows from {@code received}, "fresh" from {@code
 * collected}: after an outage terminals send old data first.
 *
 * @param vin as claimed in its packets
 * @param received when anything was last received from it; null if it is filed and silent
 * @param collected collection time of the latest values; null if none was ever taken
 * @param filed true if the terminal register has an entry for it now
 * @param sender proof of the packet that the latest values came from
 * @param origin nature of what its terminal sends
 * @param values latest value by field name as in the decode output (spec clause 14)
 */
public record Vehicle(
    Vin vin,
    @Nullable Instant received,
    @Nullable Instant collected,
    boolean filed,
    Sender sender,
    Origin origin,
    Map<String, Measure> values) {
  /** Copies the values. */
  public Vehicle {
    values = Map.copyOf(values);
  }
}
