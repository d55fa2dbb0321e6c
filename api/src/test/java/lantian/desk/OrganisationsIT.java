package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import lantian.desk.access.Role;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom people belong to: registered first, closed only when nobody does any more. */
class OrganisationsIT {
  private static TestDesk desk;
  private static TestDesk.Session system;
  private static TestDesk.Session security;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    system = desk.as(Role.SYSTEM);
    security = desk.as(Role.SECURITY);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  private static JsonObject register(String name) {
    JsonObject wanted = new JsonObject().put("name", name).put("kind", "STATION");
    return desk.ok(desk.post("/v1/organisations", system, wanted));
  }

  private static HttpResponse<String> user(String name, String organisation) {
    return desk.post(
        "/v1/users",
        security,
        new JsonObject()
            .put("name", name)
            .put("display", "某人")
            .put("role", "STATION")
            .put("organisation", organisation));
  }

  private static HttpResponse<String> put(JsonObject read, String state) {
    JsonObject body = new JsonObject().put("kind", "STATION").put("state", state);
    return desk.send(
        desk.request("PUT", "/v1/organisations/" + read.getString("id"), system)
            .header("If-Match", "\"" + read.getLong("version") + "\"")
            .PUT(TestDesk.json(body)));
  }

  @Test
  void nobodyBelongsToWhatIsNotRegistered() {
    HttpResponse<String> refused = user("west-1", "西环检测站");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"field\":\"organisation\"").contains("机构未登记");
    register("西环检测站");
    assertThat(user("west-1", "西环检测站").statusCode()).isEqualTo(201);
    JsonObject again = new JsonObject().put("name", "西环检测站").put("kind", "PORT");
    HttpResponse<String> twice = desk.post("/v1/organisations", system, again);
    assertThat(twice.statusCode()).isEqualTo(409);
    assertThat(twice.body()).contains("NAME_TAKEN");
  }

  @Test
  void aKeyAndAReceiverToo() {
    JsonObject key =
        new JsonObject()
            .put("label", "试")
            .put("role", "STATION")
            .put("organisation", "没有这一家")
            .put("days", 30);
    assertThat(desk.post("/v1/machine-keys", security, key).statusCode()).isEqualTo(400);
    JsonObject receiver =
        new JsonObject()
            .put("name", "nobody")
            .put("address", "http://127.0.0.1:9/hook")
            .put("role", "STATION")
            .put("organisation", "没有这一家");
    assertThat(desk.post("/v1/receivers", system, receiver).statusCode()).isEqualTo(400);
  }

  @Test
  void oneInUseIsNotClosedAndNobodyIsAddedToAClosedOne() {
    JsonObject south = register("南环检测站");
    HttpResponse<String> made = user("south-1", "南环检测站");
    String id = desk.ok(made).getJsonObject("user").getString("id");
    HttpResponse<String> inUse = put(south, "CLOSED");
    assertThat(inUse.statusCode()).isEqualTo(409);
    assertThat(inUse.body()).contains("IN_USE").contains("1个启用的用户");
    desk.ok(
        desk.send(
            desk.request("PATCH", "/v1/users/" + id, security)
                .header("If-Match", made.headers().firstValue("etag").orElseThrow())
                .method("PATCH", TestDesk.json(new JsonObject().put("disabled", true)))));
    JsonObject closed = desk.ok(put(south, "CLOSED"));
    assertThat(closed.getString("state")).isEqualTo("CLOSED");
    assertThat(put(south, "ACTIVE").statusCode()).as("somebody changed it since").isEqualTo(412);
    assertThat(user("south-2", "南环检测站").statusCode()).isEqualTo(400);
    assertThat(desk.ok(put(closed, "ACTIVE")).getString("state")).isEqualTo("ACTIVE");
    assertThat(user("south-2", "南环检测站").statusCode()).isEqualTo(201);
  }

  /** An older city has accounts whose organisations nobody ever registered. */
  @Test
  void whatIsInUseIsRegisteredUnconfirmedAtTheNextStart() {
    desk.database.getCollection("desk_organisations").deleteOne(new Document("name", "某单位"));
    lantian.desk.organisation.Organisations.open(
        desk.database,
        java.util.Set.of("某单位", "市交警支队"),
        java.time.InstantSource.system(),
        new java.security.SecureRandom());
    assertThat(desk.ok(desk.get("/v1/organisations", system)).getJsonArray("rows"))
        .filteredOn(row -> ((JsonObject) row).getString("state").equals("UNCONFIRMED"))
        .extracting(row -> ((JsonObject) row).getString("name"))
        .containsExactly("某单位");
    assertThat(desk.post("/v1/organisations", security, new JsonObject()).statusCode())
        .isEqualTo(403);
  }
}
