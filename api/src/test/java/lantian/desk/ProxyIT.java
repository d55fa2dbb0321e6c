package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import lantian.desk.access.Role;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Behind a proxy: cookies for TLS only, and the address of whoever asks. */
class ProxyIT {
  @Test
  void behindATlsProxyTheCookieIsForTlsOnly() {
    try (TestDesk desk = new TestDesk(behind(true, List.of("127.0.0.1")))) {
      TestDesk.Session police = desk.as(Role.POLICE);
      HttpResponse<String> answer = desk.trySignIn(police.name(), police.password());
      assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
          .startsWith("__Host-lantian_session=")
          .contains("; Secure");
      assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
    }
  }

  @Test
  void theAddressIsWhomTheTrustedProxySpeaksFor() {
    try (TestDesk desk = new TestDesk(behind(true, List.of("127.0.0.1", "10.0.0.2")))) {
      assertThat(addressOf(desk, "203.0.113.9")).isEqualTo("203.0.113.9");
      // What stands before the proxy's own word is anybody's claim.
      assertThat(addressOf(desk, "127.0.0.1, 203.0.113.9")).isEqualTo("203.0.113.9");
      assertThat(addressOf(desk, "203.0.113.9, 10.0.0.2")).isEqualTo("203.0.113.9");
      assertThat(addressOf(desk, "localhost")).isEqualTo("127.0.0.1");
      assertThat(metrics(desk, "203.0.113.9")).isEqualTo(403);
      assertThat(metrics(desk, "::1")).isEqualTo(200);
    }
    try (TestDesk desk = new TestDesk()) {
      assertThat(addressOf(desk, "203.0.113.9")).isEqualTo("127.0.0.1");
      assertThat(metrics(desk, "127.0.0.1")).isEqualTo(403);
      assertThat(desk.get("/metrics", null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void passwordsDoNotGoOverANetworkInTheClear() {
    for (String bind : List.of("0.0.0.0", "::", "192.0.2.7", "desk.example")) {
      assertThatThrownBy(() -> listen(bind, false).refuseBareNetwork())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("behindTls")
          .hasMessageNotContaining("\n");
      assertThatCode(() -> listen(bind, true).refuseBareNetwork()).doesNotThrowAnyException();
    }
    for (String bind : List.of("127.0.0.1", "::1", "localhost", "127.0.0.9")) {
      assertThatCode(() -> listen(bind, false).refuseBareNetwork()).doesNotThrowAnyException();
    }
  }

  private static String addressOf(TestDesk desk, String forwarded) {
    desk.send(
        desk.request("POST", "/v1/session", null)
            .header("X-Forwarded-For", forwarded)
            .POST(
                TestDesk.json(
                    new io.vertx.core.json.JsonObject()
                        .put("name", "nobody")
                        .put("password", "x"))));
    return java.util.Objects.requireNonNull(
            desk.database
                .getCollection("desk_audit")
                .find(new Document("act", "SIGN_IN"))
                .sort(new Document("_id", -1))
                .first())
        .getString("address");
  }

  private static int metrics(TestDesk desk, String forwarded) {
    return desk.send(
            desk.request("GET", "/metrics", null).header("X-Forwarded-For", forwarded).GET())
        .statusCode();
  }

  private static DeskSettings behind(boolean tls, List<String> proxies) {
    return TestDesk.settings()
        .with(new DeskSettings.Listen("127.0.0.1", 0, null, null, null, tls, proxies));
  }

  private static DeskSettings.Listen listen(String bind, boolean behindTls) {
    return new DeskSettings.Listen(bind, 0, null, null, null, behindTls, List.of());
  }
}
