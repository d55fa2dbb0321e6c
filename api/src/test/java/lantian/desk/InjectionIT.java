package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operators of the database in any parameter or field never widen a result and break nothing. */
class InjectionIT {
  /** Every how many of the payloads is sent; {@code -Dinjection.step=1} sends all. */
  private static final int STEP = Integer.getInteger("injection.step", 11);

  private static TestDesk desk;
  private static Samples samples;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(TestDesk.OTHER, "苏E88888", "张家港市", "别家");
    desk.obd.truck(TestDesk.VIN, 1);
    desk.obd.truck(TestDesk.OTHER, 2);
    samples = new Samples(desk);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  /**
   * Added to a good request, an operator is refused or finds nothing, whatever the request found.
   */
  @Test
  void queryParametersAreNeverOperators() {
    int sent = 0;
    for (String declared : Declared.queryParameters()) {
      String[] parts = declared.split(" ", -1);
      if (Declared.changes(parts[0])) {
        continue;
      }
      TestDesk.Session session = desk.as(Samples.answersTo(parts[0]));
      // Some show personal data in full or not at all.
      String sample = samples.has(parts[0]) ? parts[0] : parts[0] + "+full";
      URI good = samples.request(sample, session).build().uri();
      for (String query : OperatorPayloads.of(parts[1])) {
        if (sent++ % STEP == 0) {
          String path = without(good, parts[1]) + query;
          findsNothing(path, desk.send(desk.request("GET", path, session).GET()));
        }
      }
    }
    assertThat(sent).isGreaterThan(300 * 60);
  }

  /** The good request without the parameter, ready for another. */
  private static String without(URI good, String parameter) {
    StringBuilder path = new StringBuilder(good.getRawPath()).append('?');
    String query = good.getRawQuery() == null ? "" : good.getRawQuery();
    for (String one : query.split("&", -1)) {
      if (!one.isEmpty() && !one.startsWith(parameter + "=")) {
        path.append(one).append('&');
      }
    }
    return path.toString();
  }

  private static void findsNothing(String path, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(path).isIn(200, 400);
    if (answer.statusCode() == 200) {
      String type = answer.headers().firstValue("content-type").orElse("");
      assertThat(type).as(path).containsAnyOf("json", "csv");
      if (type.contains("csv")) {
        assertThat(answer.body().lines()).as(path).hasSizeLessThanOrEqualTo(1);
      } else {
        JsonObject total = new JsonObject(answer.body()).getJsonObject("total");
        if (total == null) {
          assertThat(rows(answer)).as(path).isNotNull().isEmpty();
        } else {
          // one sum and no rows: nothing was added up
          assertThat(total.getLong("days")).as(path).isZero();
        }
      }
    }
  }

  @Test
  void bodiesTakeScalarsOnly() {
    for (String field : List.of("name", "password")) {
      for (Object operator :
          List.of(
              new JsonObject().putNull("$ne"),
              new JsonObject().put("$gt", ""),
              new JsonArray().add("admin"),
              1,
              true)) {
        JsonObject body = new JsonObject().put("name", "admin").put("password", "x");
        body.put(field, operator);
        assertThat(desk.post("/v1/session", null, body).statusCode()).isEqualTo(400);
      }
    }
    for (String payload :
        List.of("{\"$ne\":null}", "$where", "' || 1==1", ".*", "\u0000", "a".repeat(900))) {
      JsonObject body = new JsonObject().put("name", payload).put("password", payload);
      assertThat(desk.post("/v1/session", null, body).statusCode()).isIn(400, 401, 429);
    }
  }

  @Test
  void aSearchFindsThePlateAndNothingLikeIt() {
    assertThat(found(new JsonObject().put("plate", TestDesk.PLATE))).hasSize(1);
    for (String payload : List.of("苏E.*", "苏E", "^苏", "$ne", "苏E7K91_", "苏E7K913\u0000")) {
      assertThat(found(new JsonObject().put("plate", payload))).as(payload).isEmpty();
    }
    JsonObject operator = new JsonObject().put("plate", new JsonObject().put("$ne", "x"));
    assertThat(desk.post("/v1/vehicles/search", desk.as(Role.ECOLOGY), operator).statusCode())
        .isEqualTo(400);
  }

  private static JsonArray found(JsonObject search) {
    return desk.ok(desk.post("/v1/vehicles/search", desk.as(Role.ECOLOGY), search))
        .getJsonArray("vehicles");
  }

  private static JsonArray rows(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getJsonArray("rows");
  }
}
