package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operators of the database in any parameter or field never widen a result and break nothing. */
class InjectionIT {
  private static final List<String> PAYLOADS =
      List.of(
          "{\"$ne\":null}",
          "{\"$gt\":\"\"}",
          "{\"$regex\":\".*\"}",
          "[$ne]=1",
          "$where",
          "' || 1==1",
          ".*",
          "^",
          "*",
          "%00",
          "\u0000",
          "$$ROOT",
          "{$gt:''}",
          "true, $where: '1 == 1'",
          "MODELLED\"}",
          "../../etc/passwd",
          "\uFEFF",
          "😀",
          "a".repeat(900));
  private static final Map<String, String> PATHS =
      Map.of(
          "listCases", "/v1/cases",
          "listVehicles", "/v1/vehicles",
          "listTerminals", "/v1/terminals",
          "listFindings", "/v1/findings",
          "listQuarantine", "/v1/quarantine",
          "listConflicts", "/v1/conflicts",
          "listAudit", "/v1/audit",
          "listChanges", "/v1/changes",
          "listUsers", "/v1/users",
          "listMachineKeys", "/v1/machine-keys");
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(TestDesk.OTHER, "苏E88888", "张家港市", "别家");
    desk.obd.truck(TestDesk.VIN, 1);
    desk.obd.truck(TestDesk.OTHER, 2);
    desk.desk.casework().follower().sweep();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void queryParametersAreNeverOperators() {
    int sent = 0;
    for (String parameter : Declared.queryParameters()) {
      String[] parts = parameter.split(" ", -1);
      String path = PATHS.get(parts[0]);
      if (path == null) {
        continue;
      }
      for (String payload : PAYLOADS) {
        String value = URLEncoder.encode(payload, StandardCharsets.UTF_8);
        for (String name : List.of(parts[1], parts[1] + "%5B%24ne%5D", parts[1] + ".%24gt")) {
          HttpResponse<String> answer = desk.get(path + "?" + name + "=" + value, role(path));
          sent++;
          assertThat(answer.statusCode()).as("%s %s=%s", path, name, payload).isIn(200, 400);
          if (answer.statusCode() == 200) {
            assertThat(rows(answer)).as("%s %s=%s", path, name, payload).isEmpty();
          }
        }
      }
    }
    assertThat(sent).isGreaterThan(1000);
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
    for (String payload : PAYLOADS) {
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

  private static TestDesk.Session role(String path) {
    return switch (path) {
      case "/v1/audit" -> desk.as(Role.AUDIT);
      case "/v1/users", "/v1/machine-keys" -> desk.as(Role.SECURITY);
      default -> desk.as(Role.ECOLOGY);
    };
  }
}
