package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import lantian.deploy.Launcher;
import lantian.deploy.Launcher.Said;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.simulate.wire.Sample;
import lantian.deploy.simulate.wire.StreamBody;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs read of a city that a demo left, with the server running and stopped. */
class ExportIT {
  private static final List<String> KINDS =
      List.of("packets", "samples", "findings", "conflicts", "quarantine", "log");
  private static final long SECOND = 1_790_000_000L;
  private static final Vin STRANGER = new Vin("LSUTESTCVIN000077");

  @TempDir static Path folder = Path.of("unset");

  @BeforeAll
  static void aCityWithAConflictAndABrokenFrame() throws Exception {
    Said demo =
        Launcher.run(
            Map.of(), "demo", "--json", "--once", "--trucks", "0", "--data", folder.toString());
    assertThat(demo.exitCode()).as(demo.err()).isZero();
  }

  @Test
  void everythingComesOutTheSameBesideAServerAndWithoutOne() throws Exception {
    Map<String, List<JsonNode>> beside = new TreeMap<>();
    // A conflict is judged when its vehicle has been quiet for this long; a minute by default.
    Map<String, String> soon = Map.of("LANTIAN_OBD_PROJECTOR_QUIET", "2s");
    try (Served server = new Served(folder, soon, "--roles", "obd")) {
      send(server.address("GB17691"));
      awaitProjection();
      for (String kind : KINDS) {
        beside.put(kind, export(kind));
        assertThat(beside.get(kind)).as(kind).isNotEmpty();
      }
      assertThat(server.stop()).isZero();
    }
    // One mongod for all commands to come; MongodIT has them start one each.
    try (Database held = visited()) {
      assertThat(held.uri()).isNotBlank();
      for (String kind : List.of("samples", "conflicts", "log")) {
        assertThat(export(kind)).as(kind).hasSameSizeAs(beside.get(kind));
      }
      look(beside);
      narrow(beside);
      explained(export("findings").getFirst());
    }
    assertThat(audit())
        .anySatisfy(entry -> assertThat(entry).contains("COMMAND_EXPORTED", "a test of findings"))
        .allSatisfy(entry -> assertThat(entry).doesNotContain(STRANGER.text()));
    assertThat(audit())
        .filteredOn(entry -> entry.contains("COMMAND_EXPORTED"))
        .allSatisfy(entry -> assertThat(entry).contains(System.getProperty("user.name")))
        .hasSizeGreaterThan(KINDS.size());
  }

  /** Its database, as another program comes to it. */
  private static Database visited() {
    return Database.visit(
        folder, MongoSettings.defaults(), () -> MongodBinary.find(Launcher.root(), line -> {}));
  }

  /** A finding follows from the bytes, until one of them is touched. */
  private static void explained(JsonNode finding) throws Exception {
    String data = folder.toString();
    String[] explain = {
      "explain", finding.get("id").asText(), "--purpose", "a test", "--json", "--data", data
    };
    Said said = Launcher.run(Map.of(), explain);
    assertThat(said.exitCode()).as(said.err()).isZero();
    List<JsonNode> steps = said.out().lines().map(ExportIT::json).toList();
    assertThat(steps).allMatch(step -> step.get("holds").asBoolean());
    assertThat(steps)
        .extracting(step -> step.get("step").asText())
        .contains("finding", "rules", "limit", "law", "packets", "values")
        .endsWith("judged");
    assertThat(said.out()).contains("scrDownNoxPpm").contains("not verified");
    assertThat(period(data).out().lines().map(ExportIT::json))
        .hasSize(export("findings").size())
        .allMatch(told -> told.get("holds").asBoolean());

    try (Database touched = visited();
        MongoClient client = MongoClients.create(touched.uri() + "&w=majority&journal=true")) {
      var findings = client.getDatabase("lantian").getCollection("obd_findings");
      var mine = Filters.eq("_id", finding.get("id").asText());
      Document stored = Objects.requireNonNull(findings.find(mine).first());
      byte[] frame =
          stored.getList("packets", Document.class).getFirst().get("frame", Binary.class).getData();
      frame[frame.length / 2] ^= 1;
      findings.updateOne(mine, Updates.set("packets.0.frame", new Binary(frame)));
    }
    Said broken = Launcher.run(Map.of(), explain);
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.out().lines().map(ExportIT::json))
        .filteredOn(step -> !step.get("holds").asBoolean())
        .singleElement()
        .satisfies(
            step -> assertThat(step.get("says").asText()).endsWith("is not what the log has"));
    assertThat(broken.err()).contains("does not stand").contains("1 of ");
    Said all = period(data);
    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.err()).contains("1 of ").contains("do not stand");
    Said none = Launcher.run(Map.of(), "explain", "0".repeat(32), "--purpose", "x", "--data", data);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is no finding");
  }

  /** Every finding of all times, explained. */
  private static Said period(String data) throws Exception {
    String[] words = {
      "explain",
      "--from",
      "2020-01-01",
      "--to",
      "2099-01-01",
      "--purpose",
      "a test",
      "--json",
      "--data",
      data
    };
    return Launcher.run(Map.of(), words);
  }

  @Test
  void withoutAPurposeNothingComesOut() throws Exception {
    for (String[] purpose : new String[][] {{}, {"--purpose", " "}}) {
      List<String> arguments = new ArrayList<>(List.of("export", "packets"));
      arguments.addAll(List.of("--data", folder.toString()));
      arguments.addAll(List.of(purpose));
      Said said = Launcher.run(Map.of(), arguments.toArray(String[]::new));
      assertThat(said.exitCode()).isEqualTo(2);
      assertThat(said.out()).isEmpty();
      assertThat(said.err().lines()).singleElement().asString().contains("--purpose");
    }
    Said unknown =
        Launcher.run(Map.of(), "export", "packet", "--purpose", "x", "--data", folder.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("quarantine");
  }

  private static void look(Map<String, List<JsonNode>> rows) {
    assertThat(rows.get("findings"))
        .allSatisfy(row -> assertThat(row.get("origin").asText()).isEqualTo("MODELLED"))
        .allSatisfy(row -> assertThat(row.get("packets")).isNotEmpty());
    assertThat(rows.get("conflicts"))
        .filteredOn(of(STRANGER))
        .singleElement()
        .satisfies(row -> assertThat(row.get("second").asLong()).isEqualTo(SECOND))
        .satisfies(row -> assertThat(row.get("settled").asBoolean()).isFalse())
        .satisfies(row -> assertThat(row.get("copies")).hasSize(2));
    assertThat(rows.get("quarantine"))
        .filteredOn(of(STRANGER))
        .singleElement()
        .satisfies(row -> assertThat(row.get("reason").asText()).isNotBlank())
        .satisfies(row -> assertThat(row.get("hex").asText()).startsWith("2323"));
    // The same packet was sent twice: once as a packet, twice in the log.
    assertThat(rows.get("packets")).filteredOn(of(STRANGER)).hasSize(3);
    assertThat(rows.get("log")).filteredOn(of(STRANGER)).hasSize(4);
    assertThat(rows.get("samples"))
        .filteredOn(of(STRANGER))
        .singleElement()
        .satisfies(row -> assertThat(row.get("conflict").asText()).isEqualTo("open"));
    assertThat(rows.get("samples")).hasSizeGreaterThan(1_000);
    assertThat(rows.get("packets")).doesNotHaveDuplicates();
    for (String kind : List.of("packets", "log", "quarantine", "findings")) {
      assertThat(rows.get(kind))
          .as(kind)
          .allSatisfy(row -> assertThat(row.get("origin").asText()).isNotBlank());
    }
    assertThat(rows.get("packets"))
        .extracting(row -> row.get("origin").asText())
        .contains("MODELLED", "SHIFTED", "MEASURED");
    assertThat(rows.get("conflicts"))
        .allSatisfy(row -> assertThat(row.get("copies").get(0).has("origin")).isTrue());
  }

  private static void narrow(Map<String, List<JsonNode>> rows) throws Exception {
    assertThat(export("packets", "--vin", STRANGER.text())).hasSize(3);
    assertThat(export("samples", "--vin", "LSUTESTCVIN000078")).isEmpty();
    List<JsonNode> findings = rows.getOrDefault("findings", List.of());
    String time = findings.getFirst().get("start").asText();
    List<JsonNode> early = export("findings", "--to", time);
    List<JsonNode> late = export("findings", "--from", time);
    assertThat(late).isNotEmpty();
    assertThat(early.size() + late.size()).isEqualTo(findings.size());
    Said wrong =
        Launcher.run(
            Map.of(),
            "export",
            "log",
            "--vin",
            "short",
            "--purpose",
            "x",
            "--data",
            folder.toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  /** Two bodies of one second, the first of them twice, and a unit that ends too early. */
  private static void send(String address) throws Exception {
    TerminalWriter writer =
        new TerminalWriter(STRANGER, "89860000000000000077", Profile.GB17691, null);
    byte[] one = new StreamBody().withoutPosition().bytes();
    byte[] other = one.clone();
    other[0] ^= 1;
    byte[] first = writer.realtime(List.of(new Sample(SECOND, Sample.STREAM, one)));
    byte[] second = writer.realtime(List.of(new Sample(SECOND, Sample.STREAM, other)));
    HexFormat hex = HexFormat.of();
    String text =
        String.join(
            "\n",
            hex.formatHex(first),
            hex.formatHex(first),
            hex.formatHex(second),
            hex.formatHex(cut(first)));
    Path capture = Files.writeString(folder.resolve("capture.hex"), text + "\n");
    Said said = Launcher.run(Map.of(), "replay", capture.toString(), "--to", address, "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode counts = new ObjectMapper().readTree(said.out());
    assertThat(counts.get("frames").asInt()).isEqualTo(4);
    assertThat(counts.get("answers").asInt()).isEqualTo(4);
  }

  /** The same packet with five bytes of its unit missing, and a header and check byte that fit. */
  private static byte[] cut(byte[] frame) {
    byte[] cut = Arrays.copyOf(frame, frame.length - 5);
    int unit = cut.length - 25;
    cut[22] = (byte) (unit >> 8);
    cut[23] = (byte) unit;
    byte sum = 0;
    for (int i = 2; i < cut.length - 1; i++) {
      sum ^= cut[i];
    }
    cut[cut.length - 1] = sum;
    return cut;
  }

  /** What is merely received stands in memory; other processes see it when it is flushed. */
  private static void awaitProjection() throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    String vin = STRANGER.text();
    while (export("conflicts", "--vin", vin).isEmpty()
        || export("samples", "--vin", vin).isEmpty()) {
      assertThat(System.nanoTime()).as("the conflict is projected within a minute").isLessThan(end);
    }
  }

  private static Predicate<JsonNode> of(Vin vin) {
    return row -> row.get("vin").asText().equals(vin.text());
  }

  private static List<JsonNode> export(String kind, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("export", kind));
    arguments.addAll(List.of("--data", folder.toString(), "--purpose", "a test of " + kind));
    arguments.addAll(List.of(more));
    Said said = Launcher.run(Map.of(), arguments.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : said.out().lines().toList()) {
      rows.add(json(line));
    }
    return rows;
  }

  private static List<String> audit() {
    try (Database database = visited();
        MongoClient client = MongoClients.create(database.uri())) {
      return client
          .getDatabase("lantian")
          .getCollection("desk_audit")
          .find()
          .map(Document::toJson)
          .into(new ArrayList<>());
    }
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
