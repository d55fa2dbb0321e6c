package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import lantian.desk.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Places on the map: whose they are, how exact, and for whom. */
class PositionsIT {
  private static final String ALL = "/v1/positions?box=120,31,121,32";
  private static final String FULL = "&personal=full&purpose=REVIEW";

  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(TestDesk.OTHER, "苏E3M208", "吴江区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
    desk.obd.truck(TestDesk.OTHER, 2);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void aMaskedPlaceIsCoarseAndNamesNoVehicle() {
    JsonObject masked = places(ALL, desk.as(Role.TRANSPORT));
    assertThat(masked.getJsonArray("vehicle")).containsExactly(null, null);
    assertThat(masked.getJsonArray("lon")).isEqualTo(new JsonArray().add(120.62).add(120.63));
    assertThat(masked.getJsonArray("lat")).isEqualTo(new JsonArray().add(31.31).add(31.31));
    assertThat(desk.get(ALL + FULL, desk.as(Role.TRANSPORT)).statusCode()).isEqualTo(403);
  }

  @Test
  void anExactPlaceNamesItsVehicleAndLeavesARecord() {
    JsonObject full = places(ALL + FULL, desk.as(Role.POLICE));
    assertThat(full.getJsonArray("lon")).isEqualTo(new JsonArray().add(120.62234).add(120.63234));
    String id = full.getJsonArray("vehicle").getString(0);
    assertThat(desk.get("/v1/vehicles/" + id, desk.as(Role.POLICE)).statusCode()).isEqualTo(200);
    String audit = desk.get("/v1/audit?act=PERSONAL_VIEW", desk.as(Role.AUDIT)).body();
    assertThat(audit).contains("2 places");
  }

  @Test
  void onlyWhatIsInTheBoxAndInTheCallersCountyIsShown() {
    TestDesk.Session wujiang = desk.user("wujiang.map", Role.ECOLOGY, "吴江区");
    assertThat(places(ALL, wujiang).getJsonArray("lon")).containsExactly(120.63);
    JsonObject east = places("/v1/positions?box=120.625,31,121,32", desk.as(Role.ECOLOGY));
    assertThat(east.getJsonArray("lon")).containsExactly(120.63);
    assertThat(desk.get("/v1/positions?box=121,31,120,32", wujiang).body()).contains("ORDER");
    assertThat(desk.get("/v1/positions?box=1,2,3", wujiang).statusCode()).isEqualTo(400);
  }

  @Test
  void whatWasReadServesForFiveSecondsOnly() {
    places(ALL, desk.as(Role.ECOLOGY));
    desk.obd.places.add(desk.obd.places.getFirst());
    assertThat(places(ALL, desk.as(Role.ECOLOGY)).getJsonArray("lon")).hasSize(2);
    desk.now.updateAndGet(now -> now.plus(Duration.ofSeconds(6)));
    assertThat(places(ALL, desk.as(Role.ECOLOGY)).getJsonArray("lon")).hasSize(3);
    desk.obd.places.removeLast();
    desk.now.updateAndGet(now -> now.plus(Duration.ofSeconds(6)));
  }

  private static JsonObject places(String path, TestDesk.Session session) {
    return desk.ok(desk.get(path, session));
  }
}
