package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.deploy.Launcher;
import lantian.deploy.Launcher.Said;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench from end to end, with small loads. No figure is judged here. */
class BenchIT {
  @TempDir Path folder = Path.of("unset");

  @Test
  void everySectionMeasuresSomethingAndNothingIsAnsweredWrongly() throws Exception {
    Path work = folder.resolve("work");
    Said said =
        Launcher.run(Map.of(), "bench", "obd", "--short", "--json", "--data", work.toString());
    assertThat(said.exitCode()).as(said.err()).isZero();
    List<String> marks = new ArrayList<>();
    int loads = 0;
    for (String line : said.out().lines().toList()) {
      JsonNode found = new ObjectMapper().readTree(line);
      if (found.has("mark")) {
        marks.add(found.get("what").asText());
      }
      for (JsonNode run : found.path("runs")) {
        loads++;
        assertThat(run.get("perSecond").asDouble()).as(line).isPositive();
        assertThat(run.get("faults").asLong()).as(line).isZero();
      }
    }
    assertThat(loads).isEqualTo(4 + 4 + 2 + 2);
    assertThat(marks)
        .anyMatch(what -> what.startsWith("packets/s"))
        .anyMatch(what -> what.startsWith("server CPU-ms"))
        .anyMatch(what -> what.startsWith("p99"))
        .anyMatch(what -> what.startsWith("samples judged"))
        .anyMatch(what -> what.startsWith("bytes a sample"))
        .anyMatch(what -> what.startsWith("seconds the projector"))
        .anyMatch(what -> what.startsWith("seconds from a kill"))
        .anyMatch(what -> what.startsWith("logged-in terminals"))
        .anyMatch(what -> what.startsWith("ms for a vehicle-day"));
  }

  /** Of a thousand cases: that everything is measured, not how fast it is. */
  @Test
  void theDeskIsMeasuredInAllItsParts() throws Exception {
    Path work = folder.resolve("desk");
    Said said =
        Launcher.run(Map.of(), "bench", "desk", "--short", "--json", "--data", work.toString());
    assertThat(said.exitCode()).as(said.err()).isZero();
    Map<String, Integer> counts = new HashMap<>();
    String[] waiting = {"landing, ecology", "landing, police", "landing, station"};
    List<String> marks = new ArrayList<>();
    for (String line : said.out().lines().toList()) {
      JsonNode found = new ObjectMapper().readTree(line);
      if (found.has("list")) {
        counts.put(found.get("list").asText(), found.get("count").asInt());
        assertThat(found.get("cold").asDouble()).as(line).isPositive();
        assertThat(found.get("warmP95").asDouble()).as(line).isPositive();
      } else if (found.has("mark")) {
        marks.add(found.get("what").asText());
      }
    }
    assertThat(counts)
        .hasSizeGreaterThan(20)
        .containsEntry("everything", 1_000)
        .containsEntry("plate", 20)
        .containsEntry("county", 100)
        .containsEntry("no such repair", 0);
    assertThat(counts).extractingByKeys(waiting).allMatch(count -> count > 0);
    assertThat(marks)
        .anyMatch(what -> what.contains("warm"))
        .anyMatch(what -> what.contains("cold"))
        .anyMatch(what -> what.contains("webhook"))
        .anyMatch(what -> what.contains("first screen"))
        .anyMatch(what -> what.contains("xlsx"))
        .anyMatch(what -> what.contains("evidence PDF"));
  }

  /** Whoever has named a database in the environment keeps it as it is. */
  @Test
  void oneShapeAloneIsEnoughAndANamedDatabaseIsLeftAlone() throws Exception {
    try (Database named =
            Database.own(
                folder.resolve("named"),
                MongoSettings.defaults(),
                () -> MongodBinary.find(Launcher.root(), line -> {}));
        MongoClient client = MongoClients.create(named.uri())) {
      List<String> before = client.listDatabaseNames().into(new ArrayList<>());
      Said said =
          Launcher.run(
              Map.of("MONGODB_URI", named.uri()),
              "bench",
              "obd",
              "--short",
              "--json",
              "--shape",
              "1x64",
              "--only",
              "load,stored",
              "--policy",
              "PLATFORM");
      assertThat(said.exitCode()).as(said.err()).isZero();
      assertThat(said.out())
          .contains("\"policy\":\"PLATFORM\"", "chart of a vehicle", "encrypted")
          .doesNotContain("\"policy\":\"ECHO\"", "bare 1", "samples judged");
      assertThat(client.listDatabaseNames().into(new ArrayList<>())).isEqualTo(before);
    }
  }

  @Test
  void whatCanNotBeRunIsOneLineAndTwo() throws Exception {
    assertThat(Spoken.by("bench", "obd", "--shape", "7x7"))
        .matches(said -> said.exitCode() == 2 && said.err().contains("no shape 7x7"));
    assertThat(Spoken.by("bench", "obd", "--policy", "NONE"))
        .matches(said -> said.exitCode() == 2 && said.err().contains("ECHO and PLATFORM"));
    assertThat(Spoken.by("bench", "desk", "--cases", "999"))
        .matches(said -> said.exitCode() == 2 && said.err().contains("1000 to 10000000"));
  }

  @Test
  void aFolderThatIsNotEmptyIsLeftAlone() throws Exception {
    Path mine = Files.writeString(folder.resolve("mine"), "kept");
    Said said = Launcher.run(Map.of(), "bench", "obd", "--short", "--data", folder.toString());
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err().lines()).singleElement().asString().contains("is not empty");
    assertThat(mine).hasContent("kept");
  }
}
