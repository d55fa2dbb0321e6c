package lantian.deploy.doctor;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import lantian.obd.log.Tombstones;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the stored frames add up (收支核对): logged = projected + duplicates + quarantined +
 * behind the watermark, lane by lane.
 *
 * <p>Without scanning the log it can be seen that no watermark is beyond the end of its lane, that
 * every lane has its writer, and how many batches are behind. How many frames a batch holds stands
 * in the batch alone, so only a deep look adds them up.
 */
public final class BalanceChecks {
  private static final String BALANCE = "balance";
  private static final int NAMED = 5;

  private final MongoDatabase database;
  private final boolean deep;

  /**
   * Checks of one database.
   *
   * @param deep true to add up the frames of the whole log
   */
  public BalanceChecks(MongoDatabase database, boolean deep) {
    this.database = database.withReadConcern(ReadConcern.MAJORITY);
    this.deep = deep;
  }

  private record Mark(long next, long projected, long duplicate, long quarantined) {
    static final Mark NONE = new Mark(0, 0, 0, 0);

    static Mark of(@Nullable Document row) {
      return row == null
          ? NONE
          : new Mark(
              row.getLong("next"),
              row.getLong("projected"),
              row.getLong("duplicate"),
              row.getLong("quarantined"));
    }

    long frames() {
      return projected + duplicate + quarantined;
    }
  }

  /** What is summed up over all lanes. */
  private static final class Sum {
    private long lanes;
    private long behind;
    private long logged;
    private long projected;
    private long duplicate;
    private long quarantined;
    private long waiting;
    private long archived;
    private final List<String> wrong = new ArrayList<>();

    void add(Mark mark) {
      lanes++;
      projected += mark.projected();
      duplicate += mark.duplicate();
      quarantined += mark.quarantined();
    }
  }

  /** One verdict over all lanes; no word while nothing has been received. */
  public List<Verdict> run() {
    try {
      List<String> months = months();
      Sum sum = new Sum();
      // The marks are read before the log: what a running server adds meanwhile only lies behind.
      for (Document writer :
          database.getCollection("obd_writers").find().sort(Sorts.ascending("_id"))) {
        int number = writer.getInteger("_id");
        for (int lane = 0; lane < writer.getInteger("lanes"); lane++) {
          Document row =
              database.getCollection("obd_progress").find(Filters.eq(key(number, lane))).first();
          lane(sum, number, lane, Mark.of(row), months);
        }
      }
      strangers(sum);
      return sum.lanes == 0 && sum.wrong.isEmpty() ? List.of() : List.of(verdict(sum));
    } catch (MongoException e) {
      return List.of(Verdict.wrong(BALANCE, "can't be looked at: " + e.getClass().getSimpleName()));
    }
  }

  private void lane(Sum sum, int writer, int lane, Mark mark, List<String> months) {
    sum.add(mark);
    String name = "lane " + Integer.toUnsignedString(writer) + "/" + lane;
    long end = end(writer, lane, months);
    if (mark.next() > end) {
      sum.wrong.add(
          name + " is projected up to batch " + mark.next() + " and the log ends before " + end);
      return;
    }
    sum.behind += end - mark.next();
    if (deep) {
      frames(sum, name, writer, lane, mark, months);
    }
  }

  /** Adds the frames of the lane up; what was archived and dropped can't be counted again. */
  private void frames(Sum sum, String name, int writer, int lane, Mark mark, List<String> months) {
    long next = -1;
    boolean whole = archivedEnd(writer, lane) == 0;
    long before = 0;
    long after = 0;
    for (String month : months) {
      for (Document batch :
          database
              .getCollection(month)
              .find(range(writer, lane))
              .projection(Projections.include("n"))
              .sort(Sorts.ascending("_id"))) {
        long sequence = sequence(batch);
        if (next >= 0 && sequence != next) {
          sum.wrong.add(name + " has no batch " + next + " although it has " + sequence);
        }
        whole &= next >= 0 || sequence == 0;
        next = sequence + 1;
        int frames = batch.getInteger("n");
        if (sequence < mark.next()) {
          before += frames;
        } else {
          after += frames;
        }
      }
    }
    sum.logged += before + after;
    sum.waiting += after;
    sum.archived += whole ? 0 : 1;
    if (whole && before != mark.frames()) {
      sum.wrong.add(
          "%s: %d frames logged before the watermark, %d = %d projected + %d duplicate + %d quarantined"
              .formatted(
                  name,
                  before,
                  mark.frames(),
                  mark.projected(),
                  mark.duplicate(),
                  mark.quarantined()));
    }
  }

  /** Watermarks of lanes that no writer has. */
  private void strangers(Sum sum) {
    for (Document row : database.getCollection("obd_progress").find()) {
      ByteBuffer id = ByteBuffer.wrap(row.get("_id", Binary.class).getData());
      int writer = id.getInt();
      int lane = id.get() & 0xFF;
      Document known =
          database
              .getCollection("obd_writers")
              .find(Filters.and(Filters.eq("_id", writer), Filters.gt("lanes", lane)))
              .first();
      if (known == null) {
        sum.wrong.add(
            "lane %s/%d has a watermark and no writer"
                .formatted(Integer.toUnsignedString(writer), lane));
      }
    }
  }

  private Verdict verdict(Sum sum) {
    if (!sum.wrong.isEmpty()) {
      String more = sum.wrong.size() > NAMED ? ", and " + (sum.wrong.size() - NAMED) + " more" : "";
      List<String> named = sum.wrong.subList(0, Math.min(NAMED, sum.wrong.size()));
      return Verdict.wrong(BALANCE, "unbalanced: " + String.join("; ", named) + more);
    }
    String kept =
        "%d projected, %d duplicate, %d quarantined"
            .formatted(sum.projected, sum.duplicate, sum.quarantined);
    if (!deep) {
      return Verdict.ok(
          BALANCE,
          "%d lanes, frames: %s; %d batches behind (--deep adds the log up)"
              .formatted(sum.lanes, kept, sum.behind));
    }
    String logged =
        "%d lanes, frames: %d logged, %s, %d behind"
            .formatted(sum.lanes, sum.logged, kept, sum.waiting);
    return sum.archived > 0
        ? Verdict.advice(BALANCE, logged + "; of an archived log the frames can't be counted again")
        : Verdict.ok(BALANCE, logged);
  }

  /** The sequence behind the lane's last batch; 0 if it has none. */
  private long end(int writer, int lane, List<String> months) {
    for (String month : months.reversed()) {
      Document last =
          database
              .getCollection(month)
              .find(range(writer, lane))
              .projection(Projections.include("_id"))
              .sort(Sorts.descending("_id"))
              .first();
      if (last != null) {
        return sequence(last) + 1;
      }
    }
    return archivedEnd(writer, lane);
  }

  /**
   * The sequence behind the last batch that a tombstone names; 0 if none of the lane is archived.
   */
  private long archivedEnd(int writer, int lane) {
    return new Tombstones(database)
        .all().stream()
            .flatMap(tombstone -> tombstone.spans().stream())
            .filter(span -> span.writer() == writer && span.lane() == lane)
            .mapToLong(span -> span.last() + 1)
            .max()
            .orElse(0);
  }

  private List<String> months() {
    return StreamSupport.stream(database.listCollectionNames().spliterator(), false)
        .filter(name -> name.matches("obd_log_\\d{6}"))
        .sorted()
        .toList();
  }

  private static Binary key(int writer, int lane) {
    return new Binary(ByteBuffer.allocate(5).putInt(writer).put((byte) lane).array());
  }

  private static long sequence(Document batch) {
    return ByteBuffer.wrap(batch.get("_id", Binary.class).getData()).getLong(5);
  }

  private static Bson range(int writer, int lane) {
    return Filters.and(
        Filters.gte("_id", position(writer, lane, 0)),
        Filters.lte("_id", position(writer, lane, -1)));
  }

  private static Binary position(int writer, int lane, long sequence) {
    return new Binary(
        ByteBuffer.allocate(13).putInt(writer).put((byte) lane).putLong(sequence).array());
  }
}
