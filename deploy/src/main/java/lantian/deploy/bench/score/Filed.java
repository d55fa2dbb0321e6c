package lantian.deploy.bench.score;

import java.time.Instant;
import java.util.List;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.world.WorldTruck;
import lantian.obd.chunk.Dossier;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Origin;

/** What the register says of a labelled truck (标注车备案). */
final class Filed {
  private static final long BEFORE = 400 * 86_400L;

  private Filed() {}

  static VehicleFacts facts(WorldTruck truck) {
    Specification built = truck.specification();
    return new VehicleFacts(
        built.stage().filed(),
        "DIESEL",
        built.referenceTorqueNm(),
        built.ratedPowerKw(),
        built.grossMassKg(),
        built.whtcWorkKwh(),
        truck.filedTankLitres(),
        WorldModels.of(truck.label()),
        null);
  }

  /** Since long ago; data from before is nobody's. */
  static Dossier dossier(WorldTruck truck) {
    Instant since = Instant.ofEpochSecond(truck.begins() - BEFORE);
    return new Dossier(
        List.of(
            new Filing(
                truck.vin(),
                since,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                facts(truck),
                Origin.MODELLED)));
  }
}
