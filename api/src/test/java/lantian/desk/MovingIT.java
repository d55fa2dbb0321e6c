package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import lantian.desk.access.Role;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A truck that changes county and maker belongs to each at its own time, everywhere alike. */
class MovingIT {
  private static final Instant MOVED = FakeObd.NOON.plusSeconds(1800);
  private static final String OTHER_MAKER = "别家终端";

  /** Changes its county only; its terminal stays. */
  private static final Vin KEPT = TestDesk.OTHER;

  private static TestDesk desk;
  private static TestDesk.Session before;
  private static TestDesk.Session after;
  private static TestDesk.Session city;
  private static FindingId early;
  private static FindingId late;
  private static String truck;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(TestDesk.VIN, MOVED, "苏E00002", "张家港市", OTHER_MAKER);
    desk.file(KEPT, "苏E00003", "姑苏区", TestDesk.MAKER);
    desk.file(KEPT, MOVED, "苏E00003", "张家港市", TestDesk.MAKER);
    early = desk.obd.truck(TestDesk.VIN, 1).id();
    late = desk.obd.truck(TestDesk.VIN, 40).id();
    desk.obd.vehicles.removeLast();
    before = desk.user("gusu", Role.ECOLOGY, "姑苏区");
    after = desk.user("zhangjiagang", Role.ECOLOGY, "张家港市");
    city = desk.as(Role.ECOLOGY);
    truck = id(TestDesk.VIN);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void aFindingBelongsToTheCountyOfItsBeginning() {
    assertThat(desk.get("/v1/findings/" + early, before).statusCode()).isEqualTo(200);
    assertThat(desk.get("/v1/findings/" + early, after).statusCode()).isEqualTo(404);
    assertThat(desk.get("/v1/findings/" + late, before).statusCode()).isEqualTo(404);
    assertThat(desk.get("/v1/findings/" + late, after).statusCode()).isEqualTo(200);
  }

  @Test
  void theLatestStateAndTheEntriesAreThoseOfTheCallersTime() {
    JsonObject then = desk.ok(desk.get("/v1/vehicles/" + truck, before));
    assertThat(then.getJsonObject("state").getString("collected")).isNotNull();
    assertThat(then.getJsonObject("values").isEmpty()).isFalse();
    assertThat(then.encode()).contains("姑苏区").doesNotContain("张家港市").doesNotContain(OTHER_MAKER);
    JsonObject now = desk.ok(desk.get("/v1/vehicles/" + truck, after));
    assertThat(now.getJsonObject("state").getString("collected")).isNull();
    assertThat(now.getJsonObject("values").isEmpty()).isTrue();
    assertThat(now.encode()).contains("张家港市").doesNotContain("姑苏区");
    assertThat(desk.ok(desk.get("/v1/vehicles/" + truck, city)).getJsonArray("entries")).hasSize(2);
    JsonObject listed = rows("/v1/vehicles", before).getJsonObject(0);
    assertThat(listed.getJsonObject("vehicle").getString("county")).isEqualTo("姑苏区");
    assertThat(listed.getString("collected")).isNotNull();
    assertThat(rows("/v1/vehicles", after).getJsonObject(0).getString("collected")).isNull();
  }

  @Test
  void aCurveIsCutWhereTheTruckChangedHands() {
    JsonArray then = seconds(0, 3600, before);
    assertThat(then.getLong(then.size() - 1)).isLessThan(MOVED.getEpochSecond());
    assertThat(then.getLong(0)).isEqualTo(FakeObd.NOON.getEpochSecond());
    JsonArray now = seconds(0, 3600, after);
    assertThat(now.getLong(0)).isEqualTo(MOVED.getEpochSecond());
    assertThat(seconds(0, 3600, city)).hasSize(3600 / 4);
    assertThat(desk.get(curve(1800, 3600), before).statusCode()).isEqualTo(404);
    assertThat(desk.get(curve(0, 1800), after).statusCode()).isEqualTo(404);
    // It comes back: two pieces make one curve.
    desk.file(TestDesk.VIN, MOVED.plusSeconds(900), "苏E00002", "姑苏区", OTHER_MAKER);
    try {
      JsonArray pieces = seconds(0, 3600, before);
      assertThat(pieces.stream().map(Number.class::cast).map(Number::longValue))
          .isSorted()
          .contains(FakeObd.NOON.getEpochSecond(), MOVED.getEpochSecond() + 900)
          .doesNotContain(MOVED.getEpochSecond());
    } finally {
      desk.file(TestDesk.VIN, MOVED.plusSeconds(900), "苏E00002", "张家港市", OTHER_MAKER);
    }
  }

  @Test
  void whyItIsSilentIsForTheCountyOfNow() {
    String path = "/v1/vehicles/" + truck + "/silence";
    assertThat(desk.get(path, before).statusCode()).isEqualTo(404);
    assertThat(desk.get(path, after).statusCode()).isEqualTo(200);
  }

  @Test
  void aTerminalsFramesAreThoseOfTheCallersTime() {
    String frames = "/v1/terminals/" + terminal(KEPT, 0) + "/frames";
    assertThat(rows(frames, city)).hasSize(1);
    assertThat(rows(frames, before)).hasSize(1);
    assertThat(rows(frames, after)).isEmpty();
    JsonObject entry = desk.ok(desk.get("/v1/terminals/" + terminal(KEPT, 0), after));
    assertThat(entry.getJsonObject("vehicle").getString("county")).isEqualTo("张家港市");
  }

  @Test
  void eachMakerSeesItsOwnTerminalOfTheTruck() {
    TestDesk.Session maker = desk.as(Role.INTEGRATOR);
    String old = terminal(TestDesk.VIN, 0);
    String current = terminal(TestDesk.VIN, 1);
    assertThat(desk.get("/v1/terminals/" + old, maker).statusCode()).isEqualTo(200);
    assertThat(rows("/v1/terminals/" + old + "/frames", maker)).hasSize(1);
    assertThat(desk.get("/v1/terminals/" + current, maker).statusCode()).isEqualTo(404);
    assertThat(rows("/v1/terminals", maker)).hasSize(1); // KEPT's, not the one it lost.
    assertThat(rows("/v1/quarantine", maker)).hasSize(1); // Received before, not after.
  }

  private static JsonArray rows(String path, TestDesk.Session session) {
    return desk.ok(desk.get(path, session)).getJsonArray("rows");
  }

  private static JsonArray seconds(long from, long to, TestDesk.Session session) {
    return desk.ok(desk.get(curve(from, to), session)).getJsonArray("seconds");
  }

  private static String curve(long from, long to) {
    return "/v1/vehicles/"
        + truck
        + "/telemetry?step=4&from="
        + FakeObd.NOON.plusSeconds(from)
        + "&to="
        + FakeObd.NOON.plusSeconds(to);
  }

  private static String terminal(Vin vin, int number) {
    return desk.ok(desk.get("/v1/vehicles/" + id(vin), city)).getJsonArray("terminals").stream()
        .map(JsonObject.class::cast)
        .sorted(
            java.util.Comparator.comparing(
                entry -> OffsetDateTime.parse(entry.getString("validFrom"))))
        .toList()
        .get(number)
        .getString("id");
  }

  private static String id(Vin vin) {
    JsonObject body = new JsonObject().put("vin", vin.text());
    return desk.ok(desk.post("/v1/vehicles/search", desk.as(Role.ECOLOGY), body))
        .getJsonArray("vehicles")
        .getJsonObject(0)
        .getString("id");
  }
}
