package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.deploy.Launcher;
import lantian.deploy.Launcher.Said;
import lantian.proto.CityTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulated fleet through the command line, and what it sent judged once more. */
class SimulateIT {
  private static final Path RULES =
      Launcher.root().resolve("obd-ingest/src/main/resources/lantian/obd/rules");

  @TempDir Path folder = Path.of("unset");

  @Test
  void aFleetIsSentWholeAndTheSameRulesChangeNothing() throws Exception {
    String data = folder.resolve("data").toString();
    Path register = folder.resolve("register.csv");
    try (Served server = new Served(folder.resolve("data"))) {
      Said sent =
          Launcher.run(
              Map.of(),
              "simulate",
              "obd",
              "--to",
              server.address("GB17691"),
              "--profile",
              "GB17691",
              "--vehicles",
              "3",
              "--past",
              "PT10M",
              "--live",
              "PT0S",
              "--holes",
              "0",
              "--register",
              register.toString(),
              "--json");
      assertThat(sent.exitCode()).as(sent.err()).isZero();
      JsonNode last = new ObjectMapper().readTree(sent.out().lines().toList().getLast());
      assertThat(last.get("sent").asLong()).isGreaterThan(100);
      assertThat(last.get("acknowledged")).isEqualTo(last.get("sent"));
      assertThat(last.get("pastSecondsLeft").asLong()).isZero();
      assertThat(Files.readAllLines(register)).hasSize(4).last().asString().contains("MODELLED");
      assertThat(server.stop()).isZero();
      addsUp(data, last.get("sent").asLong());
    }
    String today = CityTime.day(Instant.now().minusSeconds(600)).toString();
    String behind = CityTime.day(Instant.now()).plusDays(1).toString();
    JsonNode end = judged(data, today, behind);
    assertThat(end.get("vehicleDays").asLong()).isGreaterThanOrEqualTo(3);
    assertThat(end.get("changes")).isEmpty();
    chosenAndSwept(data, today, behind, Files.readAllLines(register).getLast());
  }

  /** One vehicle by VIN, those of its county, and one limit at two values. */
  private static void chosenAndSwept(String data, String from, String to, String row)
      throws Exception {
    String vin = row.replaceAll(".*?([A-Z0-9]{17}).*", "$1");
    assertThat(judged(data, from, to, "--vin", vin).get("vehicleDays").asLong()).isBetween(1L, 2L);
    JsonNode nowhere = judged(data, from, to, "--county", "no-such-county");
    assertThat(nowhere.get("vehicleDays").asLong()).isZero();
    JsonNode swept =
        judged(data, from, to, "--sweep", "OBD-NOX-LASTING.holdSeconds=1,86400").get("values");
    assertThat(swept).extracting(value -> value.get("value").asInt()).containsExactly(1, 86_400);
    assertThat(swept.get(1).get("vehicles").asInt()).isZero();
    assertThat(swept.get(0).get("vehicles").asInt()).isBetween(0, 3);
  }

  private static JsonNode judged(String data, String from, String to, String... more)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("judge", "--dry-run", "--from", from, "--to", to));
    for (int set = 1; set <= 2; set++) {
      words.addAll(List.of("--rules", RULES.resolve("OBD-SCREEN-" + set + ".json").toString()));
    }
    words.addAll(List.of("--purpose", "a test", "--json", "--data", data));
    words.addAll(List.of(more));
    Said judged = Launcher.run(Map.of(), words.toArray(String[]::new));
    assertThat(judged.exitCode()).as(judged.err()).isZero();
    return new ObjectMapper().readTree(judged.out().lines().toList().getLast());
  }

  /** Nothing else has sent to this database, and a login is a frame as well. */
  private static void addsUp(String data, long sent) throws Exception {
    Said deep = Launcher.run(Map.of(), "doctor", "--deep", "--json", "--data", data);
    JsonNode balance =
        deep.out()
            .lines()
            .map(SimulateIT::json)
            .filter(verdict -> verdict.get("check").asText().equals("balance"))
            .findFirst()
            .orElseThrow();
    assertThat(balance.get("state").asText()).as("%s", balance).isEqualTo("OK");
    Matcher logged = Pattern.compile("(\\d+) logged").matcher(balance.get("says").asText());
    assertThat(logged.find()).as("%s", balance).isTrue();
    assertThat(Long.parseLong(logged.group(1))).isGreaterThanOrEqualTo(sent);
    assertThat(balance.get("says").asText()).endsWith(", 0 behind");
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void whatCanNotBeSentIsOneLineAndTwo() {
    for (String[] wrong :
        new String[][] {{"--rate", "-1"}, {"--live", "PT-1S"}, {"--vehicles", "0"}, {"--signed"}}) {
      String[] whole = new String[6 + wrong.length];
      System.arraycopy(
          new String[] {"simulate", "obd", "--to", "127.0.0.1:1", "--profile", "GB17691"},
          0,
          whole,
          0,
          6);
      System.arraycopy(wrong, 0, whole, 6, wrong.length);
      Spoken spoken = Spoken.by(whole);
      assertThat(spoken.exitCode()).as(spoken.err()).isEqualTo(2);
      assertThat(spoken.err().lines()).singleElement().asString().contains("lantian simulate obd");
    }
  }
}
