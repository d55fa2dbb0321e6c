package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import lantian.desk.access.Role;
import lantian.obd.read.Found;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of other counties and other makers do not exist for a caller. */
class ScopeIT {
  private static final Vin THEIRS = new Vin("LSZNJ01A9J0000777");
  private static final Vin UNFILED = new Vin("LSZNJ01A9J0000888");
  private static TestDesk desk;
  private static TestDesk.Session county;
  private static Found ours;
  private static Found theirs;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(THEIRS, "苏E99999", "张家港市", "别家终端");
    ours = desk.obd.truck(TestDesk.VIN, 1);
    theirs = desk.obd.truck(THEIRS, 2);
    desk.obd.truck(UNFILED, 3);
    county = desk.user("gusu", Role.ECOLOGY, "姑苏区");
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void aCountySeesItsOwnFindingsOnly() {
    JsonObject list = desk.ok(desk.get("/v1/findings", county));
    assertThat(list.getInteger("count")).isEqualTo(1);
    assertThat(list.getJsonArray("rows").getJsonObject(0).getString("id"))
        .isEqualTo(ours.id().text());
    assertThat(desk.get("/v1/findings/" + ours.id(), county).statusCode()).isEqualTo(200);
    assertThat(desk.get("/v1/findings/" + theirs.id(), county).statusCode()).isEqualTo(404);
    String csv = desk.get("/v1/findings/export?format=csv", county).body();
    assertThat(csv).contains(ours.id().text()).doesNotContain(theirs.id().text());
    assertThat(desk.ok(desk.get("/v1/findings", desk.as(Role.ECOLOGY))).getInteger("count"))
        .isEqualTo(3);
  }

  @Test
  void aCountySeesItsOwnVehiclesAndDataOnly() {
    for (String path :
        new String[] {"/v1/vehicles", "/v1/terminals", "/v1/quarantine", "/v1/conflicts"}) {
      assertThat(desk.ok(desk.get(path, county)).getJsonArray("rows")).as(path).hasSize(1);
    }
    String other = id(desk.as(Role.ECOLOGY), THEIRS);
    assertThat(desk.get("/v1/vehicles/" + other, county).statusCode()).isEqualTo(404);
    assertThat(desk.get("/v1/vehicles/" + other, desk.as(Role.ECOLOGY)).statusCode())
        .isEqualTo(200);
    String range = "/telemetry?from=2026-11-20T00:00:00Z&to=2026-11-20T01:00:00Z";
    assertThat(desk.get("/v1/vehicles/" + other + range, county).statusCode()).isEqualTo(404);
    assertThat(search(county, THEIRS)).isEmpty();
    assertThat(search(county, TestDesk.VIN)).hasSize(1);
  }

  @Test
  void anIntegratorSeesItsOwnTerminalsOnly() {
    TestDesk.Session maker = desk.as(Role.INTEGRATOR);
    JsonArray rows = desk.ok(desk.get("/v1/terminals", maker)).getJsonArray("rows");
    assertThat(rows).hasSize(1);
    assertThat(
            desk.ok(
                    desk.get(
                        "/v1/terminals?maker=别家终端"
                            .replace(
                                "别家终端", java.net.URLEncoder.encode("别家终端", StandardCharsets.UTF_8)),
                        maker))
                .getJsonArray("rows"))
        .hasSize(1);
    String own = rows.getJsonObject(0).getJsonObject("entry").getString("id");
    JsonObject frames =
        desk.ok(desk.get("/v1/terminals/" + own + "/frames?personal=full&purpose=SUPPORT", maker));
    assertThat(frames.getJsonArray("rows").getJsonObject(0).getString("hex"))
        .isEqualTo(FakeObd.FRAME);
    assertThat(
            desk.ok(desk.get("/v1/terminals/" + own + "/frames", maker))
                .getJsonArray("rows")
                .getJsonObject(0)
                .getString("hex"))
        .isNull();
    String foreign =
        desk.ok(
                desk.get(
                    "/v1/terminals?filter=" + filter(desk.as(Role.ECOLOGY), THEIRS),
                    desk.as(Role.ECOLOGY)))
            .getJsonArray("rows")
            .getJsonObject(0)
            .getJsonObject("entry")
            .getString("id");
    assertThat(desk.get("/v1/terminals/" + foreign, maker).statusCode()).isEqualTo(404);
    assertThat(desk.get("/v1/terminals/" + foreign + "/frames", maker).statusCode()).isEqualTo(404);
    assertThat(search(maker, THEIRS)).isEmpty();
    String other = id(desk.as(Role.ECOLOGY), THEIRS);
    assertThat(desk.get("/v1/vehicles/" + other + "/silence", maker).statusCode()).isEqualTo(404);
    assertThat(desk.ok(desk.get("/v1/quarantine", maker)).getJsonArray("rows")).hasSize(1);
  }

  @Test
  void evidenceIsWithheldWhileMasked() {
    String path = "/v1/findings/" + ours.id();
    JsonObject masked = desk.ok(desk.get(path, desk.as(Role.TRANSPORT)));
    JsonObject packet = masked.getJsonArray("packets").getJsonObject(0);
    assertThat(packet.getString("hex")).isNull();
    assertThat(packet.getString("sm3")).hasSize(64);
    assertThat(masked.encode())
        .contains("scrDownNoxPpm")
        .doesNotContain("\"lon\"")
        .doesNotContain(TestDesk.VIN.text())
        .doesNotContain(TestDesk.PLATE);
    JsonObject full =
        desk.ok(desk.get(path + "?personal=full&purpose=REVIEW", desk.as(Role.POLICE)));
    assertThat(full.getJsonArray("packets").getJsonObject(0).getString("hex"))
        .isEqualTo(FakeObd.FRAME);
    assertThat(full.encode()).contains("\"lon\"").contains(TestDesk.VIN.text());
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    String path = "/v1/findings?limit=1";
    String cursor = "";
    int seen = 0;
    for (int page = 0; page < 3; page++) {
      JsonObject answer = desk.ok(desk.get(path + cursor, desk.as(Role.ECOLOGY)));
      seen += answer.getJsonArray("rows").size();
      cursor = "&cursor=" + answer.getString("next");
    }
    assertThat(seen).isEqualTo(3);
    assertThat(cursor).isEqualTo("&cursor=null");
    String next = desk.ok(desk.get(path, desk.as(Role.ECOLOGY))).getString("next");
    assertThat(desk.get("/v1/quarantine?cursor=" + next, desk.as(Role.ECOLOGY)).statusCode())
        .isEqualTo(400);
  }

  private static JsonArray search(TestDesk.Session session, Vin vin) {
    JsonObject body = new JsonObject().put("vin", vin.text());
    return desk.ok(desk.post("/v1/vehicles/search", session, body)).getJsonArray("vehicles");
  }

  private static String filter(TestDesk.Session session, Vin vin) {
    JsonObject body = new JsonObject().put("vin", vin.text());
    return desk.ok(desk.post("/v1/vehicles/search", session, body)).getString("filter");
  }

  private static String id(TestDesk.Session session, Vin vin) {
    return search(session, vin).getJsonObject(0).getString("id");
  }
}
