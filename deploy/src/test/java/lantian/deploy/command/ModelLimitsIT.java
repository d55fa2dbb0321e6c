package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lantian.deploy.Launcher;
import lantian.deploy.Launcher.Said;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.simulate.FaultShare;
import lantian.deploy.simulate.InventedFleet;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingFile;
import lantian.desk.register.RowAnswer;
import lantian.obd.packet.Profile;
import lantian.obd.rule.nox.ModelNox;
import lantian.proto.CityTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A simulated fleet of one model and a truck of another, one of the fleet with its NOx sensors
 * swapped: limits are computed from what is stored, put into a rule set, and under that the swapped
 * one alone is told of.
 */
class ModelLimitsIT {
  private static final Path RULES =
      Launcher.root().resolve("obd-ingest/src/main/resources/lantian/obd/rules/OBD-SCREEN-2.json");
  private static final String FAULTS = "nox-swapped=1";
  private static final int VEHICLES = 7;
  private static final String MODEL = "LT OF THE TEST";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  /** An hour old at least, so that the trucks have driven in it: that ends the day before. */
  private final LocalDate today = CityTime.day(Instant.now().minus(Duration.ofHours(1)));

  /** Since the midnight before: one whole day is measured, whatever the hour of the test. */
  private final Duration past =
      Duration.between(today.minusDays(1).atStartOfDay(CityTime.ZONE).toInstant(), Instant.now())
          .truncatedTo(ChronoUnit.SECONDS);

  @Test
  void limitsAreComputedPutIntoASetAndJudgedBy() throws Exception {
    Path data = folder.resolve("data");
    String liar;
    try (Served server = new Served(data)) {
      try (MongoClient client = MongoClients.create(server.ready().get("mongo").asText())) {
        liar = filed(client);
        simulated(server.address("GB17691"));
      }
      assertThat(server.stop()).isZero();
    }
    JsonNode limits = computed(data);
    Path set = folder.resolve("WITH-MODELS.json");
    Files.writeString(set, JSON.writeValueAsString(with(limits)));
    assertThat(told(data, set)).containsExactly(liar);
    refuses(data);
  }

  private JsonNode computed(Path data) throws IOException, InterruptedException {
    Said said = run(data, "model-limits", "--from", day(-3), "--to", day(0), "--least-vehicles=5");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.err())
        .contains("measured as rule set OBD-SCREEN-2 says")
        .contains(VEHICLES + " of " + VEHICLES + " vehicles")
        .contains(MODEL + ": 6 vehicles, loads [1, 2")
        .contains("LONELY: 1 vehicles, too few: at least 5 are asked for");
    JsonNode limits = JSON.readTree(said.out());
    for (String key : List.of("usualPpm", "leastPpm")) {
      JsonNode row = limits.get(key).get(MODEL);
      assertThat(limits.get(key)).hasSize(1);
      assertThat(row.get("source").asText())
          .startsWith("computed from 6 vehicles, %s to %s".formatted(day(-3), day(-1)));
      assertThat(row.get("verified").isBoolean()).isTrue();
      assertThat(row.get("verified").asBoolean()).isFalse();
    }
    JsonNode usual = limits.get("usualPpm").get(MODEL).get("value");
    JsonNode least = limits.get("leastPpm").get(MODEL).get("value");
    assertThat(usual).hasSizeGreaterThan(1).hasSameSizeAs(least);
    usual
        .properties()
        .forEach(load -> {
          assertThat(load.getValue().asDouble()).isBetween(50.0, 3000.0);
          assertThat(least.get(load.getKey()).asDouble())
              .isBetween(1.0, 0.6 * load.getValue().asDouble());
        });
    return limits;
  }

  /** The program's own set with these models, from an early day on; one day is enough. */
  private static JsonNode with(JsonNode limits) throws IOException {
    ObjectNode set = (ObjectNode) JSON.readTree(RULES.toFile());
    set.put("id", "WITH-MODELS").put("from", "2026-01-01");
    ObjectNode block = (ObjectNode) set.get("rules").get(ModelNox.ID);
    ((ObjectNode) block.get("limits")).setAll((ObjectNode) limits);
    ((ObjectNode) block.get("limits").get("days")).put("value", 1);
    set.putObject("rules").set(ModelNox.ID, block);
    return set;
  }

  private List<String> told(Path data, Path set) throws Exception {
    Said said =
        run(
            data,
            "judge",
            "--from",
            day(-3),
            "--to",
            day(2),
            "--rules",
            set.toString(),
            "--json",
            "--dry-run");
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said.out()
        .lines()
        .map(ModelLimitsIT::tree)
        .filter(line -> line.path("kind").asText().equals("NEW"))
        .map(line -> line.get("then").get("subject").asText())
        .toList();
  }

  private static void refuses(Path data) throws Exception {
    Said nothing = run(data, "model-limits", "--from", "2025-01-01", "--to", "2025-02-01");
    assertThat(nothing.exitCode()).isOne();
    assertThat(nothing.err()).contains("nothing is stored from 2025-01-01 to 2025-01-31");
    assertThat(nothing.out()).isEmpty();
  }

  private static Said run(Path data, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--purpose", "a test", "--data", data.toString()));
    return Launcher.run(Map.of(), all.toArray(String[]::new));
  }

  private String day(int away) {
    return today.plusDays(away).toString();
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  /** All trucks under one model but the last; answers the VIN of the one with swapped sensors. */
  private String filed(MongoClient client) {
    List<FaultShare> faults = Stream.of(FAULTS).map(FaultShare::of).toList();
    InventedFleet fleet = new InventedFleet(1, VEHICLES, Profile.GB17691, false, faults, past, 0);
    Instant since = Instant.now().minus(past).minus(Duration.ofDays(2));
    String csv =
        lantian.deploy.simulate.FilingFile.csv(fleet.filed(Instant.now().getEpochSecond()), since);
    List<String> lines = new ArrayList<>();
    csv.lines()
        .forEach(line -> {
          String model = lines.size() == VEHICLES ? "LONELY" : MODEL;
          lines.add(line.replaceFirst(",LT\\d+-VI?,", "," + model + ","));
        });
    DeskRegister register =
        new DeskRegister(
            client,
            client.getDatabase(MongoSettings.defaults().database()),
            InstantSource.system(),
            new SecureRandom());
    assertThat(
            new FilingFile(register, InstantSource.system(), VEHICLES)
                .file(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "test", false)
                .count(RowAnswer.Status.ACCEPTED))
        .isEqualTo(VEHICLES);
    return lines.get(1).substring(0, 17);
  }

  private void simulated(String address) throws Exception {
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
            Integer.toString(VEHICLES),
            "--past",
            past.toString(),
            "--live",
            "PT0S",
            "--holes",
            "0",
            "--faults",
            FAULTS);
    assertThat(sent.exitCode()).as(sent.err()).isZero();
  }
}
