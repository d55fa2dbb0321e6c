package lantian.desk.job;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The stored jobs (任务簿), {@code desk_jobs}. Calls block.
 *
 * <p>An open job holds one of its maker's places, and no place is held twice: so nobody has more at
 * once than he may, whatever arrives at the same time. What a worker writes names the fence of its
 * lease; what one writes who has lost it in between changes nothing.
 */
public final class JobBook {
  static final String COLLECTION = "desk_jobs";
  private static final Bson OPEN = Filters.eq("open", true);

  private static final int MOST_TRIES = 4;

  private final MongoCollection<Document> jobs;
  private final InstantSource clock;
  private final SecureRandom random;

  /** Opens the book and makes sure that its indexes are there. */
  public JobBook(MongoDatabase durable, InstantSource clock, SecureRandom random) {
    this.jobs = durable.getCollection(COLLECTION);
    this.clock = clock;
    this.random = random;
    jobs.createIndex(
        Indexes.ascending("maker", "place"),
        new IndexOptions().unique(true).partialFilterExpression(OPEN));
    jobs.createIndex(Indexes.descending("created", "_id"));
    jobs.createIndex(Indexes.ascending("open", "created"));
  }

  /**
   * Adds a job if its maker has a place left.
   *
   * @param rows rows that there are now
   * @param places how many open jobs he may have
   */
  public Optional<Job> add(JobOrder order, long rows, int places) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return add(HexFormat.of().formatHex(bytes), null, order, rows, places);
  }

  /**
   * Adds a job of a report under an id of its own; one that stands there already is what there is.
   *
   * @param report whose it is
   */
  public Optional<Job> addOnce(String id, String report, JobOrder order, long rows, int places) {
    Optional<Job> before = find(id);
    return before.isPresent() ? before : add(id, report, order, rows, places);
  }

  private Optional<Job> add(
      String id, @Nullable String report, JobOrder order, long rows, int places) {
    Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
    Job job = new Job(id, order, Job.State.WAITING, rows, 0, 0, now, null, null, null, report);
    for (int place = 0; place < places; place++) {
      try {
        jobs.insertOne(JobDocument.of(job, place));
        return Optional.of(job);
      } catch (MongoWriteException e) {
        if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
          throw e;
        }
      }
    }
    return find(id);
  }

  /** One job. */
  public Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.find(Filters.eq("_id", id)).first()).map(JobDocument::job);
  }

  /**
   * Jobs, newest first.
   *
   * @param maker of this one only, null for all
   * @param before only older than this job, null from the newest
   */
  public List<Job> list(@Nullable String maker, @Nullable Job before, int limit) {
    List<Bson> filters = new ArrayList<>();
    if (maker != null) {
      filters.add(Filters.eq("maker", maker));
    }
    if (before != null) {
      Date created = Date.from(before.created());
      filters.add(
          Filters.or(
              Filters.lt("created", created),
              Filters.and(Filters.eq("created", created), Filters.lt("_id", before.id()))));
    }
    List<Job> found = new ArrayList<>();
    jobs.find(filters.isEmpty() ? Filters.empty() : Filters.and(filters))
        .sort(Sorts.descending("created", "_id"))
        .limit(limit)
        .forEach(stored -> found.add(JobDocument.job(stored)));
    return found;
  }

  /** Ends an open job without a file; false if it has ended by itself. */
  public boolean cancel(String id) {
    return ended(Filters.and(Filters.eq("_id", id), OPEN), Job.State.CANCELLED, null);
  }

  /**
   * The oldest job that is to be made; what another worker began is begun again, but not for ever:
   * one that never comes to its end must not hold up all others.
   */
  Optional<Job> begin(long fence) {
    Document begun = begun(fence);
    while (begun != null && begun.getInteger("tries") > MOST_TRIES) {
      failed(JobDocument.job(begun), fence, Job.Fault.BROKEN);
      begun = begun(fence);
    }
    return Optional.ofNullable(begun).map(JobDocument::job);
  }

  private @Nullable Document begun(long fence) {
    return jobs.findOneAndUpdate(
        OPEN,
        Updates.combine(
            Updates.set("state", Job.State.RUNNING.name()),
            Updates.set("started", Date.from(clock.instant())),
            Updates.set("written", 0L),
            Updates.inc("tries", 1),
            Updates.set("fence", fence)),
        new FindOneAndUpdateOptions()
            .sort(Sorts.ascending("created"))
            .returnDocument(ReturnDocument.AFTER));
  }

  /** Notes how far it is; false if it is not this worker's any more, or not wanted. */
  boolean progress(Job job, long fence, long written) {
    return jobs.updateOne(mine(job, fence), Updates.set("written", written)).getMatchedCount() == 1;
  }

  /** It is ready to be fetched; false if it is not this worker's any more, or not wanted. */
  boolean done(Job job, long fence, long bytes) {
    Bson set =
        Updates.combine(
            Updates.set("state", Job.State.DONE.name()),
            Updates.set("bytes", bytes),
            Updates.set("ended", Date.from(clock.instant())),
            Updates.unset("open"));
    return jobs.updateOne(mine(job, fence), set).getMatchedCount() == 1;
  }

  /** There will be no file. */
  void failed(Job job, long fence, Job.Fault fault) {
    ended(mine(job, fence), Job.State.FAILED, fault);
  }

  private boolean ended(Bson which, Job.State state, Job.@Nullable Fault fault) {
    Bson set =
        Updates.combine(
            Updates.set("state", state.name()),
            Updates.set("fault", fault == null ? null : fault.name()),
            Updates.set("ended", Date.from(clock.instant())),
            Updates.unset("open"));
    return jobs.updateOne(which, set).getMatchedCount() == 1;
  }

  private static Bson mine(Job job, long fence) {
    return Filters.and(Filters.eq("_id", job.id()), OPEN, Filters.eq("fence", fence));
  }

  /** Ids of jobs that ended so long ago that nothing of them is kept. */
  List<String> outdated(JobSettings settings) {
    Bson old =
        Filters.and(
            Filters.exists("open", false),
            Filters.or(
                Filters.and(Filters.eq("report", null), endedBefore(settings.keep())),
                Filters.and(Filters.ne("report", null), endedBefore(settings.keepReports()))));
    List<String> ids = new ArrayList<>();
    jobs.find(old).limit(100).forEach(stored -> ids.add(stored.getString("_id")));
    return ids;
  }

  private Bson endedBefore(Duration kept) {
    return Filters.lte("ended", Date.from(clock.instant().minus(kept)));
  }

  void forget(String id) {
    jobs.deleteOne(Filters.eq("_id", id));
  }
}
