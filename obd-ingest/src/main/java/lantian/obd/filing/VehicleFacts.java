package lantian.obd.filing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a vehicle (车辆技术参数). Null = not filed; a rule that needs it answers
 * "not assessable".
 *
 * @param stage emission stage as the register writes it, for example {@code V} or {@code VI} (国五,
 *     国六)
 * @param fuel fuel, for example {@code DIESEL}
 * @param referenceTorqueNm reference torque in Nm
 * @param ratedPowerKw rated power in kW
 * @param grossMassKg gross mass in kg
 * @param whtcWorkKwh work of the engine over the WHTC cycle in kWh
 * @param reagentTankLitres volume of the reagent tank (反应剂罐容积) in litres
 * @param vehicleModel model of the vehicle (车辆型号) as its maker calls it, 1 to 60 characters
 * @param inspectedUntil last day on which the last inspection still holds (检验有效期至)
 */
public record VehicleFacts(
    @Nullable String stage,
    @Nullable String fuel,
    @Nullable Double referenceTorqueNm,
    @Nullable Double ratedPowerKw,
    @Nullable Double grossMassKg,
    @Nullable Double whtcWorkKwh,
    @Nullable Double reagentTankLitres,
    @Nullable String vehicleModel,
    @Nullable LocalDate inspectedUntil) {
  /** Nothing is known. */
  public static final VehicleFacts UNKNOWN = new VehicleFacts(null, null, null, null, null, null);

  /** Of its reagent tank, its model and its inspection nothing is filed. */
  public VehicleFacts(
      @Nullable String stage,
      @Nullable String fuel,
      @Nullable Double referenceTorqueNm,
      @Nullable Double ratedPowerKw,
      @Nullable Double grossMassKg,
      @Nullable Double whtcWorkKwh) {
    this(stage, fuel, referenceTorqueNm, ratedPowerKw, grossMassKg, whtcWorkKwh, null, null, null);
  }

  /** Stage and model are asked for with every item, so equal ones are the same object. */
  public VehicleFacts {
    stage = stage == null ? null : stage.intern();
    vehicleModel = vehicleModel == null ? null : vehicleModel.intern();
  }
}
