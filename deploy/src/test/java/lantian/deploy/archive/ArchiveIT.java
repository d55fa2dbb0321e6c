package lantian.deploy.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lantian.deploy.Launcher;
import lantian.deploy.archive.Archiving.Done;
import lantian.deploy.archive.Archiving.Order;
import lantian.deploy.archive.Archiving.Step;
import lantian.deploy.console.Failure;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.proof.Proof;
import lantian.deploy.server.Ledgers;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.Pinner;
import lantian.desk.pinning.RootKey;
import lantian.desk.pinning.RootKeys;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.frame.Frame;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.LogPosition;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import lantian.obd.read.Export;
import lantian.obd.read.ExportFilter;
import lantian.obd.read.LoggedFrame;
import lantian.obd.read.ObdRead;
import lantian.obd.store.ArchiveGuard;
import lantian.obd.store.Rebuild;
import lantian.obd.store.Store;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A month is archived, let go, verified; what would be lost or was touched is refused or found. */
@SuppressWarnings("NullAway.Init") // set before the tests
class ArchiveIT {
  private static final YearMonth SEPTEMBER = YearMonth.of(2025, 9);
  private static final YearMonth OCTOBER = YearMonth.of(2025, 10);
  private static final int FLIPS = 8;
  private static final Instant LATER = Instant.parse("2026-12-02T00:00:00Z");

  @TempDir private static Path folder;
  private static Database running;
  private static MongoClient client;
  private static int count;

  private MongoDatabase database;
  private Path archives;
  private Path pins;
  private int writer;
  private Instant now = LATER;

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @BeforeAll
  static void startTheDatabase() {
    running =
        Database.own(
            folder.resolve("data"),
            MongoSettings.defaults(),
            () -> MongodBinary.find(Launcher.root(), line -> {}));
    client = MongoClients.create(running.uri() + "&w=majority&journal=true");
  }

  @AfterAll
  static void stopTheDatabase() {
    client.close();
    running.close();
  }

  @BeforeEach
  void aLogOfThreeMonths() {
    String name = "archive" + count++;
    database = client.getDatabase(name);
    archives = folder.resolve(name);
    pins = folder.resolve(name + "-pins");
    new Store(database).create();
    writer = OldLog.write(client, database);
  }

  private Archiving archiving(Consumer<Step> steps) {
    return new Archiving(database, new ArchiveGuard(new Store(database), 2), () -> now, steps);
  }

  private Order order(YearMonth month) {
    return new Order(month, archives, false, "tester");
  }

  private Done archive(YearMonth month) throws IOException {
    return archiving(step -> {}).archive(order(month), null, null, batches -> {});
  }

  private Done drop(YearMonth month) throws IOException {
    return archiving(step -> {}).drop(order(month), archive(month));
  }

  private Proof verified(RootKeys keys) throws IOException {
    List<Ledger> all = new ArrayList<>(Ledgers.of(database, null));
    all.add(new ArchiveLedger(archives, keys, new Tombstones(database)));
    return Proof.of(all, pins, keys, List.of(), records -> {});
  }

  private List<Flaw> flaws() throws IOException {
    Files.createDirectories(archives);
    return verified(new RootKeys(List.of())).flaws();
  }

  private List<String> stored() {
    return database.listCollectionNames().into(new ArrayList<>()).stream()
        .filter(name -> name.startsWith("obd_log_"))
        .sorted()
        .toList();
  }

  @Test
  void theFilesHoldTheDocumentsByteForByteAndTheManifestIsSigned() throws Exception {
    Path file = Files.writeString(folder.resolve("root.key"), "0".repeat(62) + "2a");
    RootKey key = RootKey.read(file, new SecureRandom());
    Done done = archiving(step -> {}).archive(order(SEPTEMBER), "{\"n\":1}", key, batches -> {});
    assertThat(done.frames()).isEqualTo(2L * OldLog.BATCHES);
    ArchiveFolder archive = ArchiveFolder.of(archives, SEPTEMBER);
    ArchiveManifest manifest = archive.manifest();
    assertThat(manifest.root()).isEqualTo("{\"n\":1}");
    assertThat(manifest.lanes()).hasSize(2);
    List<byte[]> read = new ArrayList<>();
    assertThat(archive.check(manifest, (lane, document) -> read.add(document))).isEmpty();
    List<byte[]> there = new ArrayList<>();
    database
        .getCollection("obd_log_202509", RawBsonDocument.class)
        .find()
        .sort(new Document("_id", 1))
        .forEach(document -> there.add(LaneDocuments.bytes(document)));
    assertThat(read).usingRecursiveComparison().isEqualTo(there);
    RootKeys keys = new RootKeys(List.of(key.publicKey()));
    assertThat(manifest.isSignedBy(keys)).isTrue();
    assertThat(verified(keys).flaws()).isEmpty();
    // Once more: what is there is held against the database and not written again.
    byte[] before = Files.readAllBytes(archive.path().resolve(ArchiveFolder.MANIFEST));
    assertThat(archive(SEPTEMBER).manifest()).isEqualTo(done.manifest());
    assertThat(archive.path().resolve(ArchiveFolder.MANIFEST)).hasBinaryContent(before);
    // Nothing of it is gone, and no tombstone stands.
    assertThat(stored()).contains("obd_log_202509");
    assertThat(new Tombstones(database).all()).isEmpty();
  }

  @Test
  void aMonthThatIsNotClosedOrYoungOrBehindIsRefused() throws Exception {
    now = Instant.parse("2025-09-30T23:59:00Z");
    refused(SEPTEMBER, "not closed");
    now = Instant.parse("2026-10-31T00:00:00Z");
    refused(SEPTEMBER, "stays for 13 months, until 2026-11-01");
    Order younger = new Order(SEPTEMBER, archives, true, "tester");
    assertThat(archiving(step -> {}).archive(younger, null, null, n -> {}).documents())
        .isEqualTo(2L * OldLog.BATCHES);
    now = LATER;
    refused(YearMonth.of(2025, 8), "nothing is stored");
    OldLog.mark(database, writer, 1, OldLog.BATCHES - 1);
    refused(SEPTEMBER, "projected up to batch 4");
    OldLog.mark(database, writer, 1, OldLog.BATCHES);
    assertThat(archive(SEPTEMBER).dropped()).isFalse();
  }

  private void refused(YearMonth month, String why) {
    assertThatThrownBy(() -> drop(month)).isInstanceOf(Failure.class).hasMessageContaining(why);
    assertThat(stored()).hasSize(3);
    assertThat(new Tombstones(database).all()).isEmpty();
  }

  @Test
  void aDroppedMonthLeavesATombstoneAndTheRestIsWhole() throws Exception {
    pin(LATER);
    refused(OCTOBER, "2025-09 is still stored");
    Done done = drop(SEPTEMBER);
    assertThat(done.dropped()).isTrue();
    assertThat(stored()).containsExactly("obd_log_202510", "obd_log_202511");
    Proof proof = verified(new RootKeys(List.of()));
    assertThat(proof.flaws()).isEmpty();
    assertThat(proof.notes())
        .anyMatch(note -> note.contains("2025-09 is archived with 10 records"));
    assertThat(proof.records()).containsEntry("archive", 20L).containsEntry("log", 20L);
    // Again, from another folder too, and all that is left.
    assertThat(drop(SEPTEMBER)).isEqualTo(done);
    drop(OCTOBER);
    now = Instant.parse("2027-01-02T00:00:00Z");
    drop(YearMonth.of(2025, 11));
    pin(now);
    assertThat(stored()).isEmpty();
    assertThat(flaws()).isEmpty();
    assertThatThrownBy(() -> Rebuild.run(new Store(database)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2025-09, 2025-10, 2025-11 is archived");
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aRunKilledBeforeAStepIsEndedByTheNext(Step killed) throws Exception {
    Archiving dying =
        archiving(step -> {
          if (step == killed) {
            throw new Killed();
          }
        });
    assertThatThrownBy(() ->
            dying.drop(
                order(SEPTEMBER), dying.archive(order(SEPTEMBER), null, null, batches -> {})))
        .isInstanceOf(Killed.class);
    assertThat(stored()).hasSize(3);
    assertThat(flaws()).isEmpty();
    boolean stone = !new Tombstones(database).all().isEmpty();
    assertThat(stone).isEqualTo(killed == Step.DROP);
    assertThat(drop(SEPTEMBER).dropped()).isTrue();
    assertThat(stored()).hasSize(2);
    assertThat(new Tombstones(database).all()).hasSize(1);
    assertThat(flaws()).isEmpty();
    assertThat(archives.resolve("obd_log_202509.part")).doesNotExist();
  }

  @Test
  void aMonthThatIsGoneWithoutATombstoneIsNamed() throws Exception {
    database.getCollection("obd_log_202509").drop();
    assertThat(flaws())
        .extracting(Flaw::ledger, Flaw::record, Flaw::kind)
        .containsExactly(
            tuple("log", writer + "/0/0", Flaw.Kind.MISSING),
            tuple("log", writer + "/1/0", Flaw.Kind.MISSING));
    assertThat(flaws().getFirst().detail()).contains("batch 5 in 2025-10").contains("no tombstone");
  }

  @Test
  void aTombstoneThatWasTouchedIsNamed() throws Exception {
    drop(SEPTEMBER);
    drop(OCTOBER);
    pin(LATER.plus(Duration.ofHours(1)));
    Document was = new Tombstones(database).documents().getFirst();
    var stones = database.getCollection(Tombstones.NAME);
    stones.deleteOne(Filters.eq("_id", "2025-09"));
    assertThat(flaws())
        .extracting(Flaw::ledger, Flaw::record, Flaw::kind)
        .contains(tuple("tombstones", "2025-09", Flaw.Kind.MISSING));
    stones.insertOne(was);
    assertThat(flaws()).isEmpty();
    for (String field : List.of("manifest", "by", "hash", "before", "at", "lanes")) {
      Object other =
          switch (field) {
            case "at" -> Date.from(Instant.EPOCH);
            case "lanes" -> was.getList("lanes", Document.class).subList(0, 1);
            default -> was.getString(field) + "0";
          };
      stones.updateOne(Filters.eq("_id", "2025-09"), Updates.set(field, other));
      // With the pins and, as it holds a hash of itself, without.
      assertThat(flaws()).as(field).anyMatch(flaw -> flaw.record().equals("2025-09"));
      Path hidden = Files.move(pins, folder.resolve("hidden"));
      assertThat(flaws()).as(field).anyMatch(flaw -> flaw.record().equals("2025-09"));
      Files.move(hidden, pins);
      stones.replaceOne(Filters.eq("_id", "2025-09"), was);
    }
    assertThat(flaws()).isEmpty();
  }

  /** Written anew with a hash of its own it still does not fit what is stored. */
  @Test
  void aTombstoneOfAnotherChainDoesNotFit() throws Exception {
    drop(SEPTEMBER);
    var stones = new Tombstones(database);
    var true1 = stones.all().getFirst();
    List<LaneSpan> spans = new ArrayList<>(true1.spans());
    var span = spans.getFirst();
    spans.set(
        0,
        new LaneSpan(
            span.writer(),
            span.lane(),
            span.first(),
            span.last(),
            span.frames(),
            span.before(),
            "ab".repeat(32),
            span.from(),
            span.to()));
    database.getCollection(Tombstones.NAME).drop();
    stones.store(
        new Tombstone(SEPTEMBER, true1.manifest(), spans, "tester", true1.at(), true1.before()));
    assertThat(flaws())
        .extracting(Flaw::ledger, Flaw::record, Flaw::kind)
        .containsExactly(
            tuple("log", writer + "/0/5", Flaw.Kind.CHANGED),
            tuple("archive", "obd_log_202509/manifest.json", Flaw.Kind.CHANGED));
  }

  @Test
  void aFileThatWasTouchedIsNamedAndNothingIsDropped() throws Exception {
    archive(SEPTEMBER);
    Path home = ArchiveFolder.of(archives, SEPTEMBER).path();
    List<Path> files;
    try (Stream<Path> all = Files.list(home)) {
      files = all.sorted().toList();
    }
    for (int seed = 0; seed < FLIPS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Path file = files.get(seed % files.size());
      byte[] was = Files.readAllBytes(file);
      byte[] other = was.clone();
      if (seed % 4 == 3) {
        other = Arrays.copyOf(was, random.nextInt(was.length));
      } else {
        other[random.nextInt(was.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, other);
      if (file.endsWith(ArchiveFolder.MANIFEST)) {
        refused(SEPTEMBER, "obd_log_202509");
      } else {
        assertThat(flaws())
            .as("seed %d", seed)
            .extracting(Flaw::record)
            .containsExactly("obd_log_202509/" + file.getFileName());
        refused(SEPTEMBER, "does not verify");
      }
      Files.write(file, was);
    }
    Files.delete(files.getLast());
    refused(SEPTEMBER, "MISSING");
  }

  @Test
  void whatTheDatabaseHasOtherwiseIsNotDropped() throws Exception {
    archive(SEPTEMBER);
    for (String month : List.of("obd_log_202509", "obd_log_202510")) {
      Document third =
          database.getCollection(month).find().sort(new Document("_id", 1)).skip(2).first();
      Object id = Objects.requireNonNull(third).get("_id");
      database.getCollection(month).updateOne(Filters.eq("_id", id), Updates.set("n", 7));
    }
    refused(SEPTEMBER, "that the database has otherwise");
    refused(OCTOBER, "the log is damaged, run lantian verify");
  }

  @Test
  void anyFlipIsFoundOnceTheTombstoneStands() throws Exception {
    drop(SEPTEMBER);
    Path manifest = ArchiveFolder.of(archives, SEPTEMBER).path().resolve(ArchiveFolder.MANIFEST);
    byte[] was = Files.readAllBytes(manifest);
    for (int seed = 0; seed < FLIPS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] other = was.clone();
      other[random.nextInt(was.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(manifest, other);
      assertThat(flaws())
          .as("seed %d", seed)
          .anyMatch(flaw -> flaw.record().equals("obd_log_202509/manifest.json"));
    }
    Files.delete(manifest);
    assertThat(flaws()).isNotEmpty();
    Files.write(manifest, was);
    assertThat(flaws()).isEmpty();
  }

  @Test
  void whatAFindingRestsOnMustBeCopiedAsItWasLogged() throws Exception {
    finding(3, OldLog.frame(0), OldLog.frame(1));
    finding(1, OldLog.frame(0));
    assertThat(archive(SEPTEMBER).dropped()).isFalse();
    var findings = database.getCollection("obd_findings");
    Document one = Objects.requireNonNull(findings.find().first());
    findings.updateOne(Filters.eq("_id", one.get("_id")), Updates.popLast("packets"));
    refused(SEPTEMBER, "1 of 3 packets copied");
    findings.replaceOne(Filters.eq("_id", one.get("_id")), one);
    Binary wrong = new Binary(OldLog.frame(9));
    findings.updateOne(Filters.eq("_id", one.get("_id")), Updates.set("packets.1.frame", wrong));
    refused(SEPTEMBER, "has another packet");
    findings.replaceOne(Filters.eq("_id", one.get("_id")), one);
    assertThat(drop(SEPTEMBER).dropped()).isTrue();
  }

  @Test
  void whatReadsTheLogNamesTheMonth() throws Exception {
    Instant received = Instant.parse("2025-09-11T08:00:00Z");
    Vin vin = Frame.of(OldLog.frame(0)).vin();
    database
        .getCollection("obd_quarantine")
        .insertOne(
            new Document("_id", quarantineKey(new LogPosition(writer, 0, 0, 0)))
                .append("vin", vin.text())
                .append("reason", "NO_KEY")
                .append("offset", 0)
                .append("at", Date.from(received)));
    assertThat(said(Export.LOG)).hasSize(30).noneMatch(line -> line.contains("archivedMonth"));
    assertThat(said(Export.QUARANTINE)).singleElement().asString().doesNotContain("archivedMonth");
    assertThat(frame(vin, received).archived()).isNull();
    assertThat(frame(vin, received).hex()).isNotEmpty();
    drop(SEPTEMBER);
    for (Export what : List.of(Export.LOG, Export.PACKETS)) {
      assertThat(said(what).getFirst()).contains("\"archivedMonth\":\"2025-09\",\"frames\":10");
      assertThat(said(what)).as("the others").hasSize(21);
    }
    assertThat(said(Export.QUARANTINE))
        .singleElement()
        .asString()
        .contains("\"hex\":null,\"archivedMonth\":\"2025-09\"");
    assertThat(frame(vin, received).archived()).isEqualTo("2025-09");
    // Of a later span nothing is archived.
    ExportFilter october = new ExportFilter(null, Instant.parse("2025-10-01T00:00:00Z"), null);
    List<String> lines = new ArrayList<>();
    read().export(Export.LOG, october, lines::add);
    assertThat(lines).hasSize(20).noneMatch(line -> line.contains("archivedMonth"));
  }

  private static Binary quarantineKey(LogPosition position) {
    return new Binary(Arrays.copyOf(position.key(), LogPosition.LENGTH + 2));
  }

  private ObdRead read() {
    return new ObdRead(database, new NobodyFiled(), OpenChunks.NONE, () -> now);
  }

  private List<String> said(Export what) {
    List<String> lines = new ArrayList<>();
    read().export(what, new ExportFilter(null, null, null), lines::add);
    return lines;
  }

  private LoggedFrame frame(Vin vin, Instant received) {
    return read().frames(vin, received, received.plusSeconds(1), null, 10).rows().getFirst();
  }

  /** A finding that rests on the first frames of lane 0. */
  private void finding(int packetCount, byte[]... copies) {
    List<Document> packets = new ArrayList<>();
    for (byte[] frame : copies) {
      LogPosition at = new LogPosition(writer, 0, packets.size(), 0);
      packets.add(
          new Document("position", new Binary(at.key())).append("frame", new Binary(frame)));
    }
    Date day = Date.from(Instant.parse("2025-09-11T08:00:00Z"));
    database
        .getCollection("obd_findings")
        .insertOne(
            new Document("_id", "%032x".formatted(packetCount))
                .append("start", day)
                .append("end", day)
                .append("packets", packets)
                .append("packetCount", packetCount));
  }

  private void pin(Instant at) throws IOException {
    try (Pinner pinner = Pinner.open(pins, Ledgers.of(database, null), null, () -> at)) {
      pinner.pin();
    }
  }
}
