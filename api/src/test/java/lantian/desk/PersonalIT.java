package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
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

  /** What can't be masked is not shown at all without a purpose. */
  private static final java.util.Set<String> RAW =
      java.util.Set.of("getEvidencePack", "getEvidenceFile");

  /** What the transport bureau asks for instead: the lists that it is sent. */
  private static Map<String, String> transports;

  @BeforeAll
  static void start() {
    CaseDesk cases = new CaseDesk();
    desk = cases.desk;
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    for (Role role : Role.values()) {
      desk.as(role); // Signing in leaves records of its own.
    }
    String finding = desk.obd.truck(TestDesk.VIN, 1).id().text();
    desk.obd.share(TestDesk.VIN, TestDesk.VIN);
    transports = new TreeMap<>();
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
    paths.put("listVehicleQuality", "/v1/quality/vehicles?" + range);
    paths.put("exportVehicleQuality", "/v1/quality/vehicles/export?format=csv&" + range);
    String id = row.getJsonObject("vehicle").getString("id");
    paths.put("listGaps", "/v1/quality/gaps?filter=" + id + "&" + range);
    paths.put("exportGaps", "/v1/quality/gaps/export?format=csv&filter=" + id + "&" + range);
    paths.put("listShared", "/v1/quality/shared?");
    paths.put("exportShared", "/v1/quality/shared/export?format=csv");
    paths.put("getTimeline", vehicle + "/timeline?" + range);
    paths.put("listPositions", "/v1/positions?box=120,30,122,32");
    paths.put("streamPositions", "/v1/positions/stream?box=120,30,122,32&for=0");
    handed(cases, range);
  }

  /** A case that every office sees, and the list of each that takes lists. */
  private static void handed(CaseDesk cases, String range) {
    String at = cases.confirmed();
    cases.ok(cases.first, at, "refer");
    cases.ok(cases.first, at, "orderRepair");
    cases.arrived(desk.as(Role.STATION), at);
    paths.put("listCases", "/v1/cases?" + range);
    paths.put("exportCases", "/v1/cases/export?format=csv&" + range);
    paths.put("getCase", at + "?");
    paths.put("getCaseNotice", at + "/notice?");
    paths.put("getEvidenceSheet", at + "/sheet?");
    paths.put("getEvidencePack", at + "/pack?");
    var added =
        desk.request("POST", at + "/evidence?type=application/pdf&role=other", cases.first)
            .setHeader("Content-Type", "application/octet-stream")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString("%PDF-1.7"));
    JsonObject file = desk.ok(desk.send(added)).getJsonObject("file");
    paths.put("getEvidenceFile", at + "/evidence/" + file.getString("id") + "?");
    for (String kind : List.of("VIOLATIONS", "REPAIRS")) {
      String id = at.substring(at.lastIndexOf('/') + 1);
      JsonObject wanted = new JsonObject().put("kind", kind).put("cases", new JsonArray().add(id));
      String number = desk.ok(desk.post("/v1/lists", cases.first, wanted)).getString("number");
      Map<String, String> of = kind.equals("REPAIRS") ? transports : paths;
      of.put("getList", "/v1/lists/" + number + "?");
      of.put("exportList", "/v1/lists/" + number + "/export?format=csv");
    }
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
        HttpResponse<String> answer = desk.get(path(operation, role), desk.as(role));
        int expected = RAW.contains(operation) ? 400 : 200;
        assertThat(answer.statusCode()).as("%s %s", operation, role).isEqualTo(expected);
        assertThat(answer.body())
            .as("%s %s", operation, role)
            .doesNotContain(TestDesk.VIN.text(), TestDesk.PLATE, CHIP, place(operation), hex());
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
            desk.get(path(operation, role) + "&personal=full&purpose=COMPLAINT", desk.as(role));
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
        HttpResponse<String> answer = desk.get(path(operation, role) + asked, desk.as(role));
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
            desk.get(path(operation, role) + "&personal=full&purpose=REVIEW", desk.as(role));
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

  private static String path(String operation, Role role) {
    String own = role == Role.TRANSPORT ? transports.get(operation) : null;
    return own != null ? own : java.util.Objects.requireNonNull(paths.get(operation));
  }

  /** Where a truck is; a rough place that names no vehicle is what the map shows to everybody. */
  private static String place(String operation) {
    return operation.endsWith("Positions") ? "120.62234" : "120.6";
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
