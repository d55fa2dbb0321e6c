package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import lantian.proto.Plate;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever reads a plate or VIN in full has said why, and stands in the trail with it. */
class PersonalIT {
  private static final String CHIP = "00112233445566778899aabbccddeeff";
  private static TestDesk desk;
  private static Map<String, String> paths;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    for (Role role : Role.values()) {
      desk.as(role); // Signing in leaves records of its own.
    }
    String finding = desk.obd.truck(TestDesk.VIN, 1).id().text();
    JsonObject row =
        desk.ok(desk.get("/v1/terminals", desk.as(Role.ECOLOGY)))
            .getJsonArray("rows")
            .getJsonObject(0);
    String vehicle = "/v1/vehicles/" + row.getJsonObject("vehicle").getString("id");
    String terminal = "/v1/terminals/" + row.getJsonObject("entry").getString("id");
    String range = "from=2026-11-20T00:00:00%2B08:00&to=2026-11-21T00:00:00%2B08:00";
    paths = new TreeMap<>();
    paths.put("listVehicles", "/v1/vehicles?");
    paths.put("getVehicle", vehicle + "?");
    paths.put("getTelemetry", vehicle + "/telemetry?" + range);
    paths.put("listTerminals", "/v1/terminals?");
    paths.put("getTerminal", terminal + "?");
    paths.put("listFrames", terminal + "/frames?");
    paths.put("listFindings", "/v1/findings?" + range);
    paths.put("exportFindings", "/v1/findings/export?format=csv&" + range);
    paths.put("getFinding", "/v1/findings/" + finding + "?");
    paths.put("listQuarantine", "/v1/quarantine?" + range);
    paths.put("listConflicts", "/v1/conflicts?" + range);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void everyOperationThatShowsPersonalDataIsAskedHere() {
    assertThat(Declared.unmasking()).isSubsetOf(paths.keySet()).hasSizeGreaterThan(8);
  }

  @Test
  void whatIsMaskedIsMaskedForEverybodyAndLeavesNoView() {
    for (String operation : Declared.unmasking()) {
      for (Role role : Declared.roles(operation)) {
        long before = records().size();
        HttpResponse<String> answer = desk.get(path(operation), desk.as(role));
        assertThat(answer.statusCode()).as("%s %s", operation, role).isEqualTo(200);
        assertThat(answer.body())
            .as("%s %s", operation, role)
            .doesNotContain(TestDesk.VIN.text(), TestDesk.PLATE, CHIP, "120.6", hex());
        assertThat(views(before)).as("%s %s", operation, role).isEmpty();
      }
    }
  }

  @Test
  void eachViewInFullLeavesOneRecordWithItsPurpose() {
    for (String operation : Declared.unmasking()) {
      for (Role role : Declared.unmasked(operation)) {
        long before = records().size();
        HttpResponse<String> answer =
            desk.get(path(operation) + "&personal=full&purpose=COMPLAINT", desk.as(role));
        assertThat(answer.statusCode()).as("%s %s", operation, role).isEqualTo(200);
        List<Document> left = records().stream().skip(before).toList();
        assertThat(left).as("%s %s", operation, role).hasSize(1);
        Document record = left.getFirst();
        assertThat(record.getString("act")).isIn("PERSONAL_VIEW", "EXPORTED");
        assertThat(record.getString("outcome")).isEqualTo("DONE");
        assertThat(record.getString("reason")).startsWith("COMPLAINT");
        assertThat(record.getString("role")).isEqualTo(role.name());
        assertThat(record.getString("object")).as("%s", operation).isNotEmpty();
        assertThat(record.toJson()).doesNotContain(TestDesk.VIN.text(), TestDesk.PLATE);
      }
    }
  }

  @Test
  void withoutAPurposeNothingIsShown() {
    for (String operation : Declared.unmasking()) {
      Role role = Declared.unmasked(operation).iterator().next();
      long before = records().size();
      for (String asked : List.of("&personal=full", "&personal=full&purpose=CURIOSITY")) {
        HttpResponse<String> answer = desk.get(path(operation) + asked, desk.as(role));
        assertThat(answer.statusCode()).as("%s %s", operation, asked).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"purpose\"");
      }
      assertThat(views(before)).isEmpty();
    }
  }

  @Test
  void whoMayNotIsRefusedAndRecorded() {
    int refused = 0;
    for (String operation : Declared.unmasking()) {
      for (Role role : Declared.roles(operation)) {
        if (Declared.unmasked(operation).contains(role)) {
          continue;
        }
        long before = records().size();
        HttpResponse<String> answer =
            desk.get(path(operation) + "&personal=full&purpose=REVIEW", desk.as(role));
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("PERSONAL_FORBIDDEN");
        assertThat(records().stream().skip(before).map(r -> r.getString("act")))
            .containsExactly("ACCESS_REFUSED");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aPlateIsMaskedAsPeopleAreUsedTo() {
    assertThat(new Plate("苏E12345", Plate.Colour.YELLOW).masked()).isEqualTo("苏E·1**45");
    assertThat(new Plate("苏ED12345", Plate.Colour.YELLOW_GREEN).masked()).isEqualTo("苏E·D***45");
    assertThat(new Plate("苏E1", Plate.Colour.BLUE).masked()).isEqualTo("***");
    assertThat(desk.get("/v1/vehicles", desk.as(Role.POLICE)).body()).contains("苏E·7**13");
  }

  private static String path(String operation) {
    return java.util.Objects.requireNonNull(paths.get(operation));
  }

  /** The VIN as it stands in raw frames. */
  private static String hex() {
    return java.util.HexFormat.of().formatHex(TestDesk.VIN.bytes());
  }

  private static List<Document> views(long before) {
    return records().stream()
        .skip(before)
        .filter(record -> record.getString("act").equals("PERSONAL_VIEW"))
        .toList();
  }

  private static List<Document> records() {
    return desk.database
        .getCollection("desk_audit")
        .find()
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }
}
