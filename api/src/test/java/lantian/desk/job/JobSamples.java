package lantian.desk.job;

import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import lantian.desk.access.Account;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Jobs as the store keeps them, for tests. */
public final class JobSamples {
  private static final Instant THEN = Instant.parse("2026-11-20T04:30:00Z");

  private JobSamples() {}

  static JobOrder order(String maker) {
    return new JobOrder(
        "exportCases",
        "CSV",
        "案件_全市.csv",
        Map.of("format", "csv", "overdue", true),
        false,
        false,
        true,
        Actor.Kind.USER,
        maker,
        "name-" + maker,
        Role.ECOLOGY,
        null,
        null);
  }

  /** A finished job of this account, or of nobody, with a small file. */
  public static void done(MongoDatabase database, String id, @Nullable Account of) {
    JobOrder plain = order("nobody");
    JobOrder order =
        of == null
            ? plain
            : new JobOrder(
                plain.operation(),
                plain.format(),
                plain.fileName(),
                plain.inputs(),
                false,
                false,
                true,
                Actor.Kind.USER,
                of.id(),
                of.name(),
                of.role(),
                of.organisation(),
                of.county());
    Job job = new Job(id, order, Job.State.WAITING, 1, 0, 0, THEN, null, null, null, null);
    Document stored = JobDocument.of(job, 0);
    stored.remove("open");
    stored.append("state", Job.State.DONE.name()).append("written", 1L).append("bytes", 6L);
    stored.append("started", Date.from(THEN)).append("ended", Date.from(THEN.plusSeconds(2)));
    database.getCollection(JobBook.COLLECTION).insertOne(stored);
    database
        .getCollection(JobFiles.COLLECTION)
        .insertOne(
            new Document("job", id)
                .append("number", 0)
                .append("length", 6)
                .append("bytes", new Binary("文件".getBytes(StandardCharsets.UTF_8))));
  }
}
