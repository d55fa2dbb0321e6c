package lantian.deploy.archive;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import lantian.deploy.console.Failure;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.RootKey;
import lantian.desk.pinning.RootKeys;
import lantian.obd.log.DamagedLogException;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.LogMonth;
import lantian.obd.log.LogPosition;
import lantian.obd.log.SpanCheck;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import lantian.obd.store.ArchiveGuard;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Writes a closed month of the log into files, and lets it go from the database (归档). Every step
 * may be repeated. Used by one thread.
 */
public final class Archiving {
  /** A batch may be stored so much later than it was received. */
  private static final Duration GATHERING = Duration.ofDays(1);

  /** After a month its late days are judged, and what they change: at most so much later. */
  private static final Duration SETTLING = Duration.ofDays(31);

  private final MongoDatabase database;
  private final ArchiveGuard guard;
  private final Retention retention;
  private final InstantSource clock;
  private final Consumer<Step> steps;
  private final Tombstones tombstones;

  /** What is about to be done when it is told of. */
  public enum Step {
    /** The files are written, aside. */
    RENAME,
    /** The archive was held against the database. */
    TOMBSTONE,
    /** The tombstone is durable. */
    DROP
  }

  /**
   * Archiving out of one database, under the terms that ship with the program.
   *
   * @param steps is told of each step that can't be taken back before it is done
   */
  public Archiving(
      MongoDatabase database, ArchiveGuard guard, InstantSource clock, Consumer<Step> steps) {
    this.database = database;
    this.guard = guard;
    this.retention = Retention.builtIn();
    this.clock = clock;
    this.steps = steps;
    this.tombstones = new Tombstones(database);
  }

  /**
   * An archive that was held against the database.
   *
   * @param month the month
   * @param folder its folder
   * @param manifest SM3 of its manifest, hex
   * @param documents batches
   * @param frames frames
   * @param dropped true if the month is no longer in the database
   */
  public record Done(
      YearMonth month,
      Path folder,
      String manifest,
      long documents,
      long frames,
      boolean dropped) {}

  /**
   * Who asks for what.
   *
   * @param month the month
   * @param archives folder of all archives
   * @param younger true to archive it although its term is not over
   * @param by who, for the tombstone
   */
  public record Order(YearMonth month, Path archives, boolean younger, String by) {}

  /**
   * Writes the month's archive, or finds it written, and holds it against the database.
   *
   * @param root the newest signed root, null if nothing was signed
   * @param key signs the manifest; null for none
   * @param progress is told how many batches were written or read back
   * @throws Failure if the month can't be archived; says why
   */
  public Done archive(
      Order order, @Nullable String root, @Nullable RootKey key, LongConsumer progress)
      throws IOException {
    LogMonth month = new LogMonth(database, order.month());
    refuseEarly(order, month);
    ArchiveFolder folder = ArchiveFolder.of(order.archives(), order.month());
    if (!month.isStored()) {
      return done(order, gone(order, folder, progress), folder, true);
    }
    List<LogPosition> lanes = sound(month::lanes);
    refuse(guard.behind(reach(month, lanes)), "is not projected yet");
    refuse(guard.pending(reach(month, lanes)), "is still needed");
    Counter counter = new Counter(progress);
    if (!folder.isThere()) {
      write(order, month, lanes, folder, root, key, counter);
    }
    ArchiveManifest manifest = manifest(folder);
    compare(folder, manifest, month, lanes, counter);
    if (key != null
        && manifest.key().equals(RootKeys.id(key.publicKey()))
        && !manifest.isSignedBy(new RootKeys(List.of(key.publicKey())))) {
      throw Failure.failed("the signature of the manifest in " + folder.path() + " does not hold");
    }
    Tombstone stone = stone(order.month()).orElse(null);
    if (stone != null && !stone.manifest().equals(manifest.digest())) {
      throw Failure.failed(folder.path() + " is not the archive that the tombstone names");
    }
    return done(order, manifest, folder, false);
  }

  /**
   * Lets an archived month go: its tombstone first, then the collection.
   *
   * @param done what {@link #archive} said just now
   * @throws Failure if something would be lost; says what
   */
  public Done drop(Order order, Done done) throws IOException {
    if (done.dropped()) {
      return done;
    }
    LogMonth month = new LogMonth(database, order.month());
    ArchiveManifest manifest = manifest(ArchiveFolder.of(order.archives(), order.month()));
    List<LaneSpan> spans = manifest.spans();
    if (!manifest.digest().equals(done.manifest())) {
      throw Failure.failed("the manifest in " + done.folder() + " was changed meanwhile");
    }
    if (clock.instant().isBefore(month.end().plus(SETTLING))) {
      throw Failure.usage(
          order.month()
              + " can be dropped "
              + SETTLING.toDays()
              + " days after its end, not before");
    }
    refuse(older(order.month()), "is not the oldest month");
    refuse(torn(spans, order.month()), "does not go on from the tombstones");
    // Once more: writing takes long.
    refuse(guard.behind(spans), "is not projected yet");
    refuse(guard.pending(spans), "is still needed");
    Instant first = order.month().atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    refuse(guard.uncopied(spans, first, month.end()), "is evidence that is not copied");
    if (stone(order.month()).isEmpty()) {
      steps.accept(Step.TOMBSTONE);
      List<Tombstone> before = tombstones.all();
      tombstones.store(
          new Tombstone(
              order.month(),
              manifest.digest(),
              spans,
              order.by(),
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              before.isEmpty() ? "" : before.getLast().hash()));
    }
    steps.accept(Step.DROP);
    month.drop();
    return done(order, manifest, ArchiveFolder.of(order.archives(), order.month()), true);
  }

  /** Quarantined frames of a month: they can be looked at again only while they are in the log. */
  public long quarantined(YearMonth month) {
    Instant first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return guard.quarantined(first, new LogMonth(database, month).end());
  }

  private void refuseEarly(Order order, LogMonth month) {
    Instant now = clock.instant();
    if (now.isBefore(month.end().plus(GATHERING))) {
      throw Failure.usage(
          "--month: " + order.month() + " is not closed: a month is, a day after its end (UTC)");
    }
    int months = retention.months(now);
    Instant due =
        order.month().plusMonths(1L + months).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    if (!order.younger() && now.isBefore(due)) {
      throw Failure.usage(
          "--month: "
              + order.month()
              + " stays for "
              + months
              + " months, until "
              + due.atZone(ZoneOffset.UTC).toLocalDate()
              + "; --younger archives it nevertheless");
    }
  }

  /** The archive of a month that is in the database no more. */
  private ArchiveManifest gone(Order order, ArchiveFolder folder, LongConsumer progress)
      throws IOException {
    Tombstone stone =
        stone(order.month())
            .orElseThrow(() -> Failure.usage("--month: nothing is stored of " + order.month()));
    if (!folder.isThere()) {
      throw Failure.failed(
          order.month() + " was archived elsewhere and dropped: it is not in " + order.archives());
    }
    ArchiveManifest manifest = manifest(folder);
    List<Flaw> flaws = folder.check(manifest, new Compared(null, new Counter(progress)));
    if (!stone.manifest().equals(manifest.digest()) || !flaws.isEmpty()) {
      throw Failure.failed(
          folder.path()
              + " is not what was archived"
              + (flaws.isEmpty() ? "" : ": " + flaws.getFirst()));
    }
    return manifest;
  }

  private void write(
      Order order,
      LogMonth month,
      List<LogPosition> lanes,
      ArchiveFolder folder,
      @Nullable String root,
      @Nullable RootKey key,
      Counter counter)
      throws IOException {
    Files.createDirectories(order.archives());
    Path part = folder.aside();
    List<LaneFile> files = new ArrayList<>();
    for (LogPosition lane : lanes) {
      SpanCheck span = new SpanCheck(lane.writer(), lane.lane());
      Path file = part.resolve(folder.file(lane));
      try (LaneDocuments.Writer out = new LaneDocuments.Writer(file);
          MongoCursor<RawBsonDocument> stored = month.documents(lane).iterator()) {
        while (stored.hasNext()) {
          RawBsonDocument document = stored.next();
          sound(() -> span.take(document));
          out.add(LaneDocuments.bytes(document));
          counter.add();
        }
        out.end();
      }
      files.add(LaneFile.of(folder.file(lane), FileDigest.of(file), span.span()));
    }
    steps.accept(Step.RENAME);
    folder.settle(part, ArchiveManifest.of(order.month(), month.name(), files, root, key));
  }

  private void compare(
      ArchiveFolder folder,
      ArchiveManifest manifest,
      LogMonth month,
      List<LogPosition> lanes,
      Counter counter)
      throws IOException {
    List<LogPosition> archived =
        manifest.lanes().stream()
            .map(lane -> new LogPosition((int) lane.writer(), lane.lane(), 0, 0))
            .toList();
    if (!archived.equals(lanes)) {
      throw Failure.failed(folder.path() + " holds other lanes than the database");
    }
    try (Compared compared = new Compared(month, counter)) {
      List<Flaw> flaws = folder.check(manifest, compared);
      if (!flaws.isEmpty()) {
        Flaw flaw = flaws.getFirst();
        throw Failure.failed(
            "the archive does not verify: "
                + flaw.record()
                + " "
                + flaw.kind()
                + ", "
                + flaw.detail());
      }
    }
  }

  private ArchiveManifest manifest(ArchiveFolder folder) {
    try {
      return folder.manifest();
    } catch (IOException | RuntimeException e) {
      throw Failure.failed(
          folder.path() + " holds no manifest that can be read; move it away to archive anew");
    }
  }

  private Optional<Tombstone> stone(YearMonth month) {
    return tombstones.all().stream().filter(stone -> stone.month().equals(month)).findFirst();
  }

  private List<String> older(YearMonth month) {
    return LogMonth.stored(database).stream()
        .filter(stored -> stored.isBefore(month))
        .map(stored -> stored + " is still stored: months are dropped from the oldest on")
        .toList();
  }

  /** Lanes that don't begin where the tombstones of earlier months end. */
  private List<String> torn(List<LaneSpan> spans, YearMonth month) {
    List<Tombstone> before =
        tombstones.all().stream().filter(stone -> stone.month().isBefore(month)).toList();
    List<String> torn = new ArrayList<>();
    for (LaneSpan span : spans) {
      LaneSpan last =
          before.stream()
              .flatMap(stone -> stone.spans().stream())
              .filter(known -> known.name().equals(span.name()))
              .reduce((earlier, later) -> later)
              .orElse(null);
      boolean fits =
          last == null
              ? span.first() == 0
              : span.first() == last.last() + 1 && span.before().equals(last.end());
      if (!fits) {
        torn.add(
            "lane " + span.name() + " begins with batch " + span.first() + "; run lantian verify");
      }
    }
    return torn;
  }

  private static List<LaneSpan> reach(LogMonth month, List<LogPosition> lanes) {
    return lanes.stream().map(lane -> sound(() -> month.reach(lane))).toList();
  }

  private static void refuse(List<String> reasons, String what) {
    if (!reasons.isEmpty()) {
      String more = reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : "";
      throw Failure.failed("the month " + what + ": " + reasons.getFirst() + more);
    }
  }

  private static <T> T sound(Supplier<T> read) {
    try {
      return read.get();
    } catch (DamagedLogException e) {
      throw Failure.failed("the log is damaged, run lantian verify: " + e.getMessage());
    }
  }

  private static Done done(
      Order order, ArchiveManifest manifest, ArchiveFolder folder, boolean dropped) {
    return new Done(
        order.month(),
        folder.path(),
        manifest.digest(),
        manifest.documents(),
        manifest.frames(),
        dropped);
  }

  private static final class Counter {
    private final LongConsumer progress;
    private long count;

    Counter(LongConsumer progress) {
      this.progress = progress;
    }

    void add() {
      progress.accept(++count);
    }
  }

  /** Holds documents that are read back against those in the database, one by one. */
  private static final class Compared implements ArchiveFolder.Taker, AutoCloseable {
    private final @Nullable LogMonth month;
    private final Counter counter;
    private @Nullable MongoCursor<RawBsonDocument> stored;

    Compared(@Nullable LogMonth month, Counter counter) {
      this.month = month;
      this.counter = counter;
    }

    @Override
    public void take(LogPosition lane, byte[] document) {
      counter.add();
      if (month == null) {
        return;
      }
      if (stored == null) {
        stored = month.documents(lane).iterator();
      }
      if (!stored.hasNext() || !Arrays.equals(LaneDocuments.bytes(stored.next()), document)) {
        throw new DamagedLogException("holds a batch that the database has otherwise");
      }
    }

    @Override
    public void end(LogPosition lane) {
      if (stored != null && stored.hasNext()) {
        throw new DamagedLogException("lacks batches that the database has");
      }
      close();
    }

    @Override
    public void close() {
      if (stored != null) {
        stored.close();
        stored = null;
      }
    }
  }
}
