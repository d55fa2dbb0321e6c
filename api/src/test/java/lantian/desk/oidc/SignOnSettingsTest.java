package lantian.desk.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings of a sign-on are taken. */
class SignOnSettingsTest {
  private static final String DESK = "https://desk.example";

  @Test
  void isOffUnlessSet() {
    assertThat(Provider.of(SignOnSettings.off(), InstantSource.system())).isEmpty();
    assertThat(of("https://sso.example/realm", DESK, "sub").issuer()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sso.example",
        "http://127.0.0.1.example",
        "ftp://sso.example",
        "https://user@sso.example",
        "https://sso.example/#x",
        "https://sso.example/?x=1",
        "sso.example"
      })
  void issuersInTheClearOrWithMoreThanAnAddressAreRefused(String issuer) {
    assertThatIllegalArgumentException().isThrownBy(() -> of(issuer, DESK, "sub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9"})
  void thisMachineNeedsNoTls(String issuer) {
    assertThat(of(issuer, issuer, "sub").issuer()).isEqualTo(URI.create(issuer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://desk.example", "https://desk.example/path", "https://d.example?x"})
  void theDeskIsSeenThroughTlsAndWithoutAPath(String base) {
    assertThatIllegalArgumentException().isThrownBy(() -> of("https://sso.example", base, "sub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "name", "preferred_username", "nickname", "", "a b"})
  void whatPeopleChooseOrShareNamesNobody(String claim) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("https://sso.example", DESK, claim))
        .withMessageContaining("claim");
  }

  @Test
  void halfOfItIsRefused() {
    URI issuer = URI.create("https://sso.example");
    Duration deadline = Duration.ofSeconds(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignOnSettings(issuer, "c", null, null, "sub", deadline));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignOnSettings(null, "c", null, null, "sub", deadline));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignOnSettings(null, null, Path.of("secret"), null, "sub", deadline));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SignOnSettings(issuer, "c", null, issuer, "sub", Duration.ofSeconds(31)));
  }

  private static SignOnSettings of(String issuer, String base, String claim) {
    return new SignOnSettings(
        URI.create(issuer), "c", null, URI.create(base), claim, Duration.ofSeconds(5));
  }
}
