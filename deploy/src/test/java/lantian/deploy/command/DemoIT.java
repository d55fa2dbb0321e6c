package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.deploy.Launcher;
import lantian.deploy.Launcher.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The newcomer's command: what it shows, and that it leaves nothing running however it ends. */
class DemoIT {
  private static final String FEW = "3";

  @TempDir Path folder = Path.of("unset");
  @TempDir Path aside = Path.of("unset");

  @Test
  void twiceInARowItShowsAFindingOfAModelledTruckAndEnds() throws Exception {
    for (int time = 0; time < 2; time++) {
      Said said =
          Launcher.run(
              Map.of(), "demo", "--json", "--once", "--trucks", FEW, "--data", folder.toString());
      assertThat(said.exitCode()).as(said.err()).isZero();
      List<JsonNode> events = said.out().lines().map(DemoIT::json).toList();
      JsonNode finding =
          events.stream().filter(e -> e.get("event").asText().equals("finding")).findFirst().get();
      assertThat(finding.at("/finding/origin").asText()).isEqualTo("MODELLED");
      assertThat(finding.get("story").isNull()).isFalse();
      assertGone(events.getFirst().get("server"));
    }
  }

  /** The promise of the first page, with the city that a newcomer sees, in the words he reads. */
  @Test
  void theFirstFindingIsOnTheScreenWithinAMinuteAndAPersonIsToldWhatItIs() throws Exception {
    Said said = Launcher.run(Map.of(), "demo", "--once", "--data", folder.toString());
    assertThat(said.exitCode()).as(said.err() + said.out()).isZero();
    Matcher finding =
        Pattern.compile("(?m)^ *(\\d+) s {2}FINDING 线索 .*\\[MODELLED 模型生成]$").matcher(said.out());
    assertThat(finding.find()).as(said.out()).isTrue();
    assertThat(Integer.parseInt(finding.group(1))).isLessThanOrEqualTo(60);
    assertThat(said.out())
        .contains("data       " + folder, "remove it with: rm -r " + folder)
        .contains("findings come from modelled trucks only")
        .contains("terminals  127.0.0.1:", "pages      http://127.0.0.1:", "one-time passwords");
    assertThat(said.out()).containsPattern("of 4\\d\\d trucks connected|FINDING");
  }

  @Test
  void everyRoleIsStartedWhateverTheSettingsSayAndForeignDataIsLeftAlone() throws Exception {
    Path data = folder.resolve("data");
    Said said =
        Launcher.run(
            Map.of("LANTIAN_ROLES", "api"),
            "demo",
            "--json",
            "--once",
            "--trucks",
            "0",
            "--data",
            data.toString());
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode roles = json(said.out().lines().findFirst().orElseThrow()).at("/server/roles");
    assertThat(roles).hasSize(4);

    Files.delete(data.resolve("demo"));
    Said refused = Launcher.run(Map.of(), "demo", "--once", "--data", data.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .contains("no demo's mark", "remove it with: rm -r " + data);
    assertThat(data.resolve("mongo")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "HUP"})
  void aSignalToItsTerminalEndsItInOrderAndWithoutATrace(String signal) throws Exception {
    Process demo = start();
    JsonNode server = ready(demo);
    signal("-" + demo.pid(), signal);
    assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isZero();
    assertGone(server);
    assertThat(aside.resolve("said")).content().doesNotContain("Exception", "\tat ");
  }

  @Test
  void aSecondOneIsRefusedAndAKilledOnesMongodIsAdopted() throws Exception {
    Process first = start();
    JsonNode killed = ready(first);
    Said second = Launcher.run(Map.of(), "demo", "--data", folder.toString());
    assertThat(second.exitCode()).isNotZero();
    assertThat(second.err().strip().lines())
        .singleElement()
        .asString()
        .contains("in use by process " + first.pid());
    first.destroyForcibly().waitFor();
    assertThat(alive(killed)).as("its mongod stays when only the demo is killed").isTrue();

    Process next = start();
    JsonNode server = ready(next);
    assertThat(server.get("children")).isEqualTo(killed.get("children"));
    signal(Long.toString(next.pid()), "TERM");
    assertThat(next.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertGone(server);
  }

  @Test
  void itComesToAListThatWaitsForReceiptByTheHandsOfTwo() throws Exception {
    Process demo = start();
    try (BufferedReader out = demo.inputReader()) {
      JsonNode server = json(out.readLine()).get("server");
      JsonNode event = server;
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
      while (!event.path("event").asText().equals("list")) {
        String line = out.readLine();
        assertThat(line).as("its words before a list").isNotNull();
        assertThat(System.nanoTime()).as(line).isLessThan(end);
        event = json(line);
      }
      assertThat(event.at("/list/number").asText()).startsWith("WF-");
      assertThat(event.at("/list/rows").asInt()).isEqualTo(1);
      signal(Long.toString(demo.pid()), "INT");
      out.lines().forEach(rest -> {});
      assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isZero();
      assertGone(server);
    }
  }

  /**
   * As a terminal starts it: a process group of its own, with no signal ignored, even if whoever
   * runs the tests ignores some.
   */
  private Process start() throws IOException {
    ProcessBuilder demo =
        Launcher.command("demo", "--json", "--trucks", FEW, "--data", folder.toString());
    demo.command().addAll(0, List.of("setsid", "env", "--default-signal=HUP,INT,TERM"));
    return demo.redirectError(ProcessBuilder.Redirect.appendTo(aside.resolve("said").toFile()))
        .start();
  }

  /** What it says of its server; the rest of its words is read and let go. */
  private static JsonNode ready(Process demo) throws IOException {
    BufferedReader out = demo.inputReader();
    String line = out.readLine();
    assertThat(line).isNotNull();
    Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
    return json(line).get("server");
  }

  /** To a process, or with a minus before it to its whole group. */
  private static void signal(String target, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor();
  }

  private static void assertGone(JsonNode server) {
    assertThat(server.get("children")).isNotEmpty();
    assertThat(alive(server)).as("left running").isFalse();
    assertThat(ProcessHandle.of(server.get("pid").asLong()).filter(ProcessHandle::isAlive))
        .isEmpty();
  }

  private static boolean alive(JsonNode server) {
    return ProcessHandle.of(server.get("children").get(0).asLong())
        .filter(ProcessHandle::isAlive)
        .isPresent();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
