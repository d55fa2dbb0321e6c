package lantian.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver checks, and where nothing may be sent. */
class WebhookSecretTest {
  private static final String PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The message that the makers of Standard Webhooks publish for checking a library. */
  @Test
  void thePublishedMessageHasThePublishedSignature() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    assertThat(
            WebhookSecret.parse(PUBLISHED)
                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aSecretIsLongEnoughAndNeverPrinted() {
    assertThat(WebhookSecret.parse(PUBLISHED + "\n")).hasToString("WebhookSecret[***]");
    for (String bad :
        new String[] {
          "", "whsec_", PUBLISHED.substring(6), "whsec_!!!!", ofLength(23), ofLength(65)
        }) {
      assertThatThrownBy(() -> WebhookSecret.parse(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause();
    }
    assertThat(WebhookSecret.parse(ofLength(24))).isNotNull();
    assertThat(WebhookSecret.parse(ofLength(64))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://police.example/hook",
        "https://10.1.2.3:8443/hook",
        "http://127.0.0.1:9000/hook",
        "http://[::1]:9000/hook"
      })
  void whereItMayGo(String address) {
    assertThat(WebhookAddress.of(URI.create(address)).place()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://police.example/hook",
        "http://10.1.2.3/hook",
        "http://localhost/hook",
        "https://user:word@police.example/hook",
        "https://police.example/hook#part",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "https:///hook",
        "hook"
      })
  void whereItMayNot(String address) {
    assertThatThrownBy(() -> WebhookAddress.of(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameThatLeadsToTheMachineItselfOrToMetadataIsNotFollowed() throws Exception {
    assertThat(WebhookAddress.of(URI.create("https://localhost/hook")).allowed()).isFalse();
    assertThat(WebhookAddress.of(URI.create("https://169.254.169.254/latest")).allowed()).isFalse();
    assertThat(WebhookAddress.of(URI.create("https://0.0.0.0/hook")).allowed()).isFalse();
    assertThat(WebhookAddress.of(URI.create("https://224.0.0.1/hook")).allowed()).isFalse();
    assertThat(WebhookAddress.of(URI.create("http://127.0.0.1/hook")).allowed()).isTrue();
    assertThat(WebhookAddress.of(URI.create("https://10.1.2.3/hook")).allowed()).isTrue();
  }

  private static String ofLength(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }
}
