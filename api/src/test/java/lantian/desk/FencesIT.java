package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import lantian.desk.access.Role;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fences: who keeps them, what is taken for one, and what is inside. */
class FencesIT {
  private static final String FULL = "&personal=full&purpose=REVIEW";
  private static final String BOX = "box=120,31,121,32";

  private static TestDesk desk;
  private static TestDesk.Session lead;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(TestDesk.OTHER, "苏E3M208", "吴江区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1); // 120.62234, 31.31234
    desk.obd.truck(TestDesk.OTHER, 2); // 120.63234, 31.31234
    lead = desk.as(Role.ECOLOGY_LEAD);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  /** A square with its western lower corner here, that holds from the day of the tests on. */
  static JsonObject square(String name, double lon, double lat, double side) {
    JsonArray ring = new JsonArray();
    double[][] corners = {{0, 0}, {side, 0}, {side, side}, {0, side}, {0, 0}};
    for (double[] corner : corners) {
      ring.add(new JsonArray().add(lon + corner[0]).add(lat + corner[1]));
    }
    return new JsonObject()
        .put("type", "Feature")
        .put(
            "properties",
            new JsonObject()
                .put("name", name)
                .put("kind", "LOW_EMISSION")
                .put("from", "2026-11-20"))
        .put(
            "geometry",
            new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring)));
  }

  private static JsonObject file(JsonObject... features) {
    return new JsonObject()
        .put("type", "FeatureCollection")
        .put("features", new JsonArray(List.of((Object[]) features)));
  }

  private static HttpResponse<String> post(JsonObject file, TestDesk.Session session) {
    return desk.send(
        desk.request("POST", "/v1/fences", session)
            .setHeader("Content-Type", "application/geo+json")
            .POST(BodyPublishers.ofString(file.encode())));
  }

  private static JsonObject made(JsonObject feature) {
    return desk.ok(post(feature, lead)).getJsonArray("rows").getJsonObject(0);
  }

  private static HttpResponse<String> change(JsonObject fence, JsonObject change) {
    return desk.send(
        desk.request("PATCH", "/v1/fences/" + fence.getString("id"), lead)
            .header("If-Match", "\"" + fence.getInteger("version") + "\"")
            .method("PATCH", TestDesk.json(change)));
  }

  @Test
  void aFileIsTakenWholeOrNotAtAll() {
    int before = names(true).size();
    JsonObject open = square("缺口", 120, 31, 0.1);
    open.getJsonObject("geometry").getJsonArray("coordinates").getJsonArray(0).remove(4);
    JsonObject nameless = square(" ", 120, 31, 0.1);
    nameless.getJsonObject("properties").put("kind", "FOREST").put("from", "2026-02-30");
    HttpResponse<String> refused = post(file(square("好的", 120, 31, 0.1), open, nameless), lead);
    JsonObject problem = CaseDesk.refused(refused, 400, "INVALID");
    assertThat(
            CaseDesk.objects(problem.getJsonArray("errors")).stream()
                .map(error -> error.getString("pointer") + " " + error.getString("code")))
        .containsExactly(
            "/features/1/geometry/coordinates/0 OPEN",
            "/features/2/properties/name NAME",
            "/features/2/properties/kind KIND",
            "/features/2/properties/from DATE");
    assertThat(names(true)).hasSize(before);
    desk.ok(post(file(square("甲区", 120, 31, 0.1), square("乙区", 120.2, 31, 0.1)), lead));
    assertThat(names(false)).contains("甲区", "乙区");
  }

  @Test
  void theLeadOfTheWholeCityKeepsThem() {
    JsonObject zone = square("谁的", 120, 31, 0.1);
    assertThat(post(zone, desk.as(Role.ECOLOGY)).statusCode()).isEqualTo(403);
    assertThat(post(zone, desk.as(Role.SYSTEM)).statusCode()).isEqualTo(403);
    TestDesk.Session county = desk.user("lead.gusu", Role.ECOLOGY_LEAD, "姑苏区");
    assertThat(post(zone, county).body()).contains("WHOLE_CITY");
    String id = made(zone).getString("id");
    assertThat(desk.database.getCollection("desk_audit").find(new Document("object", id)).first())
        .containsEntry("act", "FENCE_CREATED");
  }

  @Test
  void itEndsOnADayAndStaysEnded() {
    JsonObject fence = made(square("限期", 120, 31, 0.1));
    CaseDesk.refused(change(fence, new JsonObject().put("until", "2026-11-19")), 400, "INVALID");
    JsonObject ended =
        desk.ok(change(fence, new JsonObject().put("until", "2026-11-20").put("name", "已限期")));
    CaseDesk.refused(change(fence, new JsonObject().put("name", "x")), 412, "CHANGED_SINCE");
    assertThat(names(false)).contains("已限期");
    java.time.Instant before = desk.now.get();
    desk.now.set(before.plus(java.time.Duration.ofHours(12))); // The next day in +08:00.
    try {
      lead = desk.signIn(lead.name(), lead.password());
      assertThat(names(false)).doesNotContain("已限期");
      assertThat(names(true)).contains("已限期");
      assertThat(change(ended, new JsonObject().putNull("until")).body()).contains("ENDED");
      String inside = "/v1/positions?" + BOX + "&fence=" + ended.getString("id");
      assertThat(desk.get(inside, lead).body()).contains("NOT_NOW");
    } finally {
      desk.now.set(before);
      lead = desk.as(Role.ECOLOGY_LEAD);
    }
  }

  @Test
  void theMapAndTheListShowWhoIsInside() {
    String id = made(square("内环", 120.61, 31.3, 0.015)).getString("id"); // The first truck only.
    TestDesk.Session police = desk.as(Role.POLICE);
    String fence = "&fence=" + id;
    JsonObject exact = desk.ok(desk.get("/v1/positions?" + BOX + fence + FULL, police));
    assertThat(exact.getJsonArray("lon")).containsExactly(120.62234);
    String events = desk.get("/v1/positions/stream?for=0&" + BOX + fence + FULL, police).body();
    assertThat(EventReader.all(events).getFirst().data().getJsonArray("lon"))
        .containsExactly(120.62234);
    JsonArray rows =
        desk.ok(desk.get("/v1/vehicles?limit=5" + fence + FULL, police)).getJsonArray("rows");
    assertThat(rows).hasSize(1);
    assertThat(rows.getJsonObject(0).getJsonObject("vehicle").getString("plate"))
        .isEqualTo(TestDesk.PLATE);
    assertThat(desk.get("/v1/vehicles?fence=" + "0".repeat(32) + FULL, police).body())
        .contains("UNKNOWN");
  }

  @Test
  void aFenceTellsNoMoreThanTheMaskedMap() {
    // Exact 120.62234, shown 120.62: a fence between the two holds nothing.
    String id = made(square("细缝", 120.621, 31.3, 0.015)).getString("id");
    TestDesk.Session transport = desk.as(Role.TRANSPORT);
    JsonObject masked = desk.ok(desk.get("/v1/positions?" + BOX + "&fence=" + id, transport));
    assertThat(masked.getJsonArray("lon")).containsExactly(120.63);
    CaseDesk.refused(desk.get("/v1/vehicles?fence=" + id, transport), 400, "INVALID");
    assertThat(desk.get("/v1/vehicles?fence=" + id, transport).body()).contains("PURPOSE");
  }

  @Test
  void pagesInsideAFenceEndAndGoOn() {
    String id = made(square("大区", 120.5, 31.2, 0.4)).getString("id");
    String path = "/v1/vehicles?limit=1&fence=" + id + FULL;
    JsonObject first = desk.ok(desk.get(path, lead));
    JsonObject second = desk.ok(desk.get(path + "&cursor=" + first.getString("next"), lead));
    assertThat(second.getString("next")).isNull();
    assertThat(List.of(first.getJsonArray("rows").size(), second.getJsonArray("rows").size()))
        .containsExactly(1, 1);
    assertThat(first.getJsonArray("rows")).isNotEqualTo(second.getJsonArray("rows"));
  }

  private static List<String> names(boolean all) {
    JsonObject list = desk.ok(desk.get("/v1/fences?all=" + all, lead));
    return CaseDesk.objects(list.getJsonArray("rows")).stream()
        .map(row -> row.getString("name"))
        .toList();
  }
}
