package lantian.desk.route;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import lantian.desk.DeskSettings;
import lantian.desk.access.Account;
import lantian.desk.access.Accounts;
import lantian.desk.audit.Actor;
import lantian.desk.export.TableFormat;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Inputs;
import lantian.desk.http.Operation;
import lantian.desk.job.Job;
import lantian.desk.job.JobBook;
import lantian.desk.job.JobOrder;
import lantian.desk.job.JobWorker;

/** Exports of whole lists (导出): a short one goes out at once, a long one becomes a job. */
final class ExportOperations implements JobWorker.Maker {
  private final Exporting exporting;
  private final JobBook book;
  private final JobOperations jobs;
  private final Accounts accounts;
  private final DeskSettings settings;
  private final InstantSource clock;

  ExportOperations(
      Exporting exporting,
      JobBook book,
      JobOperations jobs,
      Accounts accounts,
      DeskSettings settings,
      InstantSource clock) {
    this.exporting = exporting;
    this.book = book;
    this.jobs = jobs;
    this.accounts = accounts;
    this.settings = settings;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    exporting
        .sources()
        .forEach((operation, source) -> operations.put(operation, call -> export(call, source)));
  }

  private Answer export(Call call, Exporting.Source source) {
    TableFormat format = TableFormat.of(call.inputs().needed("format"));
    ExportOrder order = ExportOrder.of(call);
    Instant now = clock.instant();
    Export<?> export = source.of(order, now, settings.limits().exportRows() + 1L);
    exporting.refuseTooMany(export, format);
    if (export.count() <= settings.jobs().directRows()) {
      return exporting.download(call, export, format);
    }
    call.about(export.fileName(format));
    call.because("job " + Exporting.reason(order, export.count()));
    Job job =
        book.add(
                ordered(call, order, export.fileName(format), format),
                export.count(),
                settings.jobs().perPerson())
            .orElseThrow(this::tooMany);
    return new Answer.Json(202, jobs.view(job, true, now), null, Map.of());
  }

  private Refusal tooMany() {
    int most = settings.jobs().perPerson();
    return new Refusal(
        Fault.BUSY_CALLER,
        List.of(
            FieldError.of(
                "",
                "TOO_MANY_JOBS",
                "同时最多" + most + "个导出任务，请在“任务”页等待完成或取消",
                "at most " + most + " exports at once; wait for one or cancel it under Jobs")));
  }

  private static JobOrder ordered(
      Call call, ExportOrder order, String fileName, TableFormat format) {
    return new JobOrder(
        call.operation(),
        format.name(),
        fileName,
        order.inputs().values(),
        order.english(),
        order.unmasked(),
        order.maySearch(),
        order.caller().kind(),
        order.caller().id(),
        order.caller().name(),
        order.caller().role(),
        order.caller().organisation(),
        order.caller().county());
  }

  @Override
  public void make(Job job, OutputStream out, LongConsumer written) throws IOException {
    JobOrder order = job.order();
    Exporting.Source source = exporting.sources().get(order.operation());
    if (source == null || !entitled(order)) {
      throw new JobWorker.RightGone();
    }
    ExportOrder asked =
        new ExportOrder(
            order.caller(),
            Inputs.of(order.inputs()),
            order.english(),
            order.unmasked(),
            order.maySearch());
    long most = settings.limits().exportRows();
    source
        .of(asked, job.created(), most + 1)
        .write(TableFormat.of(order.format()), out, most, written);
  }

  /** A program's key is looked at when it fetches the file; nobody else can. */
  private boolean entitled(JobOrder order) {
    if (order.kind() != Actor.Kind.USER) {
      return true;
    }
    Optional<Account> account = accounts.byId(order.maker());
    return account
        .filter(now -> !now.disabled() && now.role() == order.role())
        .filter(now -> java.util.Objects.equals(now.county(), order.county()))
        .filter(now -> java.util.Objects.equals(now.organisation(), order.organisation()))
        .isPresent();
  }
}
