package lantian.desk.route;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import lantian.desk.DeskSettings;
import lantian.desk.access.Access;
import lantian.desk.audit.AuditTrail;
import lantian.desk.cases.Casework;
import lantian.desk.http.Operation;
import lantian.desk.http.Readiness;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingFile;
import lantian.desk.register.RegisterReadings;
import lantian.desk.sealing.Sealer;

/** All operations of the contract with what they need (操作总表). */
public final class Operations {
  private final DeskSettings.Limits limits;
  private final MongoDatabase durable;
  private final ObdSource obd;
  private final DeskRegister register;
  private final Casework casework;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Sealer sealer;

  /** Operations over these stores. */
  public Operations(
      DeskSettings.Limits limits,
      MongoDatabase durable,
      ObdSource obd,
      DeskRegister register,
      Casework casework,
      Sealer sealer,
      InstantSource clock,
      MeterRegistry meters) {
    this.limits = limits;
    this.durable = durable;
    this.obd = obd;
    this.register = register;
    this.casework = casework;
    this.sealer = sealer;
    this.clock = clock;
    this.meters = meters;
  }

  /** Code by operation id. */
  public Map<String, Operation> all(
      Access access, AuditTrail trail, Readiness readiness, IntSupplier busy) {
    RegisterReadings readings = register.readings();
    Subjects subjects = new Subjects(sealer);
    Listing listing = new Listing(sealer, readings);
    FilingFile filing = new FilingFile(register, clock, limits.importRows());
    VehicleOperations vehicles =
        new VehicleOperations(obd, readings, subjects, listing, limits, clock);
    Map<String, Operation> all = new HashMap<>();
    new SessionOperations(access, meters).into(all);
    new UserOperations(access, listing, limits).into(all);
    new KeyOperations(access.keys(), listing, limits).into(all);
    vehicles.into(all);
    new VehicleSearch(obd, readings, subjects, listing, clock).into(all);
    new TelemetryOperations(obd, vehicles::visibleVehicle, limits).into(all);
    new TerminalOperations(obd, readings, filing, subjects, listing, limits, clock, meters)
        .into(all);
    new FindingOperations(obd, readings, subjects, listing, limits, clock, meters).into(all);
    new CaseOperations(casework, readings, subjects, listing, limits, clock).into(all);
    new VehicleTimeline(
            obd, casework, readings, vehicles::visibleVehicle, subjects, listing, limits, clock)
        .into(all);
    new DataOperations(obd, readings, subjects, listing, limits, clock).into(all);
    new AuditOperations(durable, listing, limits, clock).into(all);
    new SystemOperations(readiness, trail, clock.instant(), busy).into(all);
    return all;
  }
}
