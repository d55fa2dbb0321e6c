package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    Said judged =
        Launcher.run(
            Map.of(),
            "judge",
            "--dry-run",
            "--from",
            today,
            "--to",
            behind,
            "--rules",
            RULES.resolve("OBD-SCREEN-1.json").toString(),
            "--rules",
            RULES.resolve("OBD-SCREEN-2.json").toString(),
            "--purpose",
            "a test",
            "--json",
            "--data",
            data);
    assertThat(judged.exitCode()).as(judged.err()).isZero();
    JsonNode end = new ObjectMapper().readTree(judged.out().lines().toList().getLast());
    assertThat(end.get("vehicleDays").asLong()).isGreaterThanOrEqualTo(3);
    assertThat(end.get("changes")).isEmpty();
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
