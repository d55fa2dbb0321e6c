package lantian.desk.register;

import lantian.obd.filing.VehicleFacts;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * What is filed of a vehicle (车辆信息).
 *
 * @param plate plate with colour, null if not filed
 * @param county district it belongs to (区县), null if not filed
 * @param use what it is used for (使用性质), an id of {@link CodeTables}; null if not filed
 * @param facts technical data
 */
public record VehicleValues(
    @Nullable Plate plate, @Nullable String county, @Nullable String use, VehicleFacts facts) {
  /** Nothing is filed. */
  public static final VehicleValues NONE = new VehicleValues(null, null, VehicleFacts.UNKNOWN);

  /** Of its use nothing is filed. */
  public VehicleValues(@Nullable Plate plate, @Nullable String county, VehicleFacts facts) {
    this(plate, county, null, facts);
  }
}
