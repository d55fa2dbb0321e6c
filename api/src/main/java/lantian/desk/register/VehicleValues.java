package lantian.desk.register;

import lantian.obd.filing.VehicleFacts;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * What is filed of a vehicle (车辆信息).
 *
 * @param plate plate with colour, null if not filed
 * @param county district it belongs to (区县), null if not filed
 * @param facts technical data
 */
public record VehicleValues(@Nullable Plate plate, @Nullable String county, VehicleFacts facts) {
  /** Nothing is filed. */
  public static final VehicleValues NONE = new VehicleValues(null, null, VehicleFacts.UNKNOWN);
}
