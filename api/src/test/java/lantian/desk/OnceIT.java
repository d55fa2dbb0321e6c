package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A request with an Idempotency-Key has one effect however often it is sent. */
class OnceIT {
  private static final AtomicInteger FRESH = new AtomicInteger();
  private static TestDesk desk;
  private static TestDesk.Session security;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    security = desk.as(Role.SECURITY);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void everyPostThatChangesSomethingSaysThatItTakesAKey() {
    assertThat(Declared.undeclaredKeys()).isEmpty();
    assertThat(Declared.takesKey("createUser")).isTrue();
    assertThat(Declared.takesKey("searchVehicles")).isFalse();
    assertThat(Declared.takesKey("signIn")).isFalse();
  }

  @Test
  void theSameRequestGetsTheSameAnswerAndIsDoneOnce() {
    String key = key();
    JsonObject user = user();
    HttpResponse<String> first = create(security, key, user);
    HttpResponse<String> again = create(security, key, user);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    String once = desk.ok(again).getString("oneTimePassword");
    assertThat(desk.trySignIn(user.getString("name"), once).statusCode()).isEqualTo(200);
    assertThat(acts(user.getString("name"))).containsOnlyOnce("USER_CREATED DONE");
    assertThat(acts("createUser")).contains("ANSWER_REPEATED DONE");
  }

  @Test
  void withoutAKeyOrWithANewOneItIsANewRequest() {
    JsonObject wanted = machine();
    String first = token(keyed("/v1/machine-keys", security, key(), wanted));
    assertThat(token(keyed("/v1/machine-keys", security, key(), wanted))).isNotEqualTo(first);
    assertThat(token(desk.post("/v1/machine-keys", security, wanted))).isNotEqualTo(first);
  }

  @Test
  void aKeyStandsForOneRequestOnly() {
    String key = key();
    JsonObject user = user();
    assertThat(create(security, key, user).statusCode()).isEqualTo(201);
    HttpResponse<String> other = create(security, key, user());
    refused(other, 422, "KEY_REUSED");
    JsonObject error = new JsonObject(other.body()).getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("field")).isEqualTo("Idempotency-Key");
    refused(keyed("/v1/machine-keys", security, key, machine()), 422, "KEY_REUSED");
    JsonObject respaced = new JsonObject().put("role", user.getString("role"));
    respaced.put("name", user.getString("name")).put("display", user.getString("display"));
    refused(create(security, key, respaced), 422, "KEY_REUSED");
  }

  @Test
  void anotherCallersEqualKeyIsAnotherKey() {
    String key = key();
    TestDesk.Session second = desk.user("second" + FRESH.incrementAndGet(), Role.SECURITY, null);
    assertThat(create(security, key, user()).statusCode()).isEqualTo(201);
    assertThat(create(second, key, user()).statusCode()).isEqualTo(201);
  }

  @Test
  void aRefusalIsNotKept() {
    String key = key();
    JsonObject taken = user();
    assertThat(create(security, key(), taken).statusCode()).isEqualTo(201);
    refused(create(security, key, taken), 409, "CONFLICT");
    refused(create(security, key, new JsonObject().put("name", "x")), 400, "INVALID");
    assertThat(create(security, key, user()).statusCode()).isEqualTo(201);
  }

  @Test
  void ofManyAtOnceOneIsDone() throws Exception {
    String key = key();
    JsonObject user = user();
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        sent.add(threads.submit(() -> create(security, key, user)));
      }
      for (var one : sent) {
        answers.add(one.get());
      }
    }
    List<String> passwords =
        answers.stream()
            .filter(answer -> answer.statusCode() == 201)
            .map(answer -> desk.ok(answer).getString("oneTimePassword"))
            .distinct()
            .toList();
    assertThat(passwords).hasSize(1);
    answers.stream()
        .filter(answer -> answer.statusCode() != 201)
        .forEach(answer -> {
          refused(answer, 409, "IN_FLIGHT");
          assertThat(answer.headers().firstValue("retry-after")).isPresent();
        });
    assertThat(acts(user.getString("name"))).containsOnlyOnce("USER_CREATED DONE");
  }

  /** The process dies when the user stands and the answer is not yet kept. */
  @Test
  void aDeathBetweenEffectAndRecordDoublesNothing() throws Exception {
    String key = key();
    JsonObject user = user();
    HttpResponse<String> lost = create(dying("update", "desk_attempts"), key, user);
    assertThat(desk.ok(lost).getString("oneTimePassword")).isNotEmpty();
    refused(create(security, key, user), 409, "IN_FLIGHT");
    HttpResponse<String> found = aMinuteLater(() -> create(security, key, user));
    assertThat(found.statusCode()).isEqualTo(201);
    assertThat(desk.ok(found)).isEqualTo(desk.ok(lost));
    assertThat(count("desk_users", "name", user.getString("name"))).isEqualTo(1);
  }

  @Test
  void aDeathAfterAResetLeavesThePasswordThatItGave() throws Exception {
    JsonObject user = user();
    String path = "/v1/users/" + id(create(security, key(), user)) + "/password";
    String key = key();
    String once =
        desk.ok(keyed(path, dying("update", "desk_attempts"), key, new JsonObject()))
            .getString("oneTimePassword");
    TestDesk.Session owner = desk.signIn(user.getString("name"), once);
    JsonObject change = new JsonObject().put("old", once).put("new", "Other-Horse-1777");
    desk.ok(desk.send(desk.request("PUT", "/v1/me/password", owner).PUT(TestDesk.json(change))));
    HttpResponse<String> again = aMinuteLater(() -> keyed(path, security, key, new JsonObject()));
    assertThat(desk.ok(again).getString("oneTimePassword")).isEqualTo(once);
    assertThat(desk.trySignIn(user.getString("name"), "Other-Horse-1777").statusCode())
        .as("what was chosen since stands")
        .isEqualTo(200);
  }

  @Test
  void aDeathBeforeTheEffectIsMadeGood() throws Exception {
    String key = key();
    JsonObject user = user();
    refused(create(dying("insert", "desk_users"), key, user), 503, "UNAVAILABLE");
    assertThat(count("desk_users", "name", user.getString("name"))).isZero();
    assertThat(create(security, key, user).statusCode()).isEqualTo(201);
    assertThat(count("desk_users", "name", user.getString("name"))).isEqualTo(1);
  }

  @Test
  void anImportSentAgainSaysWhatItSaidAtFirst() {
    String key = key();
    String rows = "vin,maker\nLSZNJ01A9J0000029,某厂\n";
    JsonObject first = desk.ok(importing(key, rows));
    assertThat(first.getInteger("accepted")).isEqualTo(1);
    assertThat(desk.ok(importing(key, rows))).isEqualTo(first);
    assertThat(desk.ok(importing(key(), rows)).getInteger("unchanged")).isEqualTo(1);
  }

  @Test
  void aKeyEndsAfterADay() {
    String key = key();
    JsonObject wanted = machine();
    String first = token(keyed("/v1/machine-keys", security, key, wanted));
    assertThat(later(Duration.ofHours(23), key, wanted)).isEqualTo(first);
    assertThat(later(Duration.ofHours(24), key, wanted)).isNotEqualTo(first);
  }

  @Test
  void whatIsStoredGivesNoSecretAway() {
    String key = key();
    JsonObject answer = desk.ok(create(security, key, user()));
    for (Document stored : desk.database.getCollection("desk_attempts").find()) {
      assertThat(stored.toJson())
          .doesNotContain(key)
          .doesNotContain(answer.getString("oneTimePassword"))
          .doesNotContain(answer.getJsonObject("user").getString("id"));
    }
  }

  @Test
  void nonsenseIsNoKey() {
    for (String nonsense : List.of("a b", "a".repeat(256))) {
      refused(create(security, nonsense, user()), 400, "INVALID");
    }
    HttpRequest.Builder twice =
        desk.request("POST", "/v1/users", security)
            .header("Idempotency-Key", "a")
            .header("Idempotency-Key", "b")
            .POST(TestDesk.json(user()));
    refused(desk.send(twice), 400, "INVALID");
  }

  /** The next command of this name on this collection fails once, as if the process had died. */
  private static TestDesk.Session dying(String command, String collection) throws Exception {
    MongoSet.shared()
        .failPoint(
            "failCommand",
            "{times: 1}",
            "{failCommands: ['"
                + command
                + "'], errorCode: 2, namespace: '"
                + desk.database.getName()
                + "."
                + collection
                + "'}");
    return security;
  }

  private interface Sending {
    HttpResponse<String> send();
  }

  private static HttpResponse<String> aMinuteLater(Sending sending) {
    Instant before = desk.now.get();
    desk.now.set(before.plus(Duration.ofMinutes(1)));
    try {
      return sending.send();
    } finally {
      desk.now.set(before);
    }
  }

  private static String later(Duration time, String key, JsonObject wanted) {
    Instant before = desk.now.get();
    desk.now.set(before.plus(time));
    try {
      TestDesk.Session now = desk.signIn(security.name(), security.password());
      return token(keyed("/v1/machine-keys", now, key, wanted));
    } finally {
      desk.now.set(before);
    }
  }

  private static String key() {
    return "key-" + FRESH.incrementAndGet() + "-of-a-request";
  }

  private static JsonObject user() {
    return new JsonObject()
        .put("name", "once" + FRESH.incrementAndGet())
        .put("display", "新用户")
        .put("role", "POLICE");
  }

  private static JsonObject machine() {
    return new JsonObject()
        .put("label", "接口")
        .put("role", "POLICE")
        .put("organisation", "市交警支队")
        .put("days", 30);
  }

  private static HttpResponse<String> create(
      TestDesk.Session session, String key, JsonObject user) {
    return keyed("/v1/users", session, key, user);
  }

  private static HttpResponse<String> keyed(
      String path, TestDesk.Session session, String key, JsonObject body) {
    HttpRequest.Builder request = desk.request("POST", path, session);
    return desk.send(request.header("Idempotency-Key", key).POST(TestDesk.json(body)));
  }

  private static HttpResponse<String> importing(String key, String rows) {
    return desk.send(
        desk.request("POST", "/v1/terminals/import", desk.as(Role.ECOLOGY_LEAD))
            .setHeader("Content-Type", "text/csv")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(rows)));
  }

  private static String token(HttpResponse<String> answer) {
    return desk.ok(answer).getString("token");
  }

  private static String id(HttpResponse<String> answer) {
    return desk.ok(answer).getJsonObject("user").getString("id");
  }

  private static long count(String collection, String field, String value) {
    return desk.database.getCollection(collection).countDocuments(new Document(field, value));
  }

  private static List<String> acts(String object) {
    List<String> acts = new ArrayList<>();
    desk.database
        .getCollection("desk_audit")
        .find(new Document("object", object))
        .forEach(record -> acts.add(record.getString("act") + " " + record.getString("outcome")));
    return acts;
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(Declared.problemErrors(problem)).isEmpty();
  }
}
