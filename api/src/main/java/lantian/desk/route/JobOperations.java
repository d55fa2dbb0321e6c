package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.export.TableFormat;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.job.Job;
import lantian.desk.job.JobBook;
import lantian.desk.job.JobFiles;

/**
 * Export jobs (导出任务): how far they are, their files, ending them. Only their maker sees one, and
 * only while he may still make it; who looks after the system sees that there are some, and nothing
 * of what they are about.
 */
final class JobOperations {
  private final JobBook book;
  private final JobFiles files;
  private final Listing listing;
  private final DeskSettings settings;
  private final InstantSource clock;

  JobOperations(
      JobBook book, JobFiles files, Listing listing, DeskSettings settings, InstantSource clock) {
    this.book = book;
    this.files = files;
    this.listing = listing;
    this.settings = settings;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listJobs", this::list);
    operations.put("getJob", call -> Answer.of(view(own(call), true, clock.instant())));
    operations.put("getJobFile", this::file);
    operations.put("cancelJob", this::cancel);
  }

  private Answer list(Call call) {
    boolean all = call.caller().role() == Role.SYSTEM;
    int limit = Math.min(settings.limits().page(), call.inputs().number("limit", 50));
    String cursor = listing.cursor(call);
    Job before = cursor == null ? null : book.find(cursor).orElse(null);
    List<Job> found = book.list(all ? null : call.caller().id(), before, limit);
    Instant now = clock.instant();
    JsonArray rows = new JsonArray();
    found.stream()
        .filter(job -> all || sees(call, job))
        .forEach(job -> rows.add(view(job, !all, now)));
    String next = found.size() < limit ? null : listing.seal(call, found.getLast().id());
    return Answer.of(new JsonObject().put("rows", rows).put("next", next));
  }

  private Answer file(Call call) {
    Job job = own(call);
    if (job.state() != Job.State.DONE) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(FieldError.of("jobId", "NOT_READY", "文件尚未生成或已不可用", "there is no file of it")));
    }
    call.because(
        job.order().fileName()
            + " rows="
            + job.written()
            + (job.order().unmasked() ? " full" : " masked"));
    return new Answer.Download(
        TableFormat.of(job.order().format()).mediaType(),
        job.order().fileName(),
        out -> files.read(job.id(), out));
  }

  private Answer cancel(Call call) {
    Job job = own(call);
    call.begins();
    if (job.state().open()) {
      book.cancel(job.id());
    }
    return Answer.of(view(own(call), true, clock.instant()));
  }

  private Job own(Call call) {
    String id = call.inputs().needed("jobId");
    Job job =
        book.find(id)
            .filter(one -> sees(call, one))
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    call.about(id);
    return job;
  }

  private static boolean sees(Call call, Job job) {
    Caller caller = call.caller();
    return job.order().isOf(caller)
        && call.operationsOf(caller.role()).contains(job.order().operation());
  }

  /** A job as answers show it; without what it is about for whom that does not concern. */
  JsonObject view(Job job, boolean whole, Instant now) {
    Job.Fault fault = job.fault();
    Instant ended = job.ended();
    Double rate = job.rate(now);
    return new JsonObject()
        .put("id", whole ? job.id() : null)
        .put("state", job.state().name())
        .put("operation", whole ? job.order().operation() : null)
        .put("fileName", whole ? job.order().fileName() : null)
        .put("maker", job.order().name())
        .put("rows", job.rows())
        .put("written", job.written())
        .put("rate", rate == null ? null : Math.round(rate))
        .put("remaining", job.remaining(now))
        .put("bytes", job.bytes())
        .put("created", Moments.text(job.created()))
        .put("started", Moments.textOrNull(job.started()))
        .put("ended", Moments.textOrNull(ended))
        .put("until", ended == null ? null : Moments.text(ended.plus(settings.jobs().keep(job))))
        .put(
            "fault",
            fault == null ? null : new JsonObject().put("zh", fault.zh()).put("en", fault.en()));
  }
}
