package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lantian.deploy.Launcher;
import lantian.deploy.Launcher.Said;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.simulate.FaultShare;
import lantian.deploy.simulate.InventedFleet;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingFile;
import lantian.desk.register.RowAnswer;
import lantian.desk.route.ObdRules;
import lantian.desk.rules.RuleSetBook;
import lantian.desk.rules.RuleText;
import lantian.obd.packet.Profile;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a simulated fleet with faults: every finding is made once more from what is stored. */
class ExplainIT {
  /** A rule of each of the three faults. */
  private static final List<String> TOLD =
      List.of("OBD-NOX-LASTING", "OBD-NOX-FROZEN", "OBD-DPF-EMPTY");

  /** Three trucks send hundreds of chunks a minute: longer than the projector ever waits. */
  private static final Duration QUIET = Duration.ofSeconds(8);

  private static final Path RULES =
      Launcher.root().resolve("obd-ingest/src/main/resources/lantian/obd/rules/OBD-SCREEN-2.json");
  private static final Duration PAST = Duration.ofHours(60);
  private static final String FAULTS = "scr-disabled=1,nox-frozen=1,filter-removed=1";

  /** Fewer than these trucks give. */
  private static final int MANY = 12;

  /** Before the past of every run, and of the built-in sets only the first is in force then. */
  private static final Instant AGREED = Instant.parse("2026-08-01T00:00:00Z");

  private static final String FROM = "2026-08-02";

  @TempDir private static Path folder;

  @Test
  void everyFindingFollowsAndOneThatDoesNotIsNamed() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = new Served(data)) {
      try (MongoClient client = MongoClients.create(server.ready().get("mongo").asText())) {
        prepared(client);
        simulated(server.address("GB17691"));
        awaitFindings(client.getDatabase(MongoSettings.defaults().database()));
      }
      assertThat(server.stop()).isZero();
    }
    try (Database running =
            Database.own(
                data,
                MongoSettings.defaults(),
                () -> MongodBinary.find(Launcher.root(), line -> {}));
        MongoClient client = MongoClients.create(running.uri())) {
      MongoDatabase stored = client.getDatabase(MongoSettings.defaults().database());
      MongoCollection<Document> findings = stored.getCollection("obd_findings");
      everyFindingFollows(running, data, findings);
      namesAChangedFinding(running, data, findings);
      namesAFindingWhoseDataIsGone(running, data, stored);
    }
  }

  /**
   * What is acknowledged is logged; it is judged a little later. Nothing may be left to do: a chunk
   * that is written before its day is judged again would show a finding that no longer follows.
   */
  private static void awaitFindings(MongoDatabase stored) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    long quietSince = System.nanoTime();
    List<Object> was = List.of();
    while (System.nanoTime() - quietSince < QUIET.toNanos()) {
      assertThat(System.nanoTime()).as("judged within three minutes").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      List<Object> now = new ArrayList<>();
      stored.getCollection("obd_findings").find().sort(new Document("_id", 1)).into(now);
      boolean told =
          stored
              .getCollection("obd_findings")
              .distinct("rule", String.class)
              .into(new TreeSet<>())
              .containsAll(TOLD);
      boolean pending = stored.getCollection("obd_pending").countDocuments() > 0;
      now.add(stored.getCollection("obd_chunks").countDocuments());
      if (!told || pending || !now.equals(was)) {
        quietSince = System.nanoTime();
      }
      was = now;
    }
  }

  private static void everyFindingFollows(
      Database running, Path data, MongoCollection<Document> findings) throws Exception {
    long told = findings.countDocuments(new Document("state", new Document("$ne", "WITHDRAWN")));
    assertThat(told).isGreaterThan(MANY);
    assertThat(findings.distinct("rule", String.class).into(new TreeSet<>())).containsAll(TOLD);
    Said said = explained(running, data);
    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
    assertThat(said.out().lines()).hasSize((int) told).allMatch(line -> line.startsWith("ok"));
  }

  private static void namesAChangedFinding(
      Database running, Path data, MongoCollection<Document> findings) throws Exception {
    Document one = first(findings, new Document("rule", "OBD-NOX-FROZEN"));
    Document id = new Document("_id", one.get("_id"));
    findings.updateOne(id, new Document("$inc", new Document("measured", 1)));
    Said said = explained(running, data);
    assertThat(said.exitCode()).isOne();
    assertThat(broken(said)).containsExactly(one.getString("_id"));
    findings.replaceOne(id, one);
  }

  private static void namesAFindingWhoseDataIsGone(
      Database running, Path data, MongoDatabase stored) throws Exception {
    MongoCollection<Document> findings = stored.getCollection("obd_findings");
    Document one = first(findings, new Document("rule", "OBD-DPF-EMPTY"));
    stored.getCollection("obd_chunks").deleteMany(new Document());
    Said said = explained(running, data);
    assertThat(said.exitCode()).isOne();
    assertThat(broken(said)).contains(one.getString("_id"));
    assertThat(said.out()).contains("no such finding follows from what is stored");
  }

  private static Document first(MongoCollection<Document> findings, Document filter) {
    return Objects.requireNonNull(findings.find(filter).first());
  }

  private static List<String> broken(Said said) {
    return said.out()
        .lines()
        .filter(line -> line.matches("BROKEN +[0-9a-f]{32} .*"))
        .map(line -> line.split(" +", -1)[1])
        .toList();
  }

  private static Said explained(Database running, Path data) throws Exception {
    return Launcher.run(
        Map.of("MONGODB_URI", running.uri()),
        "explain",
        "--from",
        Instant.now().minus(PAST).minus(Duration.ofDays(1)).toString(),
        "--to",
        Instant.now().plus(Duration.ofDays(1)).toString(),
        "--purpose",
        "a test",
        "--data",
        data.toString());
  }

  /** All rules in force in good time, and the trucks filed. */
  private static void prepared(MongoClient client) throws Exception {
    MongoDatabase stored = client.getDatabase(MongoSettings.defaults().database());
    RuleSetBook book = RuleSetBook.open(stored, () -> AGREED);
    byte[] body =
        Files.readString(RULES)
            .replace("\"OBD-SCREEN-2\"", "\"OBD-SCREEN-2-EARLY\"")
            .replace("2026-12-01", FROM)
            .getBytes(StandardCharsets.UTF_8);
    RuleText text = new ObdRules().read(body);
    book.propose(new ObdRules(), text, body, "ecology", "a test");
    String digest = book.find(text.id()).orElseThrow().digest();
    assertThat(book.activate(text.id(), digest, "lead", "agreed"))
        .isInstanceOf(RuleSetBook.Change.Done.class);

    List<FaultShare> faults = Stream.of(FAULTS.split(",", -1)).map(FaultShare::of).toList();
    InventedFleet fleet = new InventedFleet(1, 3, Profile.GB17691, false, faults, PAST, 0);
    Instant since = Instant.now().minus(PAST).minus(Duration.ofDays(2));
    String csv =
        lantian.deploy.simulate.FilingFile.csv(fleet.filed(Instant.now().getEpochSecond()), since);
    InstantSource clock = InstantSource.system();
    DeskRegister register = new DeskRegister(client, stored, clock, new SecureRandom());
    assertThat(
            new FilingFile(register, clock, 3)
                .file(csv.getBytes(StandardCharsets.UTF_8), "test", false)
                .count(RowAnswer.Status.ACCEPTED))
        .isEqualTo(3);
  }

  private static void simulated(String address) throws Exception {
    Said sent =
        Launcher.run(
            Map.of(),
            "simulate",
            "obd",
            "--to",
            address,
            "--profile",
            "GB17691",
            "--vehicles",
            "3",
            "--past",
            PAST.toString(),
            "--live",
            "PT0S",
            "--holes",
            "0",
            "--faults",
            FAULTS);
    assertThat(sent.exitCode()).as(sent.err()).isZero();
  }
}
