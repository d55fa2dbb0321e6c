package lantian.desk.job;

import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Jobs as {@code desk_jobs} keeps them (任务存储). */
final class JobDocument {
  private JobDocument() {}

  static Document of(Job job, int place) {
    JobOrder order = job.order();
    return new Document("_id", job.id())
        .append("operation", order.operation())
        .append("format", order.format())
        .append("fileName", order.fileName())
        .append("inputs", new Document(order.inputs()))
        .append("english", order.english())
        .append("unmasked", order.unmasked())
        .append("maySearch", order.maySearch())
        .append("kind", order.kind().name())
        .append("maker", order.maker())
        .append("name", order.name())
        .append("role", order.role().name())
        .append("organisation", order.organisation())
        .append("county", order.county())
        .append("place", place)
        .append("open", true)
        .append("state", job.state().name())
        .append("rows", job.rows())
        .append("written", job.written())
        .append("bytes", job.bytes())
        .append("created", Date.from(job.created()))
        .append("report", job.report());
  }

  static Job job(Document in) {
    String fault = in.getString("fault");
    return new Job(
        in.getString("_id"),
        order(in),
        Job.State.valueOf(in.getString("state")),
        in.getLong("rows"),
        in.getLong("written"),
        in.getLong("bytes"),
        Objects.requireNonNull(moment(in, "created")),
        moment(in, "started"),
        moment(in, "ended"),
        fault == null ? null : Job.Fault.valueOf(fault),
        in.getString("report"));
  }

  private static JobOrder order(Document in) {
    return new JobOrder(
        in.getString("operation"),
        in.getString("format"),
        in.getString("fileName"),
        Objects.requireNonNull(in.get("inputs", Document.class)),
        in.getBoolean("english"),
        in.getBoolean("unmasked"),
        in.getBoolean("maySearch"),
        Actor.Kind.valueOf(in.getString("kind")),
        in.getString("maker"),
        in.getString("name"),
        Role.valueOf(in.getString("role")),
        in.getString("organisation"),
        in.getString("county"));
  }

  private static @Nullable Instant moment(Document in, String field) {
    Date date = in.getDate(field);
    return date == null ? null : date.toInstant();
  }
}
