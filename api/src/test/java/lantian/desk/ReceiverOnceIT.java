package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import lantian.desk.access.Role;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever did not hear whether a receiver was created or its secret rotated asks again, even after
 * others have rotated it, and learns what was answered at first.
 */
class ReceiverOnceIT {
  private static TestDesk desk;
  private static TestDesk.Session system;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    system = desk.as(Role.SYSTEM);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void aCreationIsRepeatedAfterARotation() throws Exception {
    JsonObject wanted = wanted("created");
    dieBeforeTheAnswerIsKept();
    String first = secret(keyed("/v1/receivers", "create-1", wanted), 201);
    rotate("created", "turn-1");
    later();
    String again = secret(keyed("/v1/receivers", "create-1", wanted), 201);
    assertThat(again).isEqualTo(first);
    assertThat(keyed("/v1/receivers", "create-2", wanted).statusCode())
        .as("another wish for the name")
        .isEqualTo(409);
    assertThat(stored("created").getLong("version")).isEqualTo(2);
  }

  @Test
  void aRotationIsRepeatedAfterAnother() throws Exception {
    keyed("/v1/receivers", "create-3", wanted("turned"));
    dieBeforeTheAnswerIsKept();
    String first = rotate("turned", "turn-2");
    String second = rotate("turned", "turn-3");
    Object sealed = stored("turned").get("secret");
    later();
    assertThat(rotate("turned", "turn-2")).isEqualTo(first).isNotEqualTo(second);
    assertThat(stored("turned").get("secret")).as("what signs now stays").isEqualTo(sealed);
    assertThat(rotate("turned", "turn-4")).isNotIn(first, second);
  }

  private static JsonObject wanted(String name) {
    return new JsonObject()
        .put("name", name)
        .put("address", "http://127.0.0.1:9/hook")
        .put("role", "POLICE");
  }

  private static String rotate(String name, String key) {
    JsonObject overlap = new JsonObject().put("overlapHours", 0);
    return secret(keyed("/v1/receivers/" + name + "/secret", key, overlap), 200);
  }

  private static String secret(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body()).getString("secret");
  }

  private static HttpResponse<String> keyed(String path, String key, JsonObject body) {
    return desk.send(
        desk.request("POST", path, system)
            .header("Idempotency-Key", key)
            .POST(TestDesk.json(body)));
  }

  private static void dieBeforeTheAnswerIsKept() throws Exception {
    String namespace = desk.database.getName() + ".desk_attempts";
    MongoSet.shared()
        .failPoint(
            "failCommand",
            "{times: 1}",
            "{failCommands: ['update'], errorCode: 2, namespace: '" + namespace + "'}");
  }

  /** The request that died is taken for dead. */
  private static void later() {
    desk.now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
  }

  private static Document stored(String name) {
    return java.util.Objects.requireNonNull(
        desk.database.getCollection("desk_receivers").find(new Document("_id", name)).first());
  }
}
