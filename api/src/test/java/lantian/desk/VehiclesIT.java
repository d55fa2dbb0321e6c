package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import lantian.desk.access.Role;
import lantian.proto.Vin;
import org.bson.Document;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of vehicles and the search that leads to them. */
class VehiclesIT {
  private static final Vin NEVER_HEARD_OF = new Vin("LSZNJ01A9J0009999");
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1); // Heard of an hour ago.
    desk.obd.truck(TestDesk.OTHER, 59); // Heard of a minute ago.
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void onlineHasThreeAnswers() {
    assertThat(rows("?sent=true")).hasSize(2);
    assertThat(collected("?online=true")).containsExactly("2026-11-20T12:59:00+08:00");
    assertThat(collected("?online=false&sent=true")).containsExactly("2026-11-20T12:01:00+08:00");
  }

  @Test
  void aFilterForOneVehicleAsksTheOtherQuestionsToo() {
    String filter = "?filter=" + search(new JsonObject().put("vin", TestDesk.VIN.text()));
    assertThat(rows(filter)).hasSize(1);
    assertThat(rows(filter + "&online=false&filed=true&verified=true")).hasSize(1);
    for (String other : List.of("&online=true", "&filed=false", "&verified=false")) {
      assertThat(rows(filter + other)).as(other).isEmpty();
    }
  }

  @Test
  void whoeverKeepsTheRegisterMayAskAboutATruckNobodyKnows() {
    JsonObject search = new JsonObject().put("vin", NEVER_HEARD_OF.text());
    JsonArray found = found(desk.as(Role.ECOLOGY), search);
    assertThat(found).hasSize(1);
    String id = found.getJsonObject(0).getString("id");
    assertThat(
            desk.ok(desk.get("/v1/vehicles/" + id + "/silence", desk.as(Role.ECOLOGY)))
                .getJsonArray("causes"))
        .isNotEmpty();
    assertThat(found(desk.as(Role.POLICE), search)).isEmpty();
    assertThat(found(desk.user("gusu", Role.ECOLOGY, "姑苏区"), search)).isEmpty();
    JsonObject noVin = new JsonObject().put("vin", "LSZNJ01A9J000IOQ9");
    assertThat(found(desk.as(Role.ECOLOGY), noVin)).isEmpty();
  }

  @Test
  void aPlateMayHoldAnythingAndFindsOnlyItself() {
    for (String plate : List.of("AB\nCD", "\n\n", "vin\nX", "number\n", "AB\nYELLOW\n")) {
      assertThat(found(desk.as(Role.ECOLOGY), new JsonObject().put("plate", plate)))
          .as(plate)
          .isEmpty();
    }
    JsonObject right = new JsonObject().put("plate", TestDesk.PLATE).put("plateColour", "YELLOW");
    assertThat(found(desk.as(Role.ECOLOGY), right)).hasSize(1);
    assertThat(found(desk.as(Role.ECOLOGY), right.copy().put("plateColour", "BLUE"))).isEmpty();
  }

  @Test
  void aCorrectedPlateLeadsNowhere() {
    Vin vin = new Vin("LSZNJ01A9J0000055");
    desk.file(vin, "苏E55555", "姑苏区", TestDesk.MAKER);
    assertThat(found(desk.as(Role.ECOLOGY), new JsonObject().put("plate", "苏E55555"))).hasSize(1);
    desk.file(vin, "苏E55556", "姑苏区", TestDesk.MAKER);
    assertThat(found(desk.as(Role.ECOLOGY), new JsonObject().put("plate", "苏E55555"))).isEmpty();
    assertThat(found(desk.as(Role.ECOLOGY), new JsonObject().put("plate", "苏E55556"))).hasSize(1);
    desk.file(vin, TestDesk.FILED.plus(Duration.ofDays(9)), "苏E55557", "姑苏区", TestDesk.MAKER);
    // A plate that it did have for a time still leads to it.
    assertThat(found(desk.as(Role.ECOLOGY), new JsonObject().put("plate", "苏E55556"))).hasSize(1);
  }

  @Test
  void aFilterIsNothingToARoleThatMayNotSearch() {
    String filter = search(new JsonObject().put("plate", TestDesk.PLATE));
    for (String path : List.of("/v1/vehicles", "/v1/findings", "/v1/findings/export")) {
      String asked = path + "?filter=" + filter + (path.endsWith("export") ? "&format=csv" : "");
      assertThat(desk.get(asked, desk.as(Role.POLICE)).statusCode()).as(path).isEqualTo(200);
      HttpResponse<String> answer = desk.get(asked, desk.as(Role.TRANSPORT));
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.body()).contains("UNKNOWN");
    }
  }

  @Test
  void aFilterEnds() {
    JsonObject search = new JsonObject().put("plate", TestDesk.PLATE);
    JsonObject answer = desk.ok(desk.post("/v1/vehicles/search", desk.as(Role.POLICE), search));
    String filter = answer.getString("filter");
    Instant expires = OffsetDateTime.parse(answer.getString("expires")).toInstant();
    assertThat(expires).isAfter(desk.now.get().plus(Duration.ofDays(29)));
    assertThat(desk.ok(desk.post("/v1/vehicles/search", desk.as(Role.POLICE), search)))
        .as("the same search within the hour is the same address")
        .isEqualTo(answer);
    TestDesk.Session police = desk.as(Role.POLICE);
    Instant before = desk.now.get();
    try {
      desk.now.set(expires.minusSeconds(1));
      TestDesk.Session then = desk.signIn(police.name(), police.password());
      assertThat(desk.get("/v1/vehicles?filter=" + filter, then).statusCode()).isEqualTo(200);
      desk.now.set(expires);
      HttpResponse<String> ended = desk.get("/v1/vehicles?filter=" + filter, then);
      assertThat(ended.statusCode()).isEqualTo(400);
      assertThat(ended.body()).contains("EXPIRED").doesNotContain(TestDesk.PLATE);
    } finally {
      desk.now.set(before);
    }
  }

  @Test
  void aFilterGivesNoRight() {
    String filter = search(new JsonObject().put("plate", TestDesk.PLATE));
    TestDesk.Session elsewhere = desk.user("zjg", Role.POLICE, "张家港市");
    assertThat(desk.ok(desk.get("/v1/vehicles?filter=" + filter, elsewhere)).getJsonArray("rows"))
        .isEmpty();
    assertThat(desk.get("/v1/vehicles?filter=" + filter, null).statusCode()).isEqualTo(401);
    String changed = (filter.startsWith("A") ? "B" : "A") + filter.substring(1);
    assertThat(desk.get("/v1/vehicles?filter=" + changed, desk.as(Role.POLICE)).body())
        .contains("UNKNOWN");
  }

  @Test
  void anExportSaysByWhichFilterItWasMade() throws IOException {
    String filter =
        search(new JsonObject().put("plate", TestDesk.PLATE).put("plateColour", "YELLOW"));
    String path = "/v1/findings/export?format=xlsx&filter=" + filter;
    HttpResponse<byte[]> answer =
        desk.send(
            desk.request("GET", path, desk.as(Role.POLICE)).GET(),
            HttpResponse.BodyHandlers.ofByteArray());
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(answer.body()))) {
      List<String> cover =
          workbook.getSheet(1).orElseThrow().read().stream()
              .map(row -> row.getCell(1).getText())
              .toList();
      assertThat(cover).anyMatch(line -> line.endsWith(filter));
      assertThat(cover).noneMatch(line -> line.contains(TestDesk.PLATE));
    }
    assertThat(
            desk.database
                .getCollection("desk_audit")
                .countDocuments(new Document("reason", "rows=1 masked filter=" + filter)))
        .isEqualTo(1);
  }

  @Test
  void whatNamesATerminalIsMasked() {
    String chip = "00112233445566778899aabbccddeeff";
    assertThat(desk.get("/v1/terminals", desk.as(Role.ECOLOGY)).body())
        .doesNotContain(chip)
        .contains("*eeff");
    assertThat(desk.get("/v1/terminals?personal=full&purpose=REVIEW", desk.as(Role.ECOLOGY)).body())
        .contains(chip);
  }

  private static List<String> collected(String query) {
    return rows(query).stream().map(row -> ((JsonObject) row).getString("collected")).toList();
  }

  private static JsonArray rows(String query) {
    return desk.ok(desk.get("/v1/vehicles" + query, desk.as(Role.ECOLOGY))).getJsonArray("rows");
  }

  private static JsonArray found(TestDesk.Session session, JsonObject search) {
    return desk.ok(desk.post("/v1/vehicles/search", session, search)).getJsonArray("vehicles");
  }

  private static String search(JsonObject search) {
    return desk.ok(desk.post("/v1/vehicles/search", desk.as(Role.ECOLOGY), search))
        .getString("filter");
  }
}
