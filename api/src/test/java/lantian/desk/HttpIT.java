package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the desk answers to requests that are not as the contract says. */
class HttpIT {
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void undeclaredMethodsAre405WithTheDeclaredOnes() {
    Set<String> all = new TreeSet<>(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
    all.add("HEAD");
    all.add("TRACE");
    all.add("PROPFIND");
    for (String path : Declared.paths()) {
      Set<String> declared = Declared.methods(path);
      String sent = path.replaceAll("\\{\\w+\\}", "0123456789abcdef01234567");
      for (String method : all) {
        if (!declared.contains(method)) {
          HttpResponse<String> answer =
              desk.send(
                  desk.request("GET", sent, desk.as(Role.ECOLOGY))
                      .method(method, BodyPublishers.noBody()));
          assertThat(answer.statusCode()).as("%s %s", method, path).isEqualTo(405);
          if (!method.equals("HEAD")) {
            assertThat(
                    new JsonObject(answer.body())
                        .getJsonArray("allowed").stream().map(Object::toString))
                .as("%s %s", method, path)
                .containsExactlyInAnyOrderElementsOf(declared);
          }
          assertThat(answer.headers().firstValue("allow").orElseThrow().split(", "))
              .containsAll(declared);
        }
      }
    }
  }

  @Test
  void whatIsNotThereIsAProblemToo() {
    for (String path : List.of("/v1/nothing", "/v2/findings", "/etc/passwd", "/..%2f..", "/x//y")) {
      expect(desk.get(path, desk.as(Role.ECOLOGY)), 404, "NOT_FOUND");
    }
    String unknown = "0".repeat(32);
    expect(desk.get("/v1/findings/" + unknown, desk.as(Role.ECOLOGY)), 404, "NOT_FOUND");
    expect(desk.get("/v1/findings/no-such-form", desk.as(Role.ECOLOGY)), 404, "NOT_FOUND");
    expect(desk.get("/v1/vehicles/" + "A".repeat(44), desk.as(Role.ECOLOGY)), 404, "NOT_FOUND");
    expect(desk.get("/v1/terminals/" + unknown, desk.as(Role.ECOLOGY)), 404, "NOT_FOUND");
  }

  @Test
  void parametersAreCheckedAndAllThatIsWrongIsSaid() {
    HttpResponse<String> answer =
        desk.get(
            "/v1/findings?limit=0&state=GONE&colour=red&from=yesterday&limit=3",
            desk.as(Role.ECOLOGY));
    expect(answer, 400, "INVALID");
    assertThat(errors(answer))
        .contains(
            "colour UNKNOWN", "state ENUM", "from PATTERN", "limit REPEATED", "limit TOO_SMALL");
    expectError("/v1/findings?from=2026-02-30T00:00:00Z", "from FORMAT");
    expectError("/v1/findings?limit=501", "limit TOO_GREAT");
    expectError("/v1/findings?limit=many", "limit TYPE");
    expectError("/v1/findings?personal=full", "purpose MISSING");
    expectError("/v1/findings?cursor=AAAAAAAAAAAAAAAAAAAAAAAAA", "cursor UNKNOWN");
    expectError("/v1/findings?filter=AAAAAAAAAAAAAAAAAAAAAAAAA", "filter UNKNOWN");
    expectError(
        "/v1/findings?from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to RANGE_TOO_LONG");
    expectError("/v1/findings?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to EMPTY_RANGE");
  }

  @Test
  void whatIsNoRequestIsAProblemToo() {
    problem(Raw.ask(desk.port, "GET /v1/findings?limit=%zz HTTP/1.1"), 401, "NOT_SIGNED_IN");
    String cookie = "Cookie: " + desk.as(Role.ECOLOGY).cookie();
    for (String query : List.of("limit=%zz", "limit=%", "%ff%=1")) {
      problem(
          Raw.ask(desk.port, "GET /v1/findings?" + query + " HTTP/1.1", cookie), 400, "MALFORMED");
    }
    problem(
        Raw.ask(desk.port, "GET /v1/findings?x=" + "y".repeat(9_000) + " HTTP/1.1"),
        414,
        "URI_TOO_LONG");
    problem(
        Raw.ask(desk.port, "GET /v1/findings HTTP/1.1", "X-Long: " + "y".repeat(20_000)),
        431,
        "HEADERS_TOO_LARGE");
    problem(Raw.ask(desk.port, "this is no HTTP"), 400, "MALFORMED");
  }

  private static void problem(String answer, int status, String code) {
    assertThat(answer).matches("(?s)HTTP/1[.][01] " + status + " .*");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT))
        .contains("application/problem+json")
        .contains("x-content-type-options: nosniff");
    JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(Declared.problemErrors(problem)).isEmpty();
  }

  @Test
  void bodiesAreCheckedAndUnknownFieldsRefused() {
    TestDesk.Session security = desk.as(Role.SECURITY);
    JsonObject wanted =
        new JsonObject().put("name", "Capital Letters").put("role", "KING").put("admin", true);
    HttpResponse<String> answer = desk.post("/v1/users", security, wanted);
    expect(answer, 400, "INVALID");
    assertThat(errors(answer)).contains("name PATTERN", "role ENUM");
    assertThat(answer.body()).contains("UNKNOWN").contains("MISSING").doesNotContain("Capital");
    expect(raw("/v1/users", "{", "application/json"), 400, "MALFORMED");
    expect(raw("/v1/users", "[]", "application/json"), 400, "INVALID");
    expect(raw("/v1/users", "", "application/json"), 400, "MALFORMED");
    expect(raw("/v1/users", "{}", "application/json"), 400, "INVALID");
    expect(raw("/v1/users", "name=x", "application/x-www-form-urlencoded"), 415, "MEDIA_TYPE");
    assertThat(raw("/v1/users", "name=x", "text/csv").body())
        .contains("\"accepted\":[\"application/json\"]");
    expect(raw("/v1/users", "x".repeat(70_000), "application/json"), 413, "TOO_LARGE");
    String deep = "{\"name\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
    expect(raw("/v1/users", deep, "application/json"), 400, "MALFORMED");
  }

  @Test
  void aChunkedBodyHasTheSameLimit() {
    byte[] piece = "x".repeat(10_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    List<byte[]> pieces = java.util.Collections.nCopies(20, piece);
    HttpResponse<String> answer =
        desk.send(
            desk.request("POST", "/v1/users", desk.as(Role.SECURITY))
                .POST(BodyPublishers.ofByteArrays(pieces)));
    expect(answer, 413, "TOO_LARGE");
  }

  @Test
  void anAnswerNobodyAcceptsIs406() {
    var request = desk.request("GET", "/v1/findings", desk.as(Role.ECOLOGY)).GET();
    expect(desk.send(request.setHeader("Accept", "image/png")), 406, "NOT_ACCEPTABLE");
    for (String accepted : List.of("*/*", "application/*;q=0.5", "text/html, application/json")) {
      assertThat(desk.send(request.setHeader("Accept", accepted)).statusCode()).isEqualTo(200);
    }
    var signOut = desk.request("DELETE", "/v1/me/sessions", desk.as(Role.ECOLOGY)).DELETE();
    assertThat(desk.send(signOut.setHeader("Accept", "application/json")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void problemsSpeakTheReadersLanguage() {
    var request = desk.request("GET", "/v1/findings?limit=0", desk.as(Role.ECOLOGY)).GET();
    JsonObject zh = new JsonObject(desk.send(request).body());
    JsonObject en =
        new JsonObject(desk.send(request.setHeader("Accept-Language", "en-GB,zh;q=0.5")).body());
    assertThat(zh.getString("title")).isEqualTo("请求内容不符合要求");
    assertThat(en.getString("title")).isEqualTo("The request does not follow the contract");
    assertThat(en.getJsonObject("titles")).isEqualTo(zh.getJsonObject("titles"));
    assertThat(zh.getJsonArray("errors").getJsonObject(0).getString("message")).isEqualTo("低于最小值");
  }

  @Test
  void theLanguageOfHigherQualityIsTaken() {
    java.util.Map.of(
            "zh", "zh",
            "en;q=0.5, zh", "zh",
            "zh;q=0.3, en-US;q=0.9", "en",
            "en, zh", "en",
            "zh, en", "zh",
            "en;q=0", "zh",
            "fr, de", "zh",
            "tend, zen", "zh",
            "en;q=x,,;;", "en")
        .forEach((accepted, language) -> {
          var request = desk.request("GET", "/v1/nothing", null).GET();
          JsonObject problem =
              new JsonObject(desk.send(request.setHeader("Accept-Language", accepted)).body());
          assertThat(problem.getString("title"))
              .as(accepted)
              .isEqualTo(problem.getJsonObject("titles").getString(language));
        });
  }

  @Test
  void oneSessionIsEndedAndTheOthersGoOn() {
    TestDesk.Session mine = desk.user("several", Role.POLICE, null);
    TestDesk.Session other = desk.signIn(mine.name(), mine.password());
    String id =
        desk.ok(desk.get("/v1/me/sessions", other)).getJsonArray("rows").stream()
            .map(JsonObject.class::cast)
            .filter(row -> row.getBoolean("current"))
            .map(row -> row.getString("id"))
            .findFirst()
            .orElseThrow();
    String path = "/v1/me/sessions/" + id;
    expect(
        desk.send(desk.request("DELETE", path, desk.as(Role.POLICE)).DELETE()), 404, "NOT_FOUND");
    assertThat(desk.get("/v1/session", other).statusCode()).isEqualTo(200);
    assertThat(desk.send(desk.request("DELETE", path, mine).DELETE()).statusCode()).isEqualTo(204);
    assertThat(desk.get("/v1/session", other).statusCode()).isEqualTo(401);
    assertThat(desk.get("/v1/session", mine).statusCode()).isEqualTo(200);
    expect(desk.send(desk.request("DELETE", path, mine).DELETE()), 404, "NOT_FOUND");
  }

  @Test
  void giantHeadersAreRefused() {
    var request =
        desk.request("GET", "/v1/findings", null).header("X-Long", "x".repeat(20_000)).GET();
    assertThat(desk.send(request).statusCode()).isEqualTo(431);
  }

  @Test
  void everyAnswerCarriesTheSafetyHeaders() {
    for (String path :
        List.of("/", "/docs", "/v1/findings", "/v1/nothing", "/live", "/site/none.js")) {
      var headers = desk.get(path, desk.as(Role.ECOLOGY)).headers();
      assertThat(headers.firstValue("content-security-policy").orElseThrow())
          .as(path)
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
    }
    var answer = desk.get("/v1/findings", desk.as(Role.ECOLOGY));
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
  }

  @Test
  void aFileOfThePagesIsKeptForEverUnderTheHashOfItsBytes() {
    HttpResponse<String> page = desk.get("/", null);
    assertThat(page.headers().firstValue("cache-control")).hasValue("no-cache");
    Matcher file = Pattern.compile("\"(/site/[0-9a-f]{16}/app\\.js)\"").matcher(page.body());
    assertThat(file.find()).isTrue();
    HttpResponse<String> script = desk.get(file.group(1), null);
    assertThat(script.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
    assertThat(script.body()).contains("/site/").doesNotContain("from \"lit\"");
    assertThat(
            desk.get(file.group(1).replaceAll("[0-9a-f]{16}", "0".repeat(16)), null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void theSessionCookieCanNotBeReadOrSentFromElsewhere() {
    TestDesk.Session police = desk.as(Role.POLICE);
    HttpResponse<String> answer = desk.trySignIn(police.name(), police.password());
    assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("lantian_session=")
        .containsIgnoringCase("; HttpOnly")
        .contains("; SameSite=Strict")
        .contains("; Path=/");
  }

  @Test
  void metricsNameEveryMeterAndNobody() {
    desk.get("/v1/findings", desk.as(Role.ECOLOGY));
    String text = desk.get("/metrics", null).body();
    assertThat(text)
        .contains("lantian_desk_requests_seconds_count")
        .contains("operation=\"listFindings\"")
        .contains("lantian_desk_probe_age")
        .doesNotContain(TestDesk.VIN.text())
        .doesNotContain(TestDesk.PLATE)
        .doesNotContain("ecology\"");
  }

  private static HttpResponse<String> raw(String path, String body, String type) {
    return desk.send(
        desk.request("POST", path, desk.as(Role.SECURITY))
            .setHeader("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private static void expectError(String path, String error) {
    HttpResponse<String> answer = desk.get(path, desk.as(Role.ECOLOGY));
    expect(answer, 400, "INVALID");
    assertThat(errors(answer)).contains(error);
  }

  private static void expect(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(Declared.problemErrors(problem)).isEmpty();
  }

  private static List<String> errors(HttpResponse<String> answer) {
    return new JsonObject(answer.body())
        .getJsonArray("errors").stream()
            .map(JsonObject.class::cast)
            .map(error -> error.getString("field") + " " + error.getString("code"))
            .toList();
  }
}
