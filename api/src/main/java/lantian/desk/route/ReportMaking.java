package lantian.desk.route;

import com.mongodb.MongoException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lantian.desk.DeskSettings;
import lantian.desk.access.Account;
import lantian.desk.access.Accounts;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.audit.Act;
import lantian.desk.audit.Actor;
import lantian.desk.audit.AuditEntry;
import lantian.desk.audit.AuditTrail;
import lantian.desk.audit.Outcome;
import lantian.desk.export.TableFormat;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Inputs;
import lantian.desk.job.Job;
import lantian.desk.job.JobBook;
import lantian.desk.job.JobOrder;
import lantian.desk.report.Report;
import lantian.desk.report.ReportBook;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jobs of the reports that are due (定时报表执行), with the rights that their owners have now. What
 * was missed is made up by one export over the whole time. The job's id follows from report and due
 * time, so that each is made once whatever dies in between.
 */
final class ReportMaking implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReportMaking.class);

  private final ReportBook book;
  private final Exporting exporting;
  private final JobBook jobs;
  private final Accounts accounts;
  private final Function<Role, List<String>> operationsOf;
  private final AuditTrail trail;
  private final DeskSettings settings;
  private final InstantSource clock;

  ReportMaking(
      ReportBook book,
      Exporting exporting,
      JobBook jobs,
      Accounts accounts,
      Function<Role, List<String>> operationsOf,
      AuditTrail trail,
      DeskSettings settings,
      InstantSource clock) {
    this.book = book;
    this.exporting = exporting;
    this.jobs = jobs;
    this.accounts = accounts;
    this.operationsOf = operationsOf;
    this.trail = trail;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    for (Report report : book.due(now)) {
      try {
        make(report, now);
      } catch (MongoException e) {
        throw e; // It is still due when the database is back.
      } catch (RuntimeException e) {
        LOG.error("report {} fails: {}", report.id(), e.getClass().getName());
        book.stop(report, Report.Stop.BROKEN);
      }
    }
  }

  private void make(Report report, Instant now) {
    Optional<Account> owner = accounts.byId(report.owner()).filter(one -> !one.disabled());
    if (owner.isEmpty()) {
      book.stop(report, Report.Stop.ACCOUNT);
      return;
    }
    List<String> may = operationsOf.apply(owner.get().role());
    Exporting.Source source = exporting.sources().get(report.operation());
    if (source == null || !may.contains(report.operation())) {
      book.stop(report, Report.Stop.RIGHT);
      return;
    }
    Instant due = report.rhythm().lastUpTo(now, report.next());
    ExportOrder order = order(report, owner.get(), Listing.maySearch(may), due);
    TableFormat format = TableFormat.of(report.format());
    try {
      Export<?> export = source.of(order, now, settings.limits().exportRows() + 1L);
      exporting.refuseTooMany(export, format);
      ordered(report, order, export, format, due);
    } catch (Refusal refusal) {
      if (refusal.fault() == Fault.TOO_MANY_ROWS) {
        book.stop(report, Report.Stop.TOO_MANY);
      } else {
        book.stop(report, Report.Stop.FILTER);
      }
    }
  }

  private void ordered(
      Report report, ExportOrder order, Export<?> export, TableFormat format, Instant due) {
    String word = order.word(report.rhythm().kind().zh(), report.rhythm().kind().en());
    String fileName = word + "_" + export.fileName(format);
    JobOrder wanted =
        new JobOrder(
            report.operation(),
            report.format(),
            fileName,
            order.inputs().values(),
            order.english(),
            false,
            order.maySearch(),
            Actor.Kind.USER,
            order.caller().id(),
            order.caller().name(),
            order.caller().role(),
            order.caller().organisation(),
            order.caller().county());
    Optional<Job> job =
        jobs.addOnce(
            jobId(report, due), report.id(), wanted, export.count(), settings.jobs().perPerson());
    if (job.isEmpty()) {
      return; // Its owner's exports are all under way: it is made after them.
    }
    trail.record(
        new AuditEntry(
            Actor.DESK,
            Act.EXPORTED,
            fileName,
            Outcome.DONE,
            "report=" + report.id() + " " + Exporting.reason(order, export.count())));
    book.made(report, due, job.get().id(), report.rhythm().after(due));
  }

  private ExportOrder order(Report report, Account owner, boolean maySearch, Instant due) {
    Instant to = report.rhythm().to(due);
    Instant earliest = to.minus(settings.limits().listSpan());
    Instant from = report.rhythm().from(report.next());
    return new ExportOrder(
        caller(owner),
        Inputs.of(ranged(report.inputs(), from.isBefore(earliest) ? earliest : from, to)),
        report.english(),
        false,
        maySearch);
  }

  /** The filter with its range of time. */
  static Map<String, Object> ranged(Map<String, Object> inputs, Instant from, Instant to) {
    Map<String, Object> ranged = new HashMap<>(inputs);
    ranged.put("from", Moments.text(from));
    ranged.put("to", Moments.text(to));
    return ranged;
  }

  private static Caller caller(Account owner) {
    return new Caller(
        Actor.Kind.USER,
        owner.id(),
        owner.name(),
        owner.role(),
        owner.organisation(),
        owner.county(),
        "",
        false,
        null);
  }

  private static String jobId(Report report, Instant due) {
    SM3Digest digest = new SM3Digest();
    byte[] text = (report.id() + " " + due).getBytes(StandardCharsets.UTF_8);
    digest.update(text, 0, text.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return HexFormat.of().formatHex(hash, 0, 16);
  }
}
