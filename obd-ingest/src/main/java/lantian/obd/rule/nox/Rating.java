package lantian.obd.rule.nox;

import lantian.obd.filing.VehicleFacts;
import org.jspecify.annotations.Nullable;

/**
 * What must be filed of an engine to weigh its work (发动机额定参数).
 *
 * @param torque reference torque, mNm
 * @param power rated power, W
 * @param cycle work over the WHTC cycle, mJ
 */
record Rating(long torque, long power, long cycle) {
  /** Beyond these the whole numbers would run over; no engine comes near. */
  private static final double LEAST = 0.01;

  private static final double MOST = 100_000;

  /** Null if something is not filed or can't be. */
  static @Nullable Rating of(VehicleFacts facts) {
    Double torque = facts.referenceTorqueNm();
    Double power = facts.ratedPowerKw();
    Double cycle = facts.whtcWorkKwh();
    if (!sound(torque) || !sound(power) || !sound(cycle)) {
      return null;
    }
    return torque == null || power == null || cycle == null
        ? null
        : new Rating(Math.round(torque * 1e3), Math.round(power * 1e3), Math.round(cycle * 3.6e9));
  }

  private static boolean sound(@Nullable Double filed) {
    return filed != null && filed >= LEAST && filed <= MOST;
  }
}
