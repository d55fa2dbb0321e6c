package lantian.desk;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import lantian.desk.access.Access;
import lantian.desk.access.Accounts;
import lantian.desk.attempt.Attempts;
import lantian.desk.audit.Act;
import lantian.desk.audit.Actor;
import lantian.desk.audit.AuditEntry;
import lantian.desk.audit.AuditTrail;
import lantian.desk.audit.Outcome;
import lantian.desk.cases.Casework;
import lantian.desk.cases.FilingChanges;
import lantian.desk.delivery.Mailroom;
import lantian.desk.dossier.DossierFollower;
import lantian.desk.dossier.Dossiers;
import lantian.desk.dossier.ManifestSeal;
import lantian.desk.evidence.EvidenceLimits;
import lantian.desk.evidence.EvidenceRoom;
import lantian.desk.evidence.ManifestBook;
import lantian.desk.http.DeskServer;
import lantian.desk.http.Operation;
import lantian.desk.http.Readiness;
import lantian.desk.http.Upload;
import lantian.desk.job.JobRoom;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListFollower;
import lantian.desk.live.Live;
import lantian.desk.register.DeskRegister;
import lantian.desk.route.CaseNotices;
import lantian.desk.route.ObdFindings;
import lantian.desk.route.ObdManifest;
import lantian.desk.route.ObdSource;
import lantian.desk.route.Operations;
import lantian.desk.sealing.Sealer;
import lantian.desk.sealing.Vault;

/**
 * The desk that departments touch (业务端): registers, findings, audit, HTTP. The one entry to this
 * room.
 *
 * <p>Opening it makes indexes, opens an audit chain and creates the first administrator if there is
 * no user; {@link #start} makes it listen.
 */
public final class Desk implements AutoCloseable {
  /** Uploads under way at once. */
  private static final int UPLOADS = 16;

  /** How long after a receipt or result its cases are moved, at most. */
  private static final Duration LIST_LOOK = Duration.ofSeconds(1);

  private final AuditTrail trail;
  private final Access access;
  private final DeskRegister register;
  private final Mailroom mailroom;
  private final ListBook lists;
  private final Casework casework;
  private final JobRoom jobs;
  private final Live live;
  private final Dossiers sealing;
  private final DossierFollower dossiers;
  private final ListFollower listFollower;
  private final Readiness readiness;
  private final DeskServer server;
  private final Optional<String> firstPassword;

  /**
   * Opens the desk; blocks until the database has answered.
   *
   * @param settings its settings
   * @param database where the {@code desk_} collections are, with a deadline for each operation: a
   *     request had better fail than hang while the database is away
   * @param register the registers in the same database, under the same deadline
   * @param obd what the OBD room has to tell, under the same deadline
   * @param evidence where evidence is kept
   * @param receivingReady true while the receiving side is ready
   * @param clock the time
   * @param random where secrets and ids come from
   * @param meters the registry that {@code /metrics} prints
   */
  public Desk(
      DeskSettings settings,
      MongoDatabase database,
      DeskRegister register,
      ObdSource obd,
      EvidenceRoom evidence,
      BooleanSupplier receivingReady,
      InstantSource clock,
      SecureRandom random,
      PrometheusMeterRegistry meters) {
    settings.listen().refuseBareNetwork();
    MongoDatabase durable = durable(database);
    Sealer sealer = Sealer.open(durable, random);
    Vault vault = sealer.vault(random);
    Attempts attempts = new Attempts(durable, vault, Attempts.Limits.DEFAULT, clock, random);
    this.register = register;
    mailroom = Mailroom.open(durable, settings.delivery(), vault, clock, meters);
    lists = ListBook.open(durable, evidence.root(), clock);
    mailroom.follow(lists.notices());
    ManifestBook manifests = new ManifestBook(durable, clock);
    casework =
        Casework.open(
            durable,
            new ObdFindings(obd),
            register.readings(),
            (cursor, limit) -> filings(register, cursor, limit),
            new ManifestSeal(manifests, evidence.store()),
            settings.cases(),
            clock,
            random);
    mailroom.follow(new CaseNotices(casework));
    sealing =
        new Dossiers(
            casework, manifests, List.of(new ObdManifest(obd, register.readings())), version());
    dossiers = new DossierFollower(durable, sealing, settings.cases().interval());
    listFollower = new ListFollower(durable, lists, casework, clock, LIST_LOOK);
    access = Access.open(durable, settings.access(), clock, random);
    trail = AuditTrail.open(durable, clock);
    firstPassword = access.accounts().createFirst();
    firstPassword.ifPresent(password ->
        trail.record(
            new AuditEntry(
                Actor.DESK, Act.USER_CREATED, Accounts.FIRST, Outcome.DONE, "first start")));
    String process = Long.toString(ProcessHandle.current().pid());
    readiness = new Readiness(durable, clock, process, receivingReady, trail::well);
    jobs = JobRoom.open(durable, settings.jobs(), clock, random);
    live = new Live(settings.live());
    AtomicReference<DeskServer> later = new AtomicReference<>();
    Map<String, Operation> operations =
        new Operations(
                settings, durable, obd, register, mailroom, lists, casework, jobs, live, sealing,
                evidence, sealer, clock, meters)
            .all(
                access,
                trail,
                readiness,
                () -> later.get().busy(),
                role -> later.get().operationsOf(role));
    server =
        new DeskServer(
            settings,
            operations,
            access.signIn(),
            trail,
            attempts,
            readiness,
            uploads(evidence),
            meters,
            random);
    later.set(server);
  }

  /**
   * The same database with majority reads and journalled majority writes. Its deadline is the
   * caller's: the registers and the rooms that the desk reads need the same one.
   */
  private static MongoDatabase durable(MongoDatabase database) {
    if (database.getTimeout(TimeUnit.MILLISECONDS) == null) {
      throw new IllegalArgumentException("the desk needs a database handle with a deadline");
    }
    return database
        .withReadConcern(ReadConcern.MAJORITY)
        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  private static Upload.Room uploads(EvidenceRoom evidence) {
    EvidenceLimits limits = evidence.limits();
    long longest = Math.max(limits.video(), Math.max(limits.picture(), limits.document()));
    return new Upload.Room(evidence.incoming(), longest, UPLOADS);
  }

  private static String version() {
    String version = Desk.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }

  private static List<FilingChanges.Change> filings(DeskRegister register, long cursor, int limit) {
    return register.changesAfter(cursor, limit).stream()
        .map(change -> new FilingChanges.Change(change.cursor(), change.vin().text()))
        .toList();
  }

  /** Follows findings, publishes, delivers and listens; returns the port. */
  public int start() {
    mailroom.start();
    casework.follower().start();
    jobs.start();
    live.start();
    dossiers.start();
    listFollower.start();
    return server.start();
  }

  /**
   * The one-time password of the administrator {@code admin} if this start created it; to be shown
   * once and kept nowhere.
   */
  public Optional<String> firstAdministratorPassword() {
    return firstPassword;
  }

  /** The registers. */
  public DeskRegister register() {
    return register;
  }

  /** Where events leave the house. */
  public Mailroom mailroom() {
    return mailroom;
  }

  /** The lists that were issued. */
  public ListBook lists() {
    return lists;
  }

  /** The case book. */
  public Casework casework() {
    return casework;
  }

  /** Exports that take longer than a request. */
  public JobRoom jobs() {
    return jobs;
  }

  /** Who watches the map. */
  public Live live() {
    return live;
  }

  /** Seals what cases rest on. */
  public Dossiers sealing() {
    return sealing;
  }

  /** Makes up for manifests that are not written yet. */
  public DossierFollower dossiers() {
    return dossiers;
  }

  /** The local accounts. */
  public Accounts accounts() {
    return access.accounts();
  }

  /** The audit trail of this process. */
  public AuditTrail trail() {
    return trail;
  }

  /** From now on {@code /ready} says no; called first when the process drains. */
  public void closing() {
    readiness.closing();
  }

  /** Lets requests under way finish, writes what the audit trail still holds, and ends. */
  @Override
  public void close() {
    readiness.closing();
    server.close();
    mailroom.close();
    jobs.close();
    live.close();
    dossiers.close();
    listFollower.close();
    casework.close();
    readiness.close();
    trail.close();
    access.close();
  }
}
