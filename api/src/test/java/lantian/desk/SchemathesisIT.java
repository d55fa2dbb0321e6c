package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lantian.desk.access.Role;
import lantian.desk.delivery.DeliverySettings;
import lantian.desk.http.Declared;
import lantian.desk.live.LiveSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A foreign program reads the contract and asks everything of the running desk that it can think
 * of, as each role: the desk never fails, answers only as the contract says, and refuses what the
 * contract forbids. Each role asks for what it may; with {@code -Dschemathesis.examples=200} for
 * everything, and more often.
 */
class SchemathesisIT {
  private static final @Nullable String LONG = System.getProperty("schemathesis.examples");
  private static final String SEED = System.getProperty("schemathesis.seed", "20261125");
  private static final int MINUTES = 60;

  /** They end the session that everything else is asked with. */
  private static final List<String> ENDS =
      List.of("signOut", "endOwnSessions", "endOwnSession", "changePassword", "signIn");

  private static TestDesk desk;
  private static String program;

  @BeforeAll
  static void start() throws Exception {
    program = program();
    DeskSettings usual = TestDesk.settings();
    DeliverySettings out = usual.delivery();
    desk =
        new TestDesk(
            usual
                .with(LiveSettings.defaults().within(Duration.ofMillis(200))) // Nor on the map.
                .with(
                    new DeliverySettings(
                        out.interval(),
                        Duration.ofMillis(200), // Nobody waits for news here.
                        out.patience(),
                        out.retries(),
                        out.folderFiles(),
                        out.webhooks(),
                        out.folders(),
                        out.keyFile())));
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void asThisRole(Role role) throws Exception {
    TestDesk.Session session = desk.as(role);
    Path folder = Path.of("target", "schemathesis");
    Files.createDirectories(folder);
    Path output = folder.resolve(role.name() + ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "--config-file=src/test/resources/schemathesis.toml",
                "run",
                "http://127.0.0.1:" + desk.port + "/openapi.yaml",
                "--checks=all",
                // Good requests for things that are not there, or not this role's, are refused.
                "--exclude-checks=positive_data_acceptance,ignored_auth",
                "--phases=fuzzing",
                "--max-examples=" + (LONG == null ? "2" : LONG),
                "--request-timeout=40",
                "--seed=" + SEED,
                "--continue-on-failure",
                "--generation-database=none",
                "--no-color",
                "-H",
                "Cookie: " + session.cookie(),
                "-H",
                "X-CSRF-Token: " + session.csrf()));
    ENDS.forEach(operation -> command.add("--exclude-operation-id=" + operation));
    if (LONG == null) {
      Declared.operationIds().stream()
          .filter(operation -> Declared.roles(operation).contains(role))
          .forEach(operation -> command.add("--include-operation-id=" + operation));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private static String program() throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("lantian.root"), "deploy", "schemathesis-path");
    Process process =
        new ProcessBuilder(script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return path.strip();
  }
}
