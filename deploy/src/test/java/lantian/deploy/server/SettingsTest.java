package lantian.deploy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lantian.deploy.settings.SettingError;
import lantian.deploy.settings.SettingsReader;
import lantian.desk.oidc.SignOnSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void withoutFileAndEnvironmentAllRolesRunOnTheirOwnDatabase() {
    Settings settings = Settings.read(null, Map.of());
    assertThat(settings.roles()).containsExactly(Role.values());
    assertThat(settings.mongo().uri()).isEmpty();
  }

  @Test
  void theUsualVariableNamesTheReplicaSetAndOursWins() {
    Map<String, String> usual = Map.of("MONGODB_URI", "mongodb://a/?replicaSet=r");
    assertThat(Settings.read(null, usual).mongo().uri()).contains("//a/");
    Map<String, String> both =
        Map.of("MONGODB_URI", "mongodb://a/", "LANTIAN_MONGO_URI", "mongodb://b/");
    assertThat(Settings.read(null, both).mongo().uri()).contains("//b/");
    assertThat(Settings.read(null, Map.of("MONGODB_URI", " ")).mongo().uri()).isEmpty();
  }

  @Test
  void rolesAreReadByName() throws Exception {
    Path file = Files.writeString(folder.resolve("s.yaml"), "roles: [api, obd]");
    assertThat(Settings.read(file, Map.of()).roles()).containsExactly(Role.OBD, Role.API);
    assertThatThrownBy(() -> Settings.read(null, Map.of("LANTIAN_ROLES", "desk")))
        .isInstanceOf(SettingError.class)
        .hasMessageContaining("obd, remote, ship, api");
    assertThatThrownBy(() -> Settings.read(null, Map.of("LANTIAN_ROLES", "")))
        .hasMessageContaining("at least one");
  }

  @Test
  void aProviderForSigningOnIsReadAndAMistakeInItIsNamed() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            desk:
              access:
                signOn:
                  issuer: https://sso.example/realms/city
                  clientId: lantian
                  redirectBase: https://lantian.example
            """);
    SignOnSettings read = Settings.read(file, Map.of()).desk().access().signOn();
    assertThat(read.issuer()).hasToString("https://sso.example/realms/city");
    assertThat(read.claim()).isEqualTo("sub");
    String prefix = "LANTIAN_DESK_ACCESS_SIGN_ON_";
    assertThatThrownBy(() -> Settings.read(file, Map.of(prefix + "CLAIM", "email")))
        .isInstanceOf(SettingError.class)
        .hasMessageContaining("desk.access.signOn");
    Files.writeString(file, "desk: {access: {signOn: {issuer: 'https://a', client: x}}}");
    assertThatThrownBy(() -> Settings.read(file, Map.of()))
        .isInstanceOf(SettingError.class)
        .hasMessageContaining("desk.access.signOn.client");
  }

  @Test
  void everyDefaultCanBePrintedAndNoneIsASecret() {
    assertThat(SettingsReader.lines(Settings.defaults()))
        .contains("mongo.database = lantian")
        .noneMatch(line -> line.contains("***"));
  }
}
