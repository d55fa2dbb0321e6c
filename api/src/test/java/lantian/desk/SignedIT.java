package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.desk.SigningClient.Plain;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that programs sign, from a client that knows the page about them and nothing else. */
class SignedIT {
  private static final String SHA256 = "LANTIAN-HMAC-SHA256";
  private static final String VEHICLES = "/v1/vehicles?limit=5&filed=true";
  private static final AtomicInteger FRESH = new AtomicInteger();
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

  @ParameterizedTest
  @ValueSource(strings = {SHA256, "LANTIAN-HMAC-SM3"})
  void aSignedRequestIsTaken(String scheme) {
    SigningClient client = client(Role.POLICE, scheme);
    assertThat(rows(send(client, Plain.get(VEHICLES)))).isEqualTo(1);
    JsonObject search = new JsonObject().put("plate", TestDesk.PLATE);
    assertThat(
            desk.ok(send(client, Plain.post("/v1/vehicles/search", search)))
                .getJsonArray("vehicles"))
        .hasSize(1);
    JsonObject me = desk.ok(send(client, Plain.get("/v1/session")));
    assertThat(me.getString("kind")).isEqualTo("MACHINE");
    assertThat(me.getString("name")).isEqualTo(client.id());
  }

  @Test
  void theExampleOfThePageIsRight() throws IOException {
    String page = Files.readString(Path.of("..", "deploy", "docs", "machine-requests.md"));
    SigningClient client =
        new SigningClient(
            "0123456789abcdef01234567", "c2VjcmV0LW9mLXRoZS1leGFtcGxlLW9mLXRoaXMtcGFnZQ", SHA256);
    Plain plain =
        new Plain(
            "POST",
            "/v1/vehicles/search?x=1",
            "application/json",
            "5f0c9a52-7d1e-4f0e-9f0b-2f6f0e6f3a11",
            "{\"plate\":\"苏E12345\"}");
    Instant time = Instant.ofEpochSecond(1_795_000_000L);
    assertThat(page).contains(client.sign(plain, time, "n-0123456789abcdef"));
    SigningClient sm3 = new SigningClient(client.id(), client.secret(), "LANTIAN-HMAC-SM3");
    assertThat(page).contains(sm3.sign(plain, time, "n-0123456789abcdef"));
  }

  @Test
  void whatWasChangedOnTheWayIsRefused() {
    SigningClient client = client(Role.POLICE, SHA256);
    Plain plain = Plain.post("/v1/vehicles/search", new JsonObject().put("plate", "苏E00000"));
    String body = new JsonObject().put("plate", TestDesk.PLATE).encode();
    for (Plain changed :
        List.of(
            new Plain("POST", plain.target(), plain.contentType(), "", body),
            new Plain("POST", plain.target() + "?a=1", plain.contentType(), "", plain.body()),
            new Plain("POST", plain.target(), plain.contentType(), "other", plain.body()),
            new Plain("GET", "/v1/vehicles", plain.contentType(), "", plain.body()))) {
      String header = client.sign(plain, desk.now.get(), nonce());
      refused(desk.send(SigningClient.request(desk, changed, header)), "SIGNATURE");
    }
    String header = client.sign(plain, desk.now.get(), nonce());
    for (String swapped :
        List.of(
            header.replaceFirst("timestamp=[0-9]+", "timestamp=1795000001"),
            header.replaceFirst("nonce=[^,]+", "nonce=another-nonce-0000"),
            header.replaceFirst(SHA256, "LANTIAN-HMAC-SM3"),
            header.replaceFirst("signature=..", "signature=ff"))) {
      refused(desk.send(SigningClient.request(desk, plain, swapped)), "SIGNATURE");
    }
    assertThat(desk.send(SigningClient.request(desk, plain, header)).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherSecretOrNoneIsRefused() {
    SigningClient client = client(Role.POLICE, SHA256);
    SigningClient other = client(Role.POLICE, SHA256);
    Plain plain = Plain.get(VEHICLES);
    refused(send(new SigningClient(client.id(), other.secret(), SHA256), plain), "SIGNATURE");
    refused(send(new SigningClient("0".repeat(24), client.secret(), SHA256), plain), "SIGNATURE");
    String header = client.sign(plain, desk.now.get(), nonce());
    for (String broken :
        List.of(
            "LANTIAN-HMAC-MD5" + header.substring(header.indexOf(' ')),
            SHA256,
            header.replace(", nonce=", ", once="),
            header + ", key=" + client.id(),
            header.replace("timestamp=", "timestamp=-"))) {
      refused(desk.send(SigningClient.request(desk, plain, broken)), "SIGNATURE");
    }
  }

  @Test
  void aKeyThatSignsIsNoBearerAndABearerDoesNotSign() {
    SigningClient client = client(Role.POLICE, SHA256);
    String token = client.id() + "." + client.secret();
    refused(bearer(token), "NOT_SIGNED_IN");
    JsonObject created = desk.ok(create(wanted(Role.POLICE, "BEARER")));
    String bearer = created.getString("token");
    assertThat(bearer(bearer).statusCode()).isEqualTo(200);
    String[] halves = bearer.split("[.]", 2);
    refused(
        send(new SigningClient(halves[0], halves[1], SHA256), Plain.get(VEHICLES)), "SIGNATURE");
  }

  @Test
  void aCapturedRequestIsTakenOnceAndItsReplayRecordedOnce() {
    SigningClient client = client(Role.POLICE, SHA256);
    Plain plain = Plain.get(VEHICLES);
    String header = client.sign(plain, desk.now.get(), nonce());
    assertThat(desk.send(SigningClient.request(desk, plain, header)).statusCode()).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      refused(desk.send(SigningClient.request(desk, plain, header)), "NONCE_USED");
    }
    assertThat(refusals(client.id())).containsExactly("listVehicles NONCE_USED");
    SigningClient other = client(Role.POLICE, SHA256);
    String same = header.replaceFirst(".*nonce=([^,]+).*", "$1");
    String theirs = other.sign(plain, desk.now.get(), same);
    assertThat(desk.send(SigningClient.request(desk, plain, theirs)).statusCode())
        .as("another program's equal nonce is another nonce")
        .isEqualTo(200);
  }

  @Test
  void ofManyCopiesAtOnceOneIsTaken() throws Exception {
    SigningClient client = client(Role.POLICE, SHA256);
    Plain plain = Plain.get("/v1/session");
    String header = client.sign(plain, desk.now.get(), nonce());
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sent.add(threads.submit(() -> desk.send(SigningClient.request(desk, plain, header))));
      }
      for (var one : sent) {
        statuses.add(one.get().statusCode());
      }
    }
    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses).contains(401);
  }

  @Test
  void theTimeMayBeFiveMinutesOffAndNoMore() {
    SigningClient client = client(Role.POLICE, SHA256);
    Plain plain = Plain.get(VEHICLES);
    Instant now = desk.now.get();
    for (int seconds : new int[] {-300, 300}) {
      String header = client.sign(plain, now.plusSeconds(seconds), nonce());
      assertThat(desk.send(SigningClient.request(desk, plain, header)).statusCode())
          .as("%s", seconds)
          .isEqualTo(200);
    }
    for (int seconds : new int[] {-301, 301}) {
      String header = client.sign(plain, now.plusSeconds(seconds), nonce());
      HttpResponse<String> answer = desk.send(SigningClient.request(desk, plain, header));
      refused(answer, "CLOCK");
      assertThat(new JsonObject(answer.body()).getJsonArray("errors").encode())
          .contains(now.toString());
    }
  }

  @Test
  void rotatedKeysOverlapAndAreOneCaller() {
    SigningClient old = client(Role.POLICE, SHA256);
    JsonObject rotation = new JsonObject().put("days", 90).put("overlapDays", 7);
    String path = "/v1/machine-keys/" + old.id() + "/rotation";
    JsonObject created = desk.ok(desk.post(path, desk.as(Role.SECURITY), rotation));
    SigningClient next = client(created, SHA256);
    assertThat(created.getJsonObject("key").getString("client")).isEqualTo(old.id());
    assertThat(send(old, Plain.get(VEHICLES)).statusCode()).isEqualTo(200);
    assertThat(send(next, Plain.get(VEHICLES)).statusCode()).isEqualTo(200);
    HttpResponse<String> twice = desk.post(path, desk.as(Role.SECURITY), rotation);
    assertThat(twice.statusCode()).as(twice.body()).isEqualTo(409);
    Instant before = desk.now.get();
    desk.now.set(before.plus(Duration.ofDays(7)));
    try {
      refused(send(old, Plain.get(VEHICLES)), "SIGNATURE");
      assertThat(send(next, Plain.get(VEHICLES)).statusCode()).isEqualTo(200);
    } finally {
      desk.now.set(before);
    }
  }

  @Test
  void aRevokedKeyIsNoneAndItsPredecessorMayBeRotatedAgain() {
    SigningClient old = client(Role.POLICE, SHA256);
    JsonObject rotation = new JsonObject().put("days", 90).put("overlapDays", 7);
    String path = "/v1/machine-keys/" + old.id() + "/rotation";
    SigningClient next = client(desk.ok(desk.post(path, desk.as(Role.SECURITY), rotation)), SHA256);
    revoke(next.id());
    refused(send(next, Plain.get(VEHICLES)), "SIGNATURE");
    assertThat(send(old, Plain.get(VEHICLES)).statusCode()).isEqualTo(200);
    SigningClient third =
        client(desk.ok(desk.post(path, desk.as(Role.SECURITY), rotation)), SHA256);
    assertThat(send(third, Plain.get(VEHICLES)).statusCode()).isEqualTo(200);
    revoke(old.id());
    String gone = "/v1/machine-keys/" + old.id() + "/rotation";
    assertThat(desk.post(gone, desk.as(Role.SECURITY), rotation).statusCode()).isEqualTo(404);
  }

  @Test
  void theSecretIsShownOnceAndStoredNowhereInTheClear() {
    JsonObject created = desk.ok(create(wanted(Role.INTEGRATOR, "SIGNATURE")));
    String secret = created.getString("secret");
    assertThat(created.getString("token")).isNull();
    assertThat(desk.get("/v1/machine-keys?limit=500", desk.as(Role.SECURITY)).body())
        .contains(created.getJsonObject("key").getString("id"))
        .doesNotContain(secret);
    for (String collection : desk.database.listCollectionNames()) {
      for (Document stored : desk.database.getCollection(collection).find()) {
        assertThat(stored.toJson()).as(collection).doesNotContain(secret);
      }
    }
  }

  private static void revoke(String id) {
    var request = desk.request("DELETE", "/v1/machine-keys/" + id, desk.as(Role.SECURITY));
    assertThat(desk.send(request.DELETE()).statusCode()).isEqualTo(204);
  }

  private static List<String> refusals(String actor) {
    List<String> found = new ArrayList<>();
    desk.database
        .getCollection("desk_audit")
        .find(new Document("actor", actor).append("act", "ACCESS_REFUSED"))
        .forEach(r -> found.add(r.getString("object") + " " + r.getString("reason")));
    return found;
  }

  private static SigningClient client(Role role, String scheme) {
    return client(desk.ok(create(wanted(role, "SIGNATURE"))), scheme);
  }

  private static SigningClient client(JsonObject created, String scheme) {
    return new SigningClient(
        created.getJsonObject("key").getString("id"), created.getString("secret"), scheme);
  }

  private static JsonObject wanted(Role role, String kind) {
    return new JsonObject()
        .put("label", "接口")
        .put("role", role.name())
        .put("organisation", TestDesk.MAKER)
        .put("kind", kind)
        .put("days", 30);
  }

  private static HttpResponse<String> create(JsonObject wanted) {
    return desk.post("/v1/machine-keys", desk.as(Role.SECURITY), wanted);
  }

  private static HttpResponse<String> send(SigningClient client, Plain plain) {
    String header = client.sign(plain, desk.now.get(), nonce());
    return desk.send(SigningClient.request(desk, plain, header));
  }

  private static HttpResponse<String> bearer(String token) {
    return desk.send(
        desk.request("GET", VEHICLES, null).header("Authorization", "Bearer " + token).GET());
  }

  private static int rows(HttpResponse<String> answer) {
    return desk.ok(answer).getJsonArray("rows").size();
  }

  private static String nonce() {
    return "nonce-of-a-request-" + FRESH.incrementAndGet();
  }

  private static void refused(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(Declared.problemErrors(problem)).isEmpty();
  }
}
