package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import lantian.desk.access.Access;
import lantian.desk.access.Account;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import lantian.desk.access.SignIn;
import lantian.desk.access.SignOn;
import lantian.desk.oidc.SignOnSettings;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing on by a provider over real sockets: the good way in, and what is next to it. */
class SignOnIT {
  private static final String SUBJECT = "7f3c-0001";
  private TestProvider provider;
  private TestDesk desk;

  @BeforeEach
  void open() {
    provider = new TestProvider("http://127.0.0.1:8080");
    desk = new TestDesk(TestDesk.with(provider.settings()));
    desk.user("officer", Role.POLICE, "姑苏区");
    link("officer", SUBJECT);
    provider.subject = SUBJECT;
  }

  @AfterEach
  void close() {
    desk.close();
    provider.close();
  }

  @Test
  void whoIsLinkedComesInAsHimselfAndHisSessionIsLikeAnyOther() {
    HttpResponse<String> answer = finish(SignOnSample.visit(desk));
    JsonObject me = desk.ok(answer);
    assertThat(trail()).endsWith("SIGN_ON_BEGUN DONE ", "SIGN_IN DONE ");
    assertThat(me.getString("name")).isEqualTo("officer");
    assertThat(me.getString("role")).isEqualTo("POLICE");
    assertThat(me.getString("county")).isEqualTo("姑苏区");
    List<String> cookies = answer.headers().allValues("set-cookie");
    assertThat(cookies).hasSize(2);
    assertThat(cookies.getFirst())
        .startsWith("lantian_session=")
        .contains("; HTTPOnly", "; SameSite=Strict", "Max-Age=43200");
    TestDesk.Session session = session(answer);
    assertThat(desk.get("/v1/session", session).statusCode()).isEqualTo(200);
    TestDesk.Session bare = new TestDesk.Session("officer", "", session.cookie(), "stale");
    assertThat(code(desk.send(desk.request("DELETE", "/v1/session", bare).DELETE())))
        .isEqualTo("CSRF");
    desk.now.updateAndGet(time -> time.plus(Duration.ofMinutes(31)));
    assertThat(desk.get("/v1/session", session).statusCode()).isEqualTo(401);
    assertThat(trailText()).doesNotContain(SUBJECT);
  }

  @Test
  void aStateIsUsedOnceByItsBrowserWithinTenMinutes() {
    SignOnSample.Back back = SignOnSample.visit(desk);
    SignOnSample.Back other = SignOnSample.visit(desk);
    assertThat(code(finish(new SignOnSample.Back(other.cookie(), back.code(), back.state()))))
        .as("of another browser")
        .isEqualTo("SIGN_ON_STALE");
    assertThat(code(finish(new SignOnSample.Back("x=y", back.code(), back.state()))))
        .as("of no browser")
        .isEqualTo("SIGN_ON_STALE");
    assertThat(finish(back).statusCode()).as("its own still may").isEqualTo(200);
    assertThat(code(finish(back))).as("again").isEqualTo("SIGN_ON_STALE");
    desk.now.updateAndGet(time -> time.plus(Duration.ofMinutes(10)));
    assertThat(code(finish(other))).as("too late").isEqualTo("SIGN_ON_STALE");
    SignOnSample.Back spent = SignOnSample.visit(desk);
    assertThat(code(finish(new SignOnSample.Back(spent.cookie(), back.code(), spent.state()))))
        .as("a code that was exchanged")
        .isEqualTo("SIGN_ON_REFUSED");
    SignOnSample.Back mine = SignOnSample.visit(desk);
    SignOnSample.Back stolen = SignOnSample.visit(desk);
    assertThat(code(finish(new SignOnSample.Back(mine.cookie(), stolen.code(), mine.state()))))
        .as("a code of another's browser fails by PKCE")
        .isEqualTo("SIGN_ON_REFUSED");
    assertThat(records().getLast().getString("object")).isEqualTo("CODE");
  }

  @Test
  void itIsFinishedByAnotherProcessToo() {
    SignOnSample.Back back = SignOnSample.visit(desk);
    DeskSettings.Access settings = TestDesk.with(provider.settings()).access();
    try (Access second = Access.open(desk.database, settings, desk.now::get, new SecureRandom())) {
      String secret = back.cookie().replaceFirst("^lantian_signon=", "");
      SignOn.Returned returned = new SignOn.Returned(back.code(), back.state(), null);
      SignOn.Outcome outcome = second.signOn().finish(returned, secret, null, "::1");
      SignIn.SignedIn signedIn = java.util.Objects.requireNonNull(outcome.signedIn());
      assertThat(signedIn.caller().name()).isEqualTo("officer");
    }
    assertThat(code(finish(back))).isEqualTo("SIGN_ON_STALE");
  }

  @Test
  void aTokenThatDoesNotHoldLetsNobodyIn() {
    assertThat(desk.ok(finish(SignOnSample.visit(desk))).getString("name")).isEqualTo("officer");
    refused("ISSUER", claims -> claims.issuer(provider.issuer() + "/"));
    refused("AUDIENCE", claims -> claims.audience("another"));
    refused("AUDIENCE", claims -> claims.audience(List.of(TestProvider.CLIENT, "another")));
    refused("AUDIENCE", claims -> claims.claim("azp", "another"));
    refused("EXPIRED", claims -> claims.expirationTime(past(61)));
    refused("EXPIRED", claims -> claims.expirationTime(null));
    refused("EXPIRED", claims -> claims.issueTime(null));
    refused("EXPIRED", claims -> claims.notBeforeTime(past(-120)));
    refused("NONCE", claims -> claims.claim("nonce", "another"));
    refused("NONCE", claims -> claims.claim("nonce", null));
    refused("CLAIM", claims -> claims.subject(null));
    refused("CLAIM", claims -> claims.subject(" "));
    provider.lie =
        claims ->
            claims
                .audience(List.of(TestProvider.CLIENT, "another"))
                .claim("azp", TestProvider.CLIENT)
                .expirationTime(past(30));
    assertThat(finish(SignOnSample.visit(desk)).statusCode())
        .as("its neighbour holds: several audiences with azp, a clock that differs")
        .isEqualTo(200);
  }

  @Test
  void onlyTheProvidersOwnSignatureHolds() {
    RSAKey forger = TestProvider.rsa("first");
    var own = provider.signing;
    provider.signing = forger;
    refused("SIGNATURE", claims -> claims);
    provider.signing = own;
    provider.unsigned = true;
    refused("SIGNATURE", claims -> claims);
    provider.unsigned = false;
    provider.confused = true;
    refused("SIGNATURE", claims -> claims);
    provider.confused = false;
    provider.tokenAnswer =
        answer ->
            new String(answer, java.nio.charset.StandardCharsets.UTF_8)
                .replaceFirst("(\"id_token\":\"[^.]+[.])[^.]", "$1f")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    refused("SIGNATURE", claims -> claims);
    provider.tokenAnswer = answer -> answer;
    assertThat(finish(SignOnSample.visit(desk)).statusCode()).isEqualTo(200);
  }

  @Test
  void aNewKeyIsFetchedOnceAndAForgedKeyIdDoesNotFetchForEver() {
    assertThat(finish(SignOnSample.visit(desk)).statusCode()).isEqualTo(200);
    assertThat(finish(SignOnSample.visit(desk)).statusCode()).isEqualTo(200);
    assertThat(provider.keyFetches).hasValue(1);
    provider.signing = TestProvider.ec("second");
    provider.published.add(provider.signing);
    desk.now.updateAndGet(time -> time.plusSeconds(31));
    assertThat(finish(SignOnSample.visit(desk)).statusCode()).as("ES256").isEqualTo(200);
    assertThat(provider.keyFetches).hasValue(2);
    provider.signing = TestProvider.ec("forged");
    refused("SIGNATURE", claims -> claims);
    desk.now.updateAndGet(time -> time.plusSeconds(31));
    refused("SIGNATURE", claims -> claims);
    refused("SIGNATURE", claims -> claims);
    assertThat(provider.keyFetches).hasValue(3);
  }

  @Test
  void whoHasNoAccountThatMaySignInStaysOut() {
    provider.subject = "7f3c-0002";
    assertThat(code(finish(SignOnSample.visit(desk)))).isEqualTo("SIGN_ON_UNLINKED");
    provider.subject = "officer";
    assertThat(code(finish(SignOnSample.visit(desk)))).as("a name").isEqualTo("SIGN_ON_UNLINKED");
    assertThat(desk.desk.accounts().list(null, 100)).as("nobody is made").hasSize(2);
    desk.desk.accounts().create(new NewAccount("fresh", "新人", Role.POLICE, null, null));
    link("fresh", "7f3c-0003");
    provider.subject = "7f3c-0003";
    assertThat(code(finish(SignOnSample.visit(desk)))).isEqualTo("SIGN_ON_UNLINKED");
    assertThat(records().getLast().getString("object")).isEqualTo("ONE_TIME_PASSWORD");
    provider.subject = SUBJECT;
    desk.desk.accounts().disable(id("officer"), true);
    assertThat(code(finish(SignOnSample.visit(desk)))).isEqualTo("SIGN_ON_UNLINKED");
    assertThat(records().getLast().getString("object")).isEqualTo("DISABLED");
    desk.desk.accounts().disable(id("officer"), false);
    assertThat(finish(SignOnSample.visit(desk)).statusCode()).isEqualTo(200);
  }

  @Test
  void aSubjectOfAnotherIssuerIsNobodys() {
    Account account = desk.desk.accounts().byName("officer").orElseThrow();
    Account.Link elsewhere = new Account.Link("https://old.example", SUBJECT);
    assertThat(desk.desk.accounts().link(account.id(), account.version(), elsewhere)).isTrue();
    assertThat(code(finish(SignOnSample.visit(desk)))).isEqualTo("SIGN_ON_UNLINKED");
    JsonObject seen = desk.ok(desk.get("/v1/users/" + account.id(), desk.as(Role.SECURITY)));
    assertThat(seen.getString("subject")).isNull();
  }

  @Test
  void theSecurityAdministratorLinksAndUnlinks() {
    TestDesk.Session session = session(finish(SignOnSample.visit(desk)));
    desk.user("second", Role.POLICE, null);
    assertThat(code(put("second", SUBJECT))).as("one person, one account").isEqualTo("CONFLICT");
    assertThat(code(put("second", "姓名"))).isEqualTo("INVALID");
    assertThat(code(put("security", "own"))).as("not to oneself").isEqualTo("CONFLICT");
    assertThat(desk.get("/v1/session", session).statusCode()).isEqualTo(200);
    assertThat(desk.ok(put("officer", null)).getString("subject")).isNull();
    assertThat(desk.get("/v1/session", session).statusCode()).as("it ended").isEqualTo(401);
    assertThat(code(finish(SignOnSample.visit(desk)))).isEqualTo("SIGN_ON_UNLINKED");
    assertThat(desk.ok(put("second", SUBJECT)).getString("subject")).isEqualTo(SUBJECT);
    assertThat(desk.ok(finish(SignOnSample.visit(desk))).getString("name")).isEqualTo("second");
    assertThat(trailText()).doesNotContain(SUBJECT);
    assertThat(trail()).contains("USER_CHANGED DONE second");
  }

  @Test
  void aProviderThatDeclinesStumblesOrSendsElsewhereIsNotBelieved() {
    JsonObject declined = new JsonObject();
    SignOnSample.Back back = SignOnSample.visit(desk);
    declined.put("state", back.state());
    assertThat(code(finish(back.cookie(), declined))).isEqualTo("SIGN_ON_REFUSED");
    back = SignOnSample.visit(desk);
    assertThat(code(finish(back.cookie(), back.body().put("iss", "https://evil.example"))))
        .isEqualTo("SIGN_ON_REFUSED");
    provider.tokenStatus = 307;
    assertThat(code(finish(SignOnSample.visit(desk)))).isEqualTo("SIGN_ON_REFUSED");
    provider.tokenStatus = 500;
    assertThat(code(finish(SignOnSample.visit(desk)))).isEqualTo("SIGN_ON_AWAY");
    provider.tokenStatus = 200;
    provider.tokenAnswer = answer -> new byte[300 << 10];
    assertThat(code(finish(SignOnSample.visit(desk)))).as("too long").isEqualTo("SIGN_ON_AWAY");
    provider.tokenAnswer = answer -> answer;
    assertThat(finish(SignOnSample.visit(desk)).statusCode()).isEqualTo(200);
    provider.close();
    assertThat(code(finish(new SignOnSample.Back("x=y", "c", "s")))).isEqualTo("SIGN_ON_STALE");
  }

  @Test
  void aSilentProviderIsLeftAtTheDeadlineAndLocalSignInRemains() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 8, java.net.InetAddress.getLoopbackAddress())) {
      SignOnSettings settings =
          new SignOnSettings(
              java.net.URI.create("http://127.0.0.1:" + silent.getLocalPort()),
              "c",
              null,
              java.net.URI.create("http://127.0.0.1:8080"),
              "sub",
              Duration.ofMillis(200));
      try (TestDesk other = new TestDesk(TestDesk.with(settings))) {
        assertThat(code(begin(other))).isEqualTo("SIGN_ON_AWAY");
        TestDesk.Session session = other.user("local", Role.POLICE, null);
        assertThat(other.get("/v1/session", session).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void withoutSettingsThereIsNoSuchDoor() {
    try (TestDesk plain = new TestDesk(TestDesk.with(SignOnSettings.off()))) {
      assertThat(plain.ok(plain.get("/v1/sign-on", null)).getBoolean("offered")).isFalse();
      assertThat(code(begin(plain))).isEqualTo("SIGN_ON_OFF");
    }
    assertThat(desk.ok(desk.get("/v1/sign-on", null)).getBoolean("offered")).isTrue();
  }

  @Test
  void beginningInALoopEndsSoonAndPasses() {
    for (int i = 0; i < 100; i++) {
      assertThat(begin(desk).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> over = begin(desk);
    assertThat(code(over)).isEqualTo("THROTTLED");
    assertThat(over.headers().firstValue("retry-after")).isPresent();
    desk.now.updateAndGet(time -> time.plus(Duration.ofMinutes(10)));
    assertThat(begin(desk).statusCode()).isEqualTo(200);
  }

  private void refused(String reason, UnaryOperator<JWTClaimsSet.Builder> lie) {
    provider.lie = lie;
    HttpResponse<String> answer = finish(SignOnSample.visit(desk));
    assertThat(code(answer)).as(reason).isEqualTo("SIGN_ON_REFUSED");
    assertThat(answer.headers().firstValue("set-cookie")).as(reason).isEmpty();
    Document record = records().getLast();
    assertThat(record.getString("object")).isEqualTo(reason);
    assertThat(record.getString("outcome")).isEqualTo("REFUSED");
    provider.lie = claims -> claims;
  }

  private Date past(int seconds) {
    return Date.from(desk.now.get().minusSeconds(seconds));
  }

  private HttpResponse<String> finish(SignOnSample.Back back) {
    return finish(back.cookie(), back.body());
  }

  private HttpResponse<String> finish(String cookie, JsonObject body) {
    return desk.send(
        desk.request("POST", "/v1/sign-on/return", null)
            .header("Cookie", cookie)
            .POST(TestDesk.json(body)));
  }

  private static HttpResponse<String> begin(TestDesk desk) {
    return desk.send(desk.request("POST", "/v1/sign-on", null).POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> put(String name, @Nullable String subject) {
    TestDesk.Session security = desk.as(Role.SECURITY);
    String tag =
        desk.get("/v1/users/" + id(name), security).headers().firstValue("etag").orElseThrow();
    return desk.send(
        desk.request("PUT", "/v1/users/" + id(name) + "/sign-on", security)
            .header("If-Match", tag)
            .PUT(TestDesk.json(new JsonObject().put("subject", subject))));
  }

  private void link(String name, String subject) {
    Account account = desk.desk.accounts().byName(name).orElseThrow();
    Account.Link link = new Account.Link(provider.issuer(), subject);
    assertThat(desk.desk.accounts().link(account.id(), account.version(), link)).isTrue();
  }

  private String id(String name) {
    return desk.desk.accounts().byName(name).orElseThrow().id();
  }

  private static TestDesk.Session session(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    String csrf = new JsonObject(answer.body()).getString("csrf");
    return new TestDesk.Session("officer", "", cookie.substring(0, cookie.indexOf(';')), csrf);
  }

  private static String code(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("code", "none: " + answer.statusCode());
  }

  private List<Document> records() {
    return desk.database
        .getCollection("desk_audit")
        .find()
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }

  private List<String> trail() {
    return records().stream()
        .map(record ->
            record.getString("act")
                + " "
                + record.getString("outcome")
                + " "
                + record.getString("object"))
        .toList();
  }

  private String trailText() {
    return records().toString();
  }
}
