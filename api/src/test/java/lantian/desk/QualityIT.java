package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lantian.desk.access.Role;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Data quality over the interface: sums, vehicles, missing seconds and their files. */
class QualityIT {
  private static final String RANGE =
      "from=2026-11-20T00:00:00%2B08:00&to=2026-11-21T00:00:00%2B08:00";
  private static final Vin OTHER = new Vin("LSZNJ01A9J0000802");
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(OTHER, "苏E80002", "张家港市", TestDesk.MAKER);
    desk.obd.counties.put(TestDesk.VIN, "姑苏区");
    desk.obd.counties.put(OTHER, "张家港市");
    desk.obd.truck(TestDesk.VIN, 1);
    desk.obd.truck(OTHER, 2);
    desk.obd.share(TestDesk.VIN, OTHER);
    desk.obd.makers.put(TestDesk.VIN, TestDesk.MAKER);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  private static JsonObject ok(String path, TestDesk.Session session) {
    return desk.ok(desk.get(path, session));
  }

  @Test
  void everyShareHasNumeratorDenominatorAndFormula() {
    JsonObject row =
        ok("/v1/quality?by=MAKER&worst=LOST&" + RANGE, desk.as(Role.ECOLOGY))
            .getJsonArray("rows")
            .getJsonObject(0);
    assertThat(row.getJsonArray("indicators").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("code", "TRANSMISSION")
                .put("formula", "DQ-TRANSMISSION-1")
                .put("numerator", 3_240)
                .put("denominator", 3_600));
  }

  @Test
  void theSummarySaysWhatItsLimitsAreWorth() {
    JsonObject summary = ok("/v1/quality/summary?" + RANGE, desk.as(Role.ECOLOGY));
    assertThat(summary.getJsonObject("networking").getInteger("denominator")).isEqualTo(2);
    assertThat(summary.getJsonArray("limits"))
        .hasSizeGreaterThan(20)
        .allSatisfy(limit -> assertThat(((JsonObject) limit).getBoolean("verified")).isFalse());
    JsonObject ofMaker =
        ok("/v1/quality/summary?maker=%E6%9F%90%E5%8E%82&" + RANGE, desk.as(Role.ECOLOGY));
    assertThat(ofMaker.getJsonObject("networking")).isNull();
  }

  @Test
  void aCountyOfficerHasNothingOfOtherCounties() {
    TestDesk.Session officer = desk.user("quality-county", Role.ECOLOGY, "姑苏区");
    assertThat(ok("/v1/quality/vehicles?" + RANGE, officer).getJsonArray("rows")).hasSize(1);
    String foreign = "/v1/quality/vehicles?county=%E5%BC%A0%E5%AE%B6%E6%B8%AF%E5%B8%82&" + RANGE;
    assertThat(ok(foreign, officer).getJsonArray("rows")).isEmpty();
    assertThat(ok(foreign, desk.as(Role.ECOLOGY)).getJsonArray("rows")).hasSize(1);
    JsonObject summary = ok("/v1/quality/summary?" + RANGE, officer);
    assertThat(summary.getJsonObject("networking").getInteger("denominator")).isEqualTo(1);
  }

  @Test
  void anIntegratorSeesItsOwnTerminalsOnlyAndNoPlate() {
    TestDesk.Session maker = desk.as(Role.INTEGRATOR);
    assertThat(ok("/v1/quality/vehicles?" + RANGE, maker).getJsonArray("rows"))
        .singleElement()
        .satisfies(row ->
            assertThat(((JsonObject) row).getJsonObject("vehicle").getString("plate"))
                .contains("*"));
    assertThat(ok("/v1/quality?by=FIRMWARE&" + RANGE, maker).getJsonArray("rows")).hasSize(1);
    String foreign = "&maker=%E6%81%92%E8%BF%9C%E8%BD%A6%E8%81%94&" + RANGE;
    assertThat(ok("/v1/quality?by=MAKER" + foreign, maker).getJsonArray("rows")).isEmpty();
    assertThat(ok("/v1/quality?by=MAKER" + foreign, desk.as(Role.ECOLOGY)).getJsonArray("rows"))
        .hasSize(1);
    assertThat(ok("/v1/quality/summary?" + RANGE, maker).getJsonObject("networking")).isNull();
    assertThat(desk.get("/v1/quality/shared", maker).statusCode()).isEqualTo(403);
  }

  @Test
  void gapsAreOfTheFiltersVehicles() {
    TestDesk.Session officer = desk.as(Role.ECOLOGY);
    assertThat(ok("/v1/quality/gaps?" + RANGE, officer).getJsonArray("rows")).isEmpty();
    JsonObject first =
        ok("/v1/quality/vehicles?" + RANGE, officer).getJsonArray("rows").getJsonObject(0);
    String id = first.getJsonObject("vehicle").getString("id");
    JsonObject gap =
        ok("/v1/quality/gaps?filter=" + id + "&" + RANGE, officer)
            .getJsonArray("rows")
            .getJsonObject(0);
    assertThat(gap.getInteger("seconds")).isEqualTo(360);
    assertThat(gap.getString("first")).isEqualTo("2026-11-20T12:00:00+08:00");
    assertThat(gap.getJsonObject("vehicle").getString("plate")).contains("*");
  }

  @Test
  void whoeverIsOfOneCountySeesHisVehicleAmongThoseOfAnIdentifier() {
    JsonObject row =
        ok("/v1/quality/shared?kind=CONTROLLER", desk.as(Role.ECOLOGY))
            .getJsonArray("rows")
            .getJsonObject(0);
    assertThat(row.getString("value")).contains("*");
    assertThat(row.getJsonArray("tellers")).hasSize(2);
    assertThat(row.getJsonArray("tellers").getJsonObject(0).getBoolean("own")).isTrue();
    assertThat(row.getJsonArray("tellers").getJsonObject(1).getBoolean("own")).isFalse();
    TestDesk.Session officer = desk.user("shared-county", Role.ECOLOGY, "姑苏区");
    JsonObject his =
        ok("/v1/quality/shared?kind=CONTROLLER", officer).getJsonArray("rows").getJsonObject(0);
    assertThat(his.getJsonArray("tellers")).hasSize(1);
    assertThat(his.getInteger("vehicles")).isEqualTo(2);
    TestDesk.Session nobody = desk.user("shared-none", Role.ECOLOGY, "吴江区");
    assertThat(ok("/v1/quality/shared", nobody).getJsonArray("rows")).isEmpty();
    String file = "/v1/quality/shared/export?format=csv";
    assertThat(desk.get(file, desk.as(Role.ECOLOGY)).body())
        .contains("控制器VIN", "同期", "****************0001")
        .doesNotContain(TestDesk.PLATE, TestDesk.VIN.text(), "89860000000000000001");
    String full = "&personal=full&purpose=REVIEW";
    assertThat(desk.get(file + full, desk.as(Role.ECOLOGY)).body())
        .contains(TestDesk.PLATE, TestDesk.VIN.text(), "89860000000000000001");
    String xlsx = "/v1/quality/shared/export?format=xlsx";
    assertThat(desk.get(xlsx, officer).headers().firstValue("content-type").orElseThrow())
        .contains("spreadsheetml");
  }

  @Test
  void sharedIdentifiersGoOnWhereAPageEndsAndBeginWhereOneAsks() {
    TestDesk.Session officer = desk.as(Role.ECOLOGY);
    JsonObject first = ok("/v1/quality/shared?limit=1", officer);
    assertThat(kinds(first)).containsExactly("CARD");
    String next = URLEncoder.encode(first.getString("next"), StandardCharsets.UTF_8);
    JsonObject second = ok("/v1/quality/shared?limit=1&cursor=" + next, officer);
    assertThat(kinds(second)).containsExactly("CONTROLLER");
    assertThat(second.getString("next")).isNull();
    assertThat(kinds(ok("/v1/quality/shared?from=2026-11-22T00:00:00%2B08:00", officer)))
        .containsExactly("CARD", "CONTROLLER");
    assertThat(kinds(ok("/v1/quality/shared?from=2026-11-23T00:00:00%2B08:00", officer)))
        .as("told until the day before")
        .isEmpty();
  }

  @Test
  void sharedIdentifiersOfOneVehicleAreThoseThatItTold() {
    TestDesk.Session officer = desk.as(Role.ECOLOGY);
    JsonObject all = ok("/v1/quality/shared", officer);
    JsonObject teller =
        all.getJsonArray("rows").getJsonObject(0).getJsonArray("tellers").getJsonObject(0);
    String id = teller.getJsonObject("vehicle").getString("id");
    desk.obd.share(OTHER, new Vin("LSZNJ01A9J0000803"));
    try {
      assertThat(kinds(ok("/v1/quality/shared", officer)))
          .containsExactly("CARD", "CONTROLLER", "CARD", "CONTROLLER");
      assertThat(ok("/v1/quality/shared?filter=" + id, officer).getJsonArray("rows"))
          .isEqualTo(all.getJsonArray("rows"));
    } finally {
      desk.obd.shared.subList(2, 4).clear();
    }
  }

  private static List<String> kinds(JsonObject page) {
    return page.getJsonArray("rows").stream()
        .map(row -> ((JsonObject) row).getString("kind"))
        .toList();
  }

  @Test
  void filesHoldEveryShareMaskedUnlessAskedInFull() {
    TestDesk.Session officer = desk.as(Role.ECOLOGY);
    HttpResponse<String> masked =
        desk.get("/v1/quality/vehicles/export?format=csv&" + RANGE, officer);
    assertThat(masked.statusCode()).isEqualTo(200);
    assertThat(masked.body())
        .contains("传输率（%）", "传输率分子", "90")
        .doesNotContain(TestDesk.PLATE, TestDesk.VIN.text());
    String full = "&personal=full&purpose=REVIEW";
    assertThat(desk.get("/v1/quality/vehicles/export?format=csv&" + RANGE + full, officer).body())
        .contains(TestDesk.PLATE);
    HttpResponse<String> xlsx = desk.get("/v1/quality/export?format=xlsx&" + RANGE, officer);
    assertThat(xlsx.headers().firstValue("content-type").orElseThrow()).contains("spreadsheetml");
  }
}
