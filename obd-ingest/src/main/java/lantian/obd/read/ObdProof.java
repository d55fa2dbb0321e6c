package lantian.obd.read;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import lantian.obd.log.ChainCheck;
import lantian.obd.log.ChainResult;
import lantian.obd.log.DamagedLogException;
import lantian.obd.log.LaneHead;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogMonth;
import lantian.obd.log.LogPosition;
import lantian.obd.log.LogReader;
import lantian.obd.log.Tombstones;
import lantian.obd.store.DayStanding;
import lantian.obd.store.FindingStanding;
import lantian.obd.store.Standing;
import lantian.obd.store.Store;
import lantian.obd.store.TombstoneStanding;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the OBD room has to show for its stored data (数据核验): the ends of its log lanes, its findings
 * and judged days as they stand, and whether each holds. Calls block on the database. Used by one
 * thread.
 */
public final class ObdProof {
  private final MongoDatabase database;
  private final LogReader log;
  private final FindingStanding findings;
  private final DayStanding days;
  private final TombstoneStanding tombstones;
  private final Map<String, Counts> frames = new HashMap<>();
  private long archivedPackets;

  /** Proof of one database. */
  public ObdProof(MongoDatabase database) {
    this.database = database.withReadConcern(ReadConcern.MAJORITY);
    this.log = new LogReader(this.database);
    Store store = new Store(this.database);
    this.findings = new FindingStanding(store);
    this.days = new DayStanding(store);
    this.tombstones = new TombstoneStanding(store);
  }

  /**
   * A lane of the raw log.
   *
   * @param writer number of its writer
   * @param lane its number
   * @param closed when its writer was closed; null while it may write
   */
  public record Lane(int writer, int lane, @Nullable Instant closed) {
    /** How it is named in pins and reports. */
    public String name() {
      return Integer.toUnsignedString(writer) + "/" + lane;
    }
  }

  /**
   * End of a lane.
   *
   * @param batches number of its batches
   * @param hash hash of the last one, hex
   */
  public record LaneEnd(long batches, String hash) {}

  /**
   * What the check of a lane came to.
   *
   * @param batches batches that hold, up to the first that does not
   * @param fault number of the batch that does not, -1 if all hold
   * @param kind {@code CHANGED, MISSING, MOVED}; empty if all hold
   * @param elsewhere for {@code MOVED} where its content stands, else -1
   */
  public record LaneCheck(long batches, long fault, String kind, long elsewhere) {}

  /**
   * A finding or judged day as it stands.
   *
   * @param key its key; a vehicle stands in it as a digest
   * @param revision grows with every change that is allowed
   * @param digest SM3 of its content without its key, hex
   * @param changed when it says that it was changed
   * @param fault what is wrong with it by itself, null if nothing is or it was not looked for
   */
  public record Row(
      String key, long revision, String digest, Instant changed, @Nullable String fault) {
    static Row of(Standing row) {
      return new Row(row.key(), row.revision(), row.digest(), row.changed(), row.fault());
    }
  }

  /** Every lane that a writer has. */
  public List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    for (Document row : database.getCollection("obd_writers").find().sort(Sorts.ascending("_id"))) {
      Date closed = row.getDate("closed");
      for (int lane = 0; lane < row.getInteger("lanes"); lane++) {
        lanes.add(
            new Lane(row.getInteger("_id"), lane, closed == null ? null : closed.toInstant()));
      }
    }
    return lanes;
  }

  /** Where a lane ends, in the log or in the last month that was archived. */
  public LaneEnd end(Lane lane) {
    LaneHead head = log.head(lane.writer(), lane.lane());
    if (head.sequence() < 0) {
      head = new Archived(database, lane.writer(), lane.lane()).end();
    }
    return new LaneEnd(head.sequence() + 1, HexFormat.of().formatHex(head.hash()));
  }

  /**
   * An archived month.
   *
   * @param month as yyyy-mm
   * @param frames frames of it
   * @param manifest SM3 of the archive's manifest, hex
   * @param dropped false while its collection is still there
   */
  public record ArchivedMonth(String month, long frames, String manifest, boolean dropped) {}

  /** The months that are archived, oldest first. */
  public List<ArchivedMonth> archived() {
    List<YearMonth> stored = LogMonth.stored(database);
    return new Tombstones(database)
        .all().stream()
            .map(tombstone ->
                new ArchivedMonth(
                    tombstone.month().toString(),
                    tombstone.frames(),
                    tombstone.manifest(),
                    !stored.contains(tombstone.month())))
            .toList();
  }

  /** All tombstones, each held against itself and the ones before. */
  public void tombstones(Consumer<Row> taker) {
    tombstones.all(row -> taker.accept(Row.of(row)));
  }

  /**
   * Checks the chain of a lane, and remembers which frames it has for the check of the days.
   *
   * @param pins hashes by number of batches, as {@link #end} told them
   * @param taker is told of every batch how many frames it has
   */
  public LaneCheck check(Lane lane, Map<Long, String> pins, IntConsumer taker) {
    Map<Long, byte[]> hashes = new HashMap<>();
    pins.forEach((count, hash) -> hashes.put(count - 1, HexFormat.of().parseHex(hash)));
    Archived archived = new Archived(database, lane.writer(), lane.lane());
    LaneHead start = archived.end();
    Counts counts = new Counts(start.sequence() + 1);
    frames.put(lane.name(), counts);
    long torn = archived.torn(hashes);
    if (torn >= 0) {
      return new LaneCheck(torn, torn, "CHANGED", -1);
    }
    archived.pins().forEach(hashes::putIfAbsent);
    ChainResult result =
        new ChainCheck(log)
            .check(
                lane.writer(),
                start,
                hashes,
                count -> {
                  counts.add(count);
                  taker.accept(count);
                });
    long batches = start.sequence() + 1 + result.batches();
    var fault = result.fault();
    return fault == null
        ? new LaneCheck(batches, -1, "", -1)
        : new LaneCheck(batches, fault.sequence(), fault.kind().name(), fault.elsewhere());
  }

  /**
   * The first batch of a lane that is stored behind a sequence, and its month.
   *
   * @param sequence number of a batch that is not there
   * @return words for a report; empty if none is stored
   */
  public String next(Lane lane, long sequence) {
    List<LogBatch> behind;
    try {
      behind = log.lane(lane.writer(), lane.lane(), sequence, 1);
    } catch (DamagedLogException e) {
      return "";
    }
    if (behind.isEmpty()) {
      return "";
    }
    LogBatch batch = behind.getFirst();
    long received = batch.entries().getFirst().receivedMillis();
    return "batch " + batch.sequence() + " in " + LogMonth.of(Instant.ofEpochMilli(received));
  }

  /** Keys of log documents that stand in none of these lanes, as hex. */
  public List<String> strays(Collection<Lane> lanes) {
    return log.strays(
        lanes.stream().map(lane -> new LogPosition(lane.writer(), lane.lane(), 0, 0)).toList());
  }

  /** Findings changed at or after a moment. */
  public void findingsSince(Instant since, Consumer<Row> taker) {
    findings.since(since, row -> taker.accept(Row.of(row)));
  }

  /** All findings, each checked by itself. */
  public void findings(Consumer<Row> taker) {
    findings.all(row -> taker.accept(Row.of(row)));
  }

  /** Days judged at or after a moment. */
  public void daysSince(Instant since, Consumer<Row> taker) {
    days.since(since, row -> taker.accept(Row.of(row)));
  }

  /**
   * All judged days, each held against its packets: after the lanes were checked.
   *
   * @param packets is told how many packets were looked at
   */
  public void days(Consumer<Integer> packets, Consumer<Row> taker) {
    archivedPackets = 0;
    days.all(this::logged, packets, row -> taker.accept(Row.of(row)));
  }

  /**
   * Packets that the last check of the days found in archived months: the log can't be asked for
   * them.
   */
  public long archivedPackets() {
    return archivedPackets;
  }

  private boolean logged(LogPosition at) {
    Counts lane = frames.get(new Lane(at.writer(), at.lane(), null).name());
    if (lane != null && at.sequence() < lane.base) {
      archivedPackets++;
      return true;
    }
    // Behind the end of what was checked: received since then, or behind a fault that is told.
    return lane == null || lane.isUnknown(at.sequence()) || at.index() < lane.of(at.sequence());
  }

  /** Frames of each batch of a lane that is stored. */
  private static final class Counts {
    private final long base;
    private int[] counts = new int[64];
    private int size;

    /** From this batch on. */
    Counts(long base) {
      this.base = base;
    }

    void add(int count) {
      if (size == counts.length) {
        counts = Arrays.copyOf(counts, size * 2);
      }
      counts[size++] = count;
    }

    boolean isUnknown(long sequence) {
      return sequence - base >= size;
    }

    int of(long sequence) {
      return counts[(int) (sequence - base)];
    }
  }
}
