package lantian.desk.route;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import lantian.desk.DeskSettings;
import lantian.desk.access.Access;
import lantian.desk.access.Role;
import lantian.desk.audit.AuditTrail;
import lantian.desk.cases.Casework;
import lantian.desk.cases.ReviewHolds;
import lantian.desk.delivery.Mailroom;
import lantian.desk.dossier.Dossiers;
import lantian.desk.evidence.EvidenceRoom;
import lantian.desk.fence.FenceBook;
import lantian.desk.http.Operation;
import lantian.desk.http.Readiness;
import lantian.desk.job.JobRoom;
import lantian.desk.lists.ListBook;
import lantian.desk.live.Live;
import lantian.desk.organisation.Organisations;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingFile;
import lantian.desk.register.RegisterReadings;
import lantian.desk.report.ReportBook;
import lantian.desk.rules.RuleSetBook;
import lantian.desk.sealing.Sealer;

/** All operations of the contract with what they need (操作总表). */
public final class Operations {
  private final DeskSettings settings;
  private final MongoDatabase durable;
  private final ObdSource obd;
  private final DeskRegister register;
  private final Mailroom mailroom;
  private final ListBook lists;
  private final Casework casework;
  private final JobRoom jobRoom;
  private final Live live;
  private final Dossiers dossiers;
  private final EvidenceRoom evidence;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Sealer sealer;

  /** Operations over these stores. */
  public Operations(
      DeskSettings settings,
      MongoDatabase durable,
      ObdSource obd,
      DeskRegister register,
      Mailroom mailroom,
      ListBook lists,
      Casework casework,
      JobRoom jobRoom,
      Live live,
      Dossiers dossiers,
      EvidenceRoom evidence,
      Sealer sealer,
      InstantSource clock,
      MeterRegistry meters) {
    this.settings = settings;
    this.durable = durable;
    this.obd = obd;
    this.register = register;
    this.mailroom = mailroom;
    this.lists = lists;
    this.casework = casework;
    this.jobRoom = jobRoom;
    this.live = live;
    this.dossiers = dossiers;
    this.evidence = evidence;
    this.sealer = sealer;
    this.clock = clock;
    this.meters = meters;
  }

  /** Code by operation id. */
  public Map<String, Operation> all(
      Access access,
      Organisations organisations,
      AuditTrail trail,
      Readiness readiness,
      IntSupplier busy,
      Function<Role, List<String>> operationsOf) {
    Map<String, Operation> all = new HashMap<>();
    DeskSettings.Limits limits = settings.limits();
    RegisterReadings readings = register.readings();
    Subjects subjects = new Subjects(sealer);
    Listing listing = new Listing(sealer, readings, clock);
    FilingFile filing = new FilingFile(register, clock, limits.importRows());
    PositionReads positions = new PositionReads(obd, readings, clock);
    FenceOperations fences = new FenceOperations(new FenceBook(durable), clock);
    fences.into(all);
    VehicleOperations vehicles =
        new VehicleOperations(obd, readings, positions, fences, subjects, listing, limits, clock);
    new SessionOperations(access, settings.jobs().directRows(), meters).into(all);
    new OrganisationOperations(organisations, access).into(all);
    new UserOperations(access, organisations, listing, limits).into(all);
    new KeyOperations(access.keys(), organisations, listing, limits).into(all);
    new SignOnOperations(access, settings.jobs().directRows(), meters).into(all);
    vehicles.into(all);
    new VehicleSearch(obd, readings, subjects, listing, clock).into(all);
    new TelemetryOperations(obd, vehicles::visibleVehicle, limits).into(all);
    new TerminalOperations(obd, readings, filing, subjects, listing, limits, clock, meters)
        .into(all);
    FindingSearch findings = new FindingSearch(obd, readings, listing);
    new FindingOperations(obd, findings, subjects, listing, limits, clock).into(all);
    JobOperations jobs =
        new JobOperations(jobRoom.book(), jobRoom.files(), listing, settings, clock);
    jobs.into(all);
    Exporting exporting =
        new Exporting(obd, casework, readings, findings, listing, limits, evidence.root(), meters);
    QualitySearch quality = new QualitySearch(obd, readings, listing, limits, clock);
    new QualityOperations(obd, quality, subjects, listing, limits).into(all);
    new QualityExports(quality).into(exporting);
    new SharedOperations(obd, quality, subjects, listing, limits).into(all, exporting);
    new ListExports(lists, new Whereabouts(obd), limits, evidence.root()).into(exporting);
    ExportOperations exports =
        new ExportOperations(exporting, jobRoom.book(), jobs, access.accounts(), settings, clock);
    exports.into(all);
    jobRoom.makes(exports);
    ReportBook reports = new ReportBook(durable);
    new ReportOperations(reports, exporting, clock).into(all);
    jobRoom.plans(
        new ReportMaking(
            reports,
            exporting,
            jobRoom.book(),
            access.accounts(),
            operationsOf,
            trail,
            settings,
            clock));
    ReviewHolds holds = new ReviewHolds(durable, clock);
    new CaseOperations(casework, dossiers, holds, readings, subjects, listing, limits, clock)
        .into(all);
    new ReviewOperations(casework, readings, holds).into(all);
    new PlateOperations(casework, holds, readings, subjects, clock).into(all);
    new ArrivalOperations(casework, readings, clock).into(all);
    new EvidenceOperations(casework, readings, dossiers, evidence, clock).into(all);
    new EvidenceUpload(casework, readings, dossiers, evidence, clock).into(all);
    new VehicleTimeline(
            obd, casework, readings, vehicles::visibleVehicle, subjects, listing, limits, clock)
        .into(all);
    new PositionOperations(positions, readings, fences, subjects, clock, live).into(all);
    new DataOperations(obd, readings, subjects, listing, limits, clock).into(all);
    new RuleSetOperations(RuleSetBook.open(durable, clock), List.of(new ObdRules()), clock)
        .into(all);
    new AuditOperations(durable, listing, exporting, limits, clock).into(all);
    new ChangeOperations(
            mailroom.outbox(), mailroom.bell(), sealer, limits, settings.delivery().longestWait())
        .into(all);
    new ListOperations(lists, new ListIssuing(lists, casework, readings), listing, limits, clock)
        .into(all);
    new ReceiverOperations(mailroom, organisations).into(all);
    new DeliveryOperations(mailroom, listing, limits, clock).into(all);
    new SystemOperations(readiness, trail, clock.instant(), busy).into(all);
    return all;
  }
}
