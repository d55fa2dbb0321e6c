package lantian.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  enum Colour {
    BLUE,
    DEEP_RED
  }

  record Door(int port, Colour colour, @Nullable String label) {}

  record Inner(int maxFrame, Duration idle, List<Door> doors, @Nullable Path keys) {
    Inner {
      if (maxFrame < 1) {
        throw new IllegalArgumentException("maxFrame must be at least 1");
      }
    }

    static Inner defaults() {
      return new Inner(8192, Duration.ofSeconds(30), List.of(new Door(1, Colour.BLUE, null)), null);
    }
  }

  record Outer(boolean loud, Set<Colour> colours, Inner inner, String adminPassword, String uri) {
    static Outer defaults() {
      return new Outer(false, Set.of(Colour.BLUE), Inner.defaults(), "", "mongodb://here");
    }
  }

  @TempDir Path folder = Path.of("unset");

  private Outer read(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yaml"), yaml);
    return SettingsReader.read(Outer.defaults(), file, environment);
  }

  private void refused(String yaml, Map<String, String> environment, String... parts) {
    assertThatThrownBy(() -> read(yaml, environment))
        .isInstanceOf(SettingError.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }

  @Test
  void keepsTheDefaultsWhenNothingIsSaid() throws IOException {
    assertThat(read("", Map.of())).isEqualTo(Outer.defaults());
    assertThat(SettingsReader.read(Outer.defaults(), null, Map.of("PATH", "/bin")))
        .isEqualTo(Outer.defaults());
  }

  @Test
  void bindsNestedRecordsAndLeavesTheirNeighboursAlone() throws IOException {
    Outer read =
        read("inner:\n  maxFrame: 100\n  doors:\n    - {port: 7, colour: deep-red}\n", Map.of());
    assertThat(read.inner().maxFrame()).isEqualTo(100);
    assertThat(read.inner().doors()).containsExactly(new Door(7, Colour.DEEP_RED, null));
    assertThat(read.inner().idle()).isEqualTo(Duration.ofSeconds(30));
    assertThat(read.loud()).isFalse();
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    Outer read =
        read(
            "inner: {maxFrame: 100, idle: 5m}\n",
            Map.of(
                "LANTIAN_INNER_MAX_FRAME", "200",
                "LANTIAN_INNER_DOORS", "[{port: 9, colour: BLUE, label: gate}]",
                "LANTIAN_COLOURS", "DEEP_RED, BLUE",
                "LANTIAN_INNER_KEYS", "/run/keys"));
    assertThat(read.inner().maxFrame()).isEqualTo(200);
    assertThat(read.inner().idle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(read.inner().doors()).containsExactly(new Door(9, Colour.BLUE, "gate"));
    assertThat(read.colours()).containsExactly(Colour.BLUE, Colour.DEEP_RED);
    assertThat(read.inner().keys()).isEqualTo(Path.of("/run/keys"));
  }

  @Test
  void whatTheLauncherReadsIsNoSetting() throws IOException {
    Map<String, String> launcher =
        Map.of(
            "LANTIAN_JDKS",
            "/j",
            "LANTIAN_JVM",
            "-Xmx1g",
            "LANTIAN_MONGOD_DIR",
            "/m",
            "LANTIAN_SETTINGS",
            "/s");
    assertThat(read("", launcher)).isEqualTo(Outer.defaults());
    refused("", Map.of("LANTIAN_JDK", "/j"), "unknown setting LANTIAN_JDK");
  }

  @Test
  void anEnvironmentForAnotherProcessHoldsNoSetting() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "MONGODB_URI", "mongodb://theirs/",
                "LANTIAN_MONGO_URI", "mongodb://theirs/",
                "LANTIAN_SETTINGS", "/s",
                "LANTIAN_JDKS", "/j",
                "LANTIAN_MONGOD_DIR", "/m",
                "LANTIAN_JVM", "-Xmx1g",
                "MONGOD", "/mongod",
                "PATH", "/bin"));
    SettingsReader.forget(environment);
    assertThat(environment)
        .containsOnlyKeys("LANTIAN_JDKS", "LANTIAN_MONGOD_DIR", "LANTIAN_JVM", "MONGOD", "PATH");
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestName() {
    refused("inner: {maxFrme: 1}\n", Map.of(), "inner.maxFrme", "nearest", "inner.maxFrame");
    refused("lowd: true\n", Map.of(), "lowd", "loud");
    refused("inner: {doors: [{prot: 1, colour: BLUE}]}", Map.of(), "inner.doors[0].port");
    refused("", Map.of("LANTIAN_INNER_MAXFRAME", "1"), "LANTIAN_INNER_MAX_FRAME");
  }

  @Test
  void aKeyOnTheWrongLevelIsSentToItsPlace() {
    refused("maxFrame: 1\n", Map.of(), "unknown setting maxFrame", "inner.maxFrame");
  }

  @Test
  void aBadValueNamesKeyValueAndWhatIsExpected() {
    refused("inner: {maxFrame: many}", Map.of(), "inner.maxFrame", "many", "a whole number");
    refused("inner: {idle: soon}", Map.of(), "inner.idle", "soon", "30s");
    refused("loud: yes", Map.of(), "loud", "yes", "true or false");
    refused("colours: [GREEN]", Map.of(), "colours[0]", "GREEN", "BLUE", "DEEP_RED");
    refused("inner: 5", Map.of(), "inner", "5", "a block");
    refused("", Map.of("LANTIAN_INNER_MAX_FRAME", "1e3"), "inner.maxFrame", "1e3");
    refused("inner: {doors: [{colour: BLUE}]}", Map.of(), "inner.doors[0].port is missing");
  }

  @Test
  void theRecordsOwnRefusalNamesItsBlock() {
    refused("inner: {maxFrame: 0}", Map.of(), "inner: maxFrame must be at least 1");
  }

  @Test
  void whatIsNoYamlIsRefusedInOneLine() {
    refused("inner: {", Map.of(), "settings.yaml", "not YAML");
    refused("loud: true\nloud: false\n", Map.of(), "not YAML");
  }

  @Test
  void secretsComeFromTheEnvironmentOnly() throws IOException {
    refused(
        "adminPassword: hunter2", Map.of(), "adminPassword is a secret", "LANTIAN_ADMIN_PASSWORD");
    refused("uri: mongodb://me:hunter2@db/", Map.of(), "uri is a secret");
    Outer read = read("", Map.of("LANTIAN_ADMIN_PASSWORD", "hunter2"));
    assertThat(read.adminPassword()).isEqualTo("hunter2");
  }

  @Test
  void printsEveryValueAndMasksSecrets() throws IOException {
    Outer read =
        read(
            "inner: {maxFrame: 77}",
            Map.of("LANTIAN_ADMIN_PASSWORD", "hunter2", "LANTIAN_URI", "mongodb://me:hunter2@db/"));
    assertThat(SettingsReader.lines(read))
        .contains(
            "inner.maxFrame = 77",
            "inner.doors[0].port = 1",
            "adminPassword = ***",
            "uri = mongodb://me:***@db/",
            "inner.keys = (none)")
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void aRefusalNeverShowsASecret() {
    refused("adminPassword: {a: hunter2}", Map.of(), "adminPassword");
    assertThatThrownBy(() -> read("adminPassword: {a: hunter2}", Map.of()))
        .message()
        .doesNotContain("hunter2");
  }
}
