package lantian.deploy.archive;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import lantian.deploy.console.Failure;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.RootKey;
import lantian.desk.pinning.RootKeys;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.LogMonth;
import lantian.obd.log.LogPosition;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import lantian.obd.store.ArchiveGuard;
import org.jspecify.annotations.Nullable;

/**
 * Writes a closed month of the log into files, and lets it go from the database (归档). Every step
 * may be repeated. Used by one thread.
 */
public final class Archiving {
  private final MongoDatabase database;
  private final ArchiveGuard guard;
  private final Obstacles obstacles;
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
    this.clock = clock;
    this.steps = steps;
    this.tombstones = new Tombstones(database);
    this.obstacles = new Obstacles(database, guard, clock, tombstones);
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
    obstacles.refuseToArchive(order, month);
    ArchiveFolder folder = ArchiveFolder.of(order.archives(), order.month());
    if (!month.isStored()) {
      return done(order, gone(order, folder, progress), folder, true);
    }
    List<LogPosition> lanes = SoundLog.read(month::lanes);
    obstacles.refuseWhileNeeded(Obstacles.reach(month, lanes));
    BatchCounter counter = new BatchCounter(progress);
    if (!folder.isThere()) {
      new MonthWriter(root, key, steps).write(order, month, lanes, folder, counter);
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
    obstacles.refuseToDrop(order.month(), spans);
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
    List<Flaw> flaws =
        folder.check(manifest, new BatchComparison(null, new BatchCounter(progress)));
    if (!stone.manifest().equals(manifest.digest()) || !flaws.isEmpty()) {
      throw Failure.failed(
          folder.path()
              + " is not what was archived"
              + (flaws.isEmpty() ? "" : ": " + flaws.getFirst()));
    }
    return manifest;
  }

  private void compare(
      ArchiveFolder folder,
      ArchiveManifest manifest,
      LogMonth month,
      List<LogPosition> lanes,
      BatchCounter counter)
      throws IOException {
    List<LogPosition> archived =
        manifest.lanes().stream()
            .map(lane -> new LogPosition((int) lane.writer(), lane.lane(), 0, 0))
            .toList();
    if (!archived.equals(lanes)) {
      throw Failure.failed(folder.path() + " holds other lanes than the database");
    }
    try (BatchComparison compared = new BatchComparison(month, counter)) {
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
}
