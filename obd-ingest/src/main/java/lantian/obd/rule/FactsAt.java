package lantian.obd.rule;

import lantian.obd.filing.VehicleFacts;

/** The dated register of one vehicle: what was filed at a moment. */
@FunctionalInterface
public interface FactsAt {
  /** Facts in force at an epoch second; {@link VehicleFacts#UNKNOWN} where nothing was filed. */
  VehicleFacts at(long second);
}
