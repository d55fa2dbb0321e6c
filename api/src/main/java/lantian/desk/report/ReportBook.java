package lantian.desk.report;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The stored reports (报表簿), {@code desk_reports}. Calls block. */
public final class ReportBook {
  /** Reports of one owner that have not ended, at most. */
  public static final int MOST = 20;

  private static final int DUE_AT_ONCE = 100;

  private final MongoCollection<Document> reports;

  /** Opens it. */
  public ReportBook(MongoDatabase durable) {
    reports = durable.getCollection("desk_reports");
    reports.createIndex(Indexes.ascending("owner"));
    reports.createIndex(Indexes.ascending("state", "next"));
  }

  /** Adds one; if it stands already under its id, it stays as it is. */
  public void add(Report report) {
    try {
      reports.insertOne(of(report));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
  }

  /** Those of an owner that have not ended, by name. */
  public List<Report> list(String owner) {
    return read(
        reports
            .find(Filters.and(Filters.eq("owner", owner), Filters.ne("state", "ENDED")))
            .sort(Sorts.ascending("name", "_id"))
            .limit(2 * MOST));
  }

  /** One. */
  public Optional<Report> find(String id) {
    return Optional.ofNullable(reports.find(Filters.eq("_id", id)).first()).map(ReportBook::report);
  }

  /** Those that are due, longest first. */
  public List<Report> due(Instant now) {
    return read(
        reports
            .find(Filters.and(Filters.eq("state", "ACTIVE"), Filters.lte("next", Date.from(now))))
            .sort(Sorts.ascending("next"))
            .limit(DUE_AT_ONCE));
  }

  /** Its owner's change; empty if it is no longer in the state that was read. */
  public Optional<Report> change(Report was, Report.State to, Instant next) {
    Document now =
        reports.findOneAndUpdate(
            Filters.and(Filters.eq("_id", was.id()), Filters.eq("version", was.version())),
            Updates.combine(
                Updates.set("state", to.name()),
                Updates.set("stop", null),
                Updates.set("next", Date.from(next)),
                Updates.inc("version", 1L)),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    return Optional.ofNullable(now).map(ReportBook::report);
  }

  /** It was made; what somebody else has noted in between stays. */
  public void made(Report report, Instant due, String job, Instant next) {
    reports.updateOne(
        asRead(report),
        Updates.combine(
            Updates.set("last", Date.from(due)),
            Updates.set("job", job),
            Updates.set("next", Date.from(next))));
  }

  /** It can't be made any more. */
  public void stop(Report report, Report.Stop why) {
    reports.updateOne(
        asRead(report),
        Updates.combine(
            Updates.set("state", Report.State.STOPPED.name()),
            Updates.set("stop", why.name()),
            Updates.inc("version", 1L)));
  }

  private static Bson asRead(Report report) {
    return Filters.and(
        Filters.eq("_id", report.id()),
        Filters.eq("state", Report.State.ACTIVE.name()),
        Filters.eq("next", Date.from(report.next())));
  }

  private static List<Report> read(Iterable<Document> stored) {
    List<Report> found = new ArrayList<>();
    stored.forEach(one -> found.add(report(one)));
    return found;
  }

  private static Document of(Report report) {
    return new Document("_id", report.id())
        .append("owner", report.owner())
        .append("name", report.name())
        .append("operation", report.operation())
        .append("format", report.format())
        .append("inputs", new Document(report.inputs()))
        .append("english", report.english())
        .append("kind", report.rhythm().kind().name())
        .append("at", report.rhythm().at().toString())
        .append("day", report.rhythm().day())
        .append("state", report.state().name())
        .append("next", Date.from(report.next()))
        .append("version", report.version());
  }

  private static Report report(Document in) {
    String stop = in.getString("stop");
    return new Report(
        in.getString("_id"),
        in.getString("owner"),
        in.getString("name"),
        in.getString("operation"),
        in.getString("format"),
        Objects.requireNonNull(in.get("inputs", Document.class)),
        in.getBoolean("english"),
        new Rhythm(
            Rhythm.Kind.valueOf(in.getString("kind")),
            LocalTime.parse(in.getString("at")),
            in.getInteger("day")),
        Report.State.valueOf(in.getString("state")),
        stop == null ? null : Report.Stop.valueOf(stop),
        Objects.requireNonNull(moment(in, "next")),
        moment(in, "last"),
        in.getString("job"),
        in.getLong("version"));
  }

  private static @Nullable Instant moment(Document in, String field) {
    Date date = in.getDate(field);
    return date == null ? null : date.toInstant();
  }
}
