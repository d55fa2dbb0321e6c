package lantian.deploy.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import lantian.deploy.Launcher;
import lantian.deploy.archive.Archiving;
import lantian.deploy.archive.Archiving.Done;
import lantian.deploy.archive.Archiving.Order;
import lantian.deploy.archive.NobodyFiled;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.server.Ledgers;
import lantian.desk.evidence.Deposit;
import lantian.desk.evidence.EvidenceFolder;
import lantian.desk.evidence.EvidenceId;
import lantian.desk.evidence.EvidenceLimits;
import lantian.desk.evidence.FileType;
import lantian.desk.evidence.ManifestBook;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.EventLine;
import lantian.desk.evidence.ManifestContent.FileLine;
import lantian.desk.lists.HandoverList.NewRow;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.NewestRoot;
import lantian.desk.pinning.Pinner;
import lantian.desk.pinning.RootKey;
import lantian.desk.pinning.RootKeys;
import lantian.desk.route.ObdRules;
import lantian.desk.rules.RuleRoom;
import lantian.desk.rules.RuleSetBook;
import lantian.desk.rules.RuleText;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.log.LogMonth;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import lantian.obd.read.Evidence;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.ObdRead;
import lantian.obd.store.ArchiveGuard;
import lantian.obd.store.Store;
import lantian.proto.FindingId;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a demo stored, changed behind the program's back in every way, is found and located each
 * time and never otherwise. {@code -Dlantian.tampers=200} is the whole campaign.
 */
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperIT {
  private static final int TAMPERS = Integer.getInteger("lantian.tampers", 20);

  @TempDir private static Path folder;

  private Path pins;
  private Path keys;
  private Database running;
  private MongoClient client;
  private MongoDatabase database;
  private EvidenceFolder files;
  private List<Ledger> ledgers;
  private final List<EvidenceId> pictures = new ArrayList<>();

  @BeforeAll
  void aDemoThatWasPinned() throws Exception {
    Path data = folder.resolve("data");
    Launcher.Said said =
        Launcher.run(Map.of(), "demo", "--once", "--trucks", "0", "--data", data.toString());
    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
    running =
        Database.own(
            data, MongoSettings.defaults(), () -> MongodBinary.find(Launcher.root(), line -> {}));
    client = MongoClients.create(running.uri() + "&w=majority&journal=true");
    database = client.getDatabase(MongoSettings.defaults().database());
    files =
        new EvidenceFolder(
            folder.resolve("files"), EvidenceLimits.defaults(), InstantSource.system());
    someCases();
    someLists();
    someRuleSets();
    someTombstones();
    ledgers = Ledgers.of(database, files);
    pins = data.resolve("pins");
    pinLater();
  }

  @AfterAll
  void stop() {
    client.close();
    running.close();
  }

  private void someCases() throws IOException {
    ManifestBook book = new ManifestBook(database, InstantSource.system());
    for (int i = 0; i < 12; i++) {
      byte[] picture = new byte[2_000];
      new SplittableRandom(i).nextBytes(picture);
      System.arraycopy("%PDF-".getBytes(StandardCharsets.US_ASCII), 0, picture, 0, 5);
      Deposit kept = files.put(new ByteArrayInputStream(picture), FileType.PDF);
      FileLine line = FileLine.of("scene", ((Deposit.Kept) kept).file());
      pictures.add(((Deposit.Kept) kept).file().id());
      book.append(
          "case-" + i % 4,
          new ManifestContent(
              new EventLine(i, "confirm", "cc".repeat(32), "dd".repeat(32)),
              "vehicle",
              List.of(),
              List.of(),
              List.of(line),
              "test"));
    }
  }

  private void someLists() {
    ListBook book = ListBook.open(database, Optional::empty, InstantSource.system());
    for (int i = 0; i < 3; i++) {
      NewRow row = new NewRow("%032x".formatted(i), new TreeMap<>(Map.of("plate", "苏E0000" + i)));
      book.issue(ListKind.REPAIRS, "姑苏区", "test", List.of(row), null);
    }
  }

  private void someRuleSets() {
    RuleSetBook book = RuleSetBook.open(database, InstantSource.system());
    LocalDate day = LocalDate.of(2030, 1, 1);
    RuleRoom room = new ObdRules();
    for (int i = 0; i < 3; i++) {
      RuleText text = new RuleText("set-" + i, day.plusDays(i), "测试", "test", List.of());
      byte[] body = {(byte) i, 1, 2};
      book.propose(room, text, body, "ecology", "tried");
      if (i > 0) {
        String digest = book.find(text.id()).orElseThrow().digest();
        assertThat(book.activate(text.id(), digest, "lead", "agreed"))
            .isInstanceOf(RuleSetBook.Change.Done.class);
      }
    }
  }

  /** Of months in which nothing was received. */
  private void someTombstones() {
    Tombstones stones = new Tombstones(database);
    String before = "";
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    for (int month = 1; month <= 3; month++) {
      Tombstone stone =
          new Tombstone(YearMonth.of(2020, month), "ab".repeat(32), List.of(), "test", at, before);
      stones.store(stone);
      before = stone.hash();
    }
  }

  /** So much later that everything stored is old and every chain ended long ago. */
  private void pinLater() throws IOException {
    Path file = Files.writeString(folder.resolve("root.key"), "0".repeat(62) + "2a");
    RootKey key = RootKey.read(file, new SecureRandom());
    Instant[] now = {Instant.now().plus(Duration.ofMinutes(10))};
    try (Pinner pinner = Pinner.open(pins, ledgers, key, () -> now[0])) {
      pinner.pin();
      now[0] = now[0].plus(Duration.ofMinutes(60));
      pinner.pin();
    }
    keys = pins.resolve("keys");
  }

  private Proof verified() throws IOException {
    return Proof.of(ledgers, pins, RootKeys.read(keys), List.of(), records -> {});
  }

  @Test
  void aListTellsOfRootsThatWereCutAway() throws Exception {
    String root = new NewestRoot(pins).get().orElseThrow();
    InstantSource later = InstantSource.fixed(Instant.now().plus(Duration.ofHours(2)));
    ListBook book = ListBook.open(database, () -> Optional.of(root), later);
    NewRow row = new NewRow("%032x".formatted(77), new TreeMap<>());
    book.issue(ListKind.VIOLATIONS, null, "test", List.of(row), null);
    Path roots = pins.resolve("roots.jsonl");
    String was = Files.readString(roots);
    Document bearing = new Document("root", root);
    try {
      assertThat(verified().flaws()).isEmpty();
      Files.writeString(roots, was.substring(0, was.length() - root.length() - 1));
      String number =
          Objects.requireNonNull(database.getCollection("desk_lists").find(bearing).first())
              .getString("_id");
      assertThat(verified().flaws())
          .extracting(Flaw::ledger, Flaw::record, Flaw::kind)
          .containsExactly(tuple("lists", number, Flaw.Kind.MISSING));
    } finally {
      Files.writeString(roots, was);
      database.getCollection("desk_lists").deleteOne(bearing);
    }
  }

  @Test
  void whatNobodyTouchedIsWhole() throws Exception {
    Proof proof = verified();
    assertThat(proof.flaws()).isEmpty();
    assertThat(proof.notes()).isEmpty();
    assertThat(proof.unpinned()).isEmpty();
    assertThat(proof.records())
        .containsKeys(
            "pins",
            "roots",
            "audit",
            "tombstones",
            "log",
            "days",
            "findings",
            "cases",
            "lists",
            "ruleSets",
            "manifests",
            "evidence");
  }

  /** All that was received goes into files two years later: nothing is lost and nothing wrong. */
  @Test
  void theWholeLogMayGoOnceItIsArchived() throws Exception {
    InstantSource later = () -> Instant.now().plus(Duration.ofDays(800));
    Archiving archiving =
        new Archiving(database, new ArchiveGuard(new Store(database), 200), later, step -> {});
    YearMonth month = LogMonth.stored(database).getFirst();
    Order order = new Order(month, folder.resolve("archives"), false, "test");
    String name = new LogMonth(database, month).name();
    List<Document> log = database.getCollection(name).find().into(new ArrayList<>());
    ObdRead read = new ObdRead(database, new NobodyFiled(), OpenChunks.NONE, later);
    Map<FindingId, Evidence> before = evidence(read);
    assertThat(before).isNotEmpty();
    var pending = database.getCollection("obd_pending");
    List<Document> waiting = pending.find().into(new ArrayList<>());
    Document day = Objects.requireNonNull(database.getCollection("obd_days").find().first());
    if (waiting.isEmpty()) {
      pending.insertOne(new Document("_id", day.get("_id")).append("reason", "RULES"));
    }
    assertThatThrownBy(() -> archiving.archive(order, null, null, batches -> {}))
        .hasMessageContaining("needs its packets");
    pending.deleteMany(new Document());
    try {
      Done done = archiving.archive(order, null, null, batches -> {});
      assertThat(archiving.drop(order, done).dropped()).isTrue();
      if (!waiting.isEmpty()) {
        pending.insertMany(waiting);
      }
      assertThat(LogMonth.stored(database)).isEmpty();
      Proof proof = verified();
      assertThat(proof.flaws()).isEmpty();
      assertThat(proof.notes())
          .anyMatch(note -> note.contains(month + " is archived with"))
          .anyMatch(note -> note.contains("packets under seals are archived"));
      assertThat(evidence(read)).isEqualTo(before);
    } finally {
      database.getCollection(name).drop();
      database.getCollection(name).insertMany(log);
      database.getCollection(Tombstones.NAME).deleteOne(new Document("_id", month.toString()));
    }
    assertThat(verified().flaws()).isEmpty();
  }

  private static Map<FindingId, Evidence> evidence(ObdRead read) {
    Map<FindingId, Evidence> all = new HashMap<>();
    read.eachFinding(
        new FindingFilter(null, null, null, null, null, null, null),
        found -> all.put(found.id(), read.evidence(found.id()).orElseThrow()));
    return all;
  }

  @Test
  void everyTamperIsFoundWhereItIs() throws Exception {
    List<Tamper.Place> places = List.of(Tamper.Place.values());
    List<Tamper.Kind> kinds = List.of(Tamper.Kind.values());
    for (int seed = 0; seed < TAMPERS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      // Every kind in every place once in 45; the rest is chance.
      Tamper.Place place = places.get(seed % places.size());
      Tamper.Kind kind = kinds.get((seed + seed / places.size()) % kinds.size());
      Tamper tamper = new Tamper(database, place, kind, random);
      tamper.apply();
      try {
        assertThat(verified().flaws())
            .as("seed %d: %s", seed, tamper)
            .filteredOn(flaw -> flaw.ledger().equals(place.ledger()))
            .extracting(Flaw::record)
            .anyMatch(record -> located(record, tamper));
      } finally {
        tamper.undo();
      }
    }
    assertThat(verified().flaws()).as("all undone").isEmpty();
  }

  /** A log document that fits no lane is named by its key. */
  private static boolean located(String record, Tamper tamper) {
    return tamper.victims().contains(record)
        || (record.length() == 26 && tamper.victims().contains(lane(record)));
  }

  private static String lane(String hex) {
    return Integer.parseInt(hex.substring(0, 8), 16)
        + "/"
        + Integer.parseInt(hex.substring(8, 10), 16)
        + "/"
        + Long.parseLong(hex.substring(10), 16);
  }

  @Test
  void aDamagedOrLostFileIsFound() throws Exception {
    for (int i = 0; i < 3; i++) {
      EvidenceId id = pictures.get(i);
      Path file = folder.resolve("files").resolve(id.text().substring(0, 2)).resolve(id.text());
      byte[] was = Files.readAllBytes(file);
      byte[] damaged = was.clone();
      damaged[1_000 + i] ^= 1;
      Files.delete(file);
      Flaw.Kind expected = i == 0 ? Flaw.Kind.MISSING : Flaw.Kind.CHANGED;
      if (i > 0) {
        Files.write(file, damaged);
      }
      assertThat(verified().flaws())
          .extracting(Flaw::ledger, Flaw::record, Flaw::kind)
          .containsExactly(tuple("evidence", id.text(), expected));
      Files.write(file, was);
    }
    assertThat(verified().flaws()).isEmpty();
  }

  @Test
  void aPinFileThatWasTouchedIsFound() throws Exception {
    Path last;
    try (Stream<Path> all = Files.list(pins)) {
      last = all.filter(f -> f.toString().matches(".*pins-.*jsonl")).sorted().toList().getFirst();
    }
    String was = Files.readString(last);
    Files.writeString(last, was.replaceFirst("\"n\":0", "\"n\":1"));
    assertThat(verified().flaws()).isNotEmpty();
    Files.writeString(last, was);
    assertThat(verified().flaws()).isEmpty();
  }

  /** The command itself, on a server's data, says the same in its exit code. */
  @Test
  void theCommandEndsWithOneIfAnythingIsWrong() throws Exception {
    String[] command = {
      "verify", "--json", "--data", folder.resolve("data").toString(), "--pins", pins.toString()
    };
    Map<String, String> files =
        Map.of("LANTIAN_EVIDENCE_FOLDER", folder.resolve("files").toString());
    Launcher.Said whole = Launcher.run(files, command);
    assertThat(whole.exitCode()).as(whole.out() + whole.err()).isZero();
    assertThat(whole.out()).contains("\"whole\":true").contains("\"lastPin\":\"20");
    Tamper tamper =
        new Tamper(database, Tamper.Place.FINDINGS, Tamper.Kind.DELETE, new SplittableRandom(1));
    tamper.apply();
    Launcher.Said not = Launcher.run(files, command);
    tamper.undo();
    assertThat(not.exitCode()).isEqualTo(1);
    assertThat(not.out()).contains("MISSING").contains(tamper.victims().getFirst());
  }
}
