package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import lantian.desk.access.Account;
import lantian.desk.access.Role;
import lantian.desk.oidc.SignOnSettings;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The whole way with a provider that others wrote: discovery, code, PKCE, secret, keys, ID token.
 */
class ForeignProviderIT {
  private static final String HOME = "http://127.0.0.1:8080";
  private static final String SUBJECT = "b0c7-0042";
  private static ForeignProvider provider;
  private static SignOnSettings settings;
  private static TestDesk desk;

  /** A sign-on that has begun: where it sends the browser, and the cookie that it keeps. */
  private record Begun(String location, String cookie) {}

  @BeforeAll
  static void start() throws Exception {
    provider = new ForeignProvider();
    settings = provider.register(HOME);
    desk = at(settings);
    desk.user("officer", Role.POLICE, "姑苏区");
    Account account = desk.desk.accounts().byName("officer").orElseThrow();
    Account.Link link = new Account.Link(provider.issuer(), SUBJECT);
    assertThat(desk.desk.accounts().link(account.id(), account.version(), link)).isTrue();
  }

  /** A desk of today: the provider's clock can't be set. */
  private static TestDesk at(SignOnSettings settings) {
    TestDesk desk = new TestDesk(TestDesk.with(settings));
    desk.now.set(Instant.now());
    return desk;
  }

  @AfterAll
  static void stop() throws Exception {
    desk.close();
    provider.close();
  }

  @Test
  void whoIsLinkedComesIn() throws Exception {
    Begun begun = begin(desk);
    assertThat(
            TestProvider.form(Objects.requireNonNull(URI.create(begun.location()).getRawQuery())))
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("code_challenge", "nonce", "state");
    HttpResponse<String> answer = finish(desk, begun, provider.signIn(begun.location(), SUBJECT));
    assertThat(desk.ok(answer).getString("name")).isEqualTo("officer");
    assertThat(answer.headers().allValues("set-cookie").getFirst()).startsWith("lantian_session=");
  }

  @Test
  void anotherSubjectStaysOut() throws Exception {
    Begun begun = begin(desk);
    HttpResponse<String> answer =
        finish(desk, begun, provider.signIn(begun.location(), SUBJECT + "3"));
    refused(answer, "SIGN_ON_UNLINKED");
    assertThat(why()).isEqualTo("UNKNOWN");
  }

  @Test
  void aCodeOfAnotherBrowserFailsAtTheProviderByPkce() throws Exception {
    Begun mine = begin(desk);
    Begun stolen = begin(desk);
    String state = provider.signIn(mine.location(), SUBJECT).get("state");
    String code = provider.signIn(stolen.location(), SUBJECT).get("code");
    HttpResponse<String> answer =
        finish(
            desk,
            mine,
            Map.of("code", Objects.requireNonNull(code), "state", Objects.requireNonNull(state)));
    refused(answer, "SIGN_ON_REFUSED");
    assertThat(why()).isEqualTo("CODE");
    assertThat(Files.readString(Path.of("target", "oidc-provider.txt")))
        .contains("POST /oauth2/token HTTP/1.1\" 400");
  }

  @Test
  void aCodeIsGoodOnce() throws Exception {
    Begun begun = begin(desk);
    Map<String, String> back = provider.signIn(begun.location(), SUBJECT);
    assertThat(finish(desk, begun, back).statusCode()).isEqualTo(200);
    refused(finish(desk, begun, back), "SIGN_ON_STALE");
  }

  @Test
  void aWrongSecretGetsNoToken() throws Exception {
    Path wrong = Files.createTempFile(Path.of("target"), "foreign", ".secret");
    Files.writeString(wrong, "not the secret\n");
    SignOnSettings mistaken =
        new SignOnSettings(
            settings.issuer(),
            settings.clientId(),
            wrong,
            settings.redirectBase(),
            settings.claim(),
            settings.deadline());
    try (TestDesk other = at(mistaken)) {
      Begun begun = begin(other);
      refused(finish(other, begun, provider.signIn(begun.location(), SUBJECT)), "SIGN_ON_REFUSED");
    }
  }

  @Test
  void aTokenOfTheProvidersIsOverWhenItSaysSo() throws Exception {
    Begun begun = begin(desk);
    Map<String, String> back = provider.signIn(begun.location(), SUBJECT);
    Instant before = desk.now.get();
    // Its tokens hold for an hour; as if ours were a try of an hour ago that is still open.
    desk.database
        .getCollection("desk_sign_ons")
        .updateMany(
            new Document(),
            new Document("$set", new Document("expires", before.plus(Duration.ofDays(1)))));
    desk.now.set(before.plus(Duration.ofHours(1)).plusSeconds(90));
    try {
      refused(finish(desk, begun, back), "SIGN_ON_REFUSED");
      assertThat(why()).isEqualTo("EXPIRED");
    } finally {
      desk.now.set(before);
    }
  }

  private static Begun begin(TestDesk desk) {
    HttpResponse<String> begun =
        desk.send(desk.request("POST", "/v1/sign-on", null).POST(BodyPublishers.noBody()));
    String location = desk.ok(begun).getString("location");
    String cookie = begun.headers().firstValue("set-cookie").orElseThrow();
    return new Begun(location, cookie.substring(0, cookie.indexOf(';')));
  }

  private static HttpResponse<String> finish(TestDesk desk, Begun begun, Map<String, String> back) {
    JsonObject body =
        new JsonObject().put("code", back.get("code")).put("state", back.get("state"));
    return desk.send(
        desk.request("POST", "/v1/sign-on/return", null)
            .header("Cookie", begun.cookie())
            .POST(TestDesk.json(body)));
  }

  private static void refused(HttpResponse<String> answer, String code) {
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo(code);
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
  }

  /** Why the last sign-on was not let in, as the audit trail says. */
  private static String why() {
    return Objects.requireNonNull(
            desk.database
                .getCollection("desk_audit")
                .find(new Document("act", "SIGN_IN"))
                .sort(new Document("_id", -1))
                .first())
        .getString("object");
  }
}
