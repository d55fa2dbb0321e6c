package lantian.desk;

import static lantian.desk.CaseDesk.allowed;
import static lantian.desk.CaseDesk.faulty;
import static lantian.desk.CaseDesk.refused;
import static lantian.desk.CaseDesk.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import lantian.desk.access.Role;
import lantian.desk.cases.CaseLedger;
import lantian.desk.cases.ReviewHolds;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Pinned;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reviewer corrects the plate of a case; the register then decides whether it goes on. */
class PlateIT {
  private static final String FULL = "?personal=full&purpose=REVIEW";
  private static final String WHY = "第四位为8，见号牌照片";
  private static CaseDesk cases;
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    cases = new CaseDesk();
    desk = cases.desk;
  }

  @AfterAll
  static void stop() {
    cases.close();
  }

  private static JsonObject form(String plate) {
    return new JsonObject().put("plate", plate).put("plateColour", "YELLOW").put("reason", WHY);
  }

  private static JsonObject back() {
    return new JsonObject().put("original", true).put("reason", "照片为他车");
  }

  private static HttpResponse<String> correct(
      TestDesk.Session who, String at, String tag, JsonObject form) {
    return desk.send(
        desk.request("POST", at + "/plate", who).header("If-Match", tag).POST(TestDesk.json(form)));
  }

  private static HttpResponse<String> correct(TestDesk.Session who, String at, JsonObject form) {
    return correct(who, at, cases.tag(at), form);
  }

  private static String filed(String at) {
    return "苏E%05d".formatted(cases.numberOf(at));
  }

  /** Never filed in this class: trucks have small numbers. */
  private static String seen(String at) {
    return "苏E%05d".formatted(cases.numberOf(at) + 80_000);
  }

  private static boolean open(JsonObject shown) {
    return shown.getJsonObject("registryMatch").getBoolean("open");
  }

  private static List<String> moves(JsonObject shown) {
    return CaseDesk.objects(shown.getJsonArray("events")).stream()
        .map(event -> event.getString("move"))
        .toList();
  }

  private static String id(String at) {
    return at.substring(at.lastIndexOf('/') + 1);
  }

  private static Document stored(String at) {
    return Objects.requireNonNull(
        desk.database.getCollection("desk_cases").find(new Document("_id", id(at))).first());
  }

  @Test
  void aCorrectionStandsBesideTheReading() {
    String at = cases.candidate();
    HttpResponse<String> answer = correct(cases.first, at, form(seen(at)));
    JsonObject after = desk.ok(answer);
    assertThat(answer.headers().firstValue("etag")).hasValue(cases.tag(at));
    assertThat(answer.body())
        .as("masked as an answer to a move")
        .doesNotContain(seen(at), filed(at));
    assertThat(open(after)).isFalse();
    JsonObject full = cases.get(at + FULL, cases.second);
    JsonObject one = full.getJsonArray("corrections").getJsonObject(0);
    assertThat(one.getJsonObject("read").getString("plate")).isEqualTo(filed(at));
    assertThat(one.getJsonObject("corrected").getString("plate")).isEqualTo(seen(at));
    assertThat(one.getString("source")).isEqualTo("REGISTER");
    assertThat(one.getValue("takenBack")).isNull();
    assertThat(full.getJsonObject("vehicle").getString("plate")).isEqualTo(filed(at));
    JsonObject event = full.getJsonArray("events").getJsonObject(one.getInteger("event"));
    assertThat(event.getString("reason")).isEqualTo(WHY);
    assertThat(event.getString("zh")).isEqualTo("更正号牌");
    assertThat(event.getJsonObject("actor").getString("name")).isEqualTo(cases.first.name());
  }

  @Test
  void aFirstReviewLapses() {
    String at = cases.candidate();
    cases.ok(cases.first, at, "review");
    JsonObject after = desk.ok(correct(cases.second, at, form(seen(at))));
    assertThat(state(after, "main")).isEqualTo("candidate");
    assertThat(moves(after)).endsWith("review", "plateCorrected", "lapse");
    refused(cases.move(cases.second, at, "confirm"), 409, "ILLEGAL_MOVE");
  }

  /** The gate follows the register as of the time of the act. */
  @Test
  void whatTheRegisterSaysOtherwiseIsNeitherReferredNorListedNorTold() {
    String at = cases.candidate();
    int number = cases.trucks();
    desk.ok(correct(cases.first, at, form(seen(at))));
    cases.ok(cases.first, at, "review");
    cases.ok(cases.second, at, "confirm");
    JsonObject shut = refused(cases.move(cases.first, at, "refer"), 409, "GATE_SHUT");
    assertThat(faulty(shut)).contains("registryMatch");
    assertThat(shut.encode()).contains("更正备案登记");
    cases.ok(cases.first, at, "orderRepair");
    JsonObject repairs =
        new JsonObject().put("kind", "REPAIRS").put("cases", new JsonArray().add(id(at)));
    assertThat(refused(desk.post("/v1/lists", cases.first, repairs), 409, "CONFLICT").encode())
        .contains("PLATE_DIFFERS");
    assertThat(refused(desk.get(at + "/notice", cases.first), 409, "CONFLICT").encode())
        .contains("PLATE_DIFFERS");
    // Filed from now on only: the act was before.
    desk.file(CaseDesk.vin(number), cases.now(), seen(at), "姑苏区", TestDesk.MAKER);
    assertThat(open(cases.get(at, cases.first))).isFalse();
    // Corrected for the time of the act.
    desk.file(CaseDesk.vin(number), seen(at), "姑苏区", TestDesk.MAKER);
    assertThat(open(cases.get(at, cases.first))).isTrue();
    cases.ok(cases.first, at, "refer");
    desk.ok(desk.post("/v1/lists", cases.first, repairs));
    assertThat(desk.get(at + "/notice", cases.first).statusCode()).isEqualTo(200);
  }

  /**
   * A manifest is handed out whole, and only to who says what for; the sheet is masked for others.
   */
  @Test
  void theManifestAndTheSheetHoldBothReadings() throws IOException {
    String at = cases.candidate();
    desk.ok(correct(cases.first, at, form(seen(at))));
    cases.ok(cases.first, at, "review");
    cases.ok(cases.second, at, "confirm");
    String manifest = manifest(at);
    assertThat(manifest)
        .contains("\"plateRead\":\"" + filed(at) + " YELLOW\"", "\"plateSource\":\"REGISTER\"")
        .contains("\"plateCorrected\":\"" + seen(at) + " YELLOW\"");
    assertThat(manifest(cases.confirmed())).doesNotContain("plateRead");
    assertThat(sheet(at + "/sheet")).contains("原读号牌", "更正后号牌").doesNotContain(seen(at), filed(at));
    assertThat(sheet(at + "/sheet" + FULL)).contains("原读号牌", filed(at), "更正后号牌", seen(at));
  }

  private static String manifest(String at) {
    Document stored =
        desk.database
            .getCollection("desk_manifests")
            .find(new Document("_id", new Document("$regex", "^" + id(at))))
            .first();
    byte[] body = Objects.requireNonNull(stored).get("body", Binary.class).getData();
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String sheet(String path) throws IOException {
    byte[] pdf =
        desk.send(
                desk.request("GET", path, cases.first).GET(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void wholePlatesAreBoundToTheChain() {
    String at = cases.candidate();
    desk.ok(correct(cases.first, at, form(seen(at))));
    CaseLedger ledger = new CaseLedger(desk.database);
    assertThat(flaws(ledger, at)).isEmpty();
    Document place = new Document("_id", id(at));
    String field = "corrections.0.corrected.number";
    desk.database
        .getCollection("desk_cases")
        .updateOne(place, new Document("$set", new Document(field, "苏E99998")));
    assertThat(flaws(ledger, at)).singleElement().asString().contains("PLATES");
    desk.database
        .getCollection("desk_cases")
        .updateOne(place, new Document("$set", new Document(field, seen(at))));
    assertThat(flaws(ledger, at)).isEmpty();
  }

  private static List<Flaw> flaws(CaseLedger ledger, String at) {
    Inspection inspection = new Inspection(done -> {});
    ledger.check(new Pinned(), inspection);
    return inspection.flaws().stream().filter(flaw -> flaw.toString().contains(id(at))).toList();
  }

  @Test
  void takenBackTheGateOpensAndBothStayOnTheTimeline() {
    String at = cases.candidate();
    desk.ok(correct(cases.first, at, form(seen(at))));
    JsonObject after = desk.ok(correct(cases.second, at, back()));
    assertThat(open(after)).isTrue();
    assertThat(moves(after)).endsWith("plateCorrected", "plateTakenBack");
    assertThat(after.getJsonArray("corrections").getJsonObject(0).getInteger("takenBack"))
        .isEqualTo(moves(after).size() - 1);
    assertThat(faulty(refused(correct(cases.first, at, back()), 409, "CONFLICT")))
        .containsExactly("original");
    cases.ok(cases.first, at, "review");
    cases.ok(cases.second, at, "confirm");
    cases.ok(cases.first, at, "refer");
  }

  @Test
  void noEventRecordOrMessageHoldsAWholePlate() {
    String at = cases.candidate();
    desk.ok(correct(cases.first, at, form(seen(at))));
    cases.ok(cases.first, at, "review");
    cases.ok(cases.second, at, "confirm");
    cases.ok(cases.first, at, "orderRepair");
    TestDesk.Session station = desk.as(Role.STATION);
    cases.arrived(station, at);
    for (Role role : List.of(Role.POLICE, Role.TRANSPORT, Role.STATION)) {
      HttpResponse<String> seen = desk.get(at, desk.as(role));
      assertThat(seen.statusCode()).as("%s", role).isEqualTo(200);
      assertThat(seen.body()).as("%s", role).contains("plateCorrected", "苏E·");
      assertThat(seen.body()).as("%s", role).doesNotContain(seen(at), filed(at));
    }
    assertThat(stored(at).getList("events", Document.class).toString())
        .contains("plateCorrected")
        .doesNotContain(seen(at).substring(2), filed(at).substring(2));
    for (Document record : desk.database.getCollection("desk_audit").find()) {
      assertThat(record.toJson()).doesNotContain(seen(at), WHY);
    }
    assertThat(
            desk.database
                .getCollection("desk_audit")
                .find(new Document("object", id(at)).append("act", "PLATE_CORRECTED"))
                .map(record -> record.getString("outcome"))
                .into(new ArrayList<>()))
        .containsExactly("BEGUN", "DONE");
    desk.desk.casework().outbox().unpublished(1000).stream()
        .filter(row -> row.caseId().equals(id(at)))
        .forEach(row -> assertThat(row.toString()).doesNotContain(seen(at)));
  }

  @Test
  void onlyAReviewerOfTheCountyCorrects() {
    String at = cases.candidate();
    String tag = cases.tag(at);
    for (Role role : List.of(Role.POLICE, Role.TRANSPORT, Role.STATION, Role.AUDIT)) {
      refused(correct(desk.as(role), at, tag, form(seen(at))), 403, "FORBIDDEN");
    }
    TestDesk.Session far = desk.user("plate-far", Role.ECOLOGY, "张家港市");
    refused(correct(far, at, tag, form(seen(at))), 404, "NOT_FOUND");
    TestDesk.Session near = desk.user("plate-near", Role.ECOLOGY, "姑苏区");
    desk.ok(correct(near, at, tag, form(seen(at))));
  }

  @Test
  void whoeverElseIsAtTheCaseKeepsIt() {
    String at = cases.candidate();
    desk.ok(
        desk.send(desk.request("POST", at + "/hold", cases.second).POST(BodyPublishers.noBody())));
    HttpResponse<String> held = correct(cases.first, at, form(seen(at)));
    assertThat(refused(held, 409, "CONFLICT").encode()).contains("HELD", "正在复核");
    desk.ok(correct(cases.second, at, form(seen(at))));
    desk.now.updateAndGet(now -> now.plus(ReviewHolds.TERM).plus(Duration.ofSeconds(1)));
    desk.ok(correct(cases.first, at, back()));
  }

  @Test
  void whoeverReadAnOlderStateIsTold() {
    String at = cases.candidate();
    String read = cases.tag(at);
    cases.ok(cases.first, at, "review");
    JsonObject stale =
        refused(correct(cases.second, at, read, form(seen(at))), 412, "CHANGED_SINCE");
    assertThat(allowed(stale)).contains("confirm");
    assertThat(cases.get(at, cases.first).getJsonArray("corrections")).isEmpty();
    refused(
        desk.send(
            desk.request("POST", at + "/plate", cases.first).POST(TestDesk.json(form(seen(at))))),
        428,
        "UNCONDITIONAL");
  }

  @Test
  void theSameKeyAgainCorrectsOnce() {
    String at = cases.candidate();
    String tag = cases.tag(at);
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      answers.add(
          desk.send(
              desk.request("POST", at + "/plate", cases.first)
                  .setHeader("Idempotency-Key", "plate-once-" + id(at))
                  .header("If-Match", tag)
                  .POST(TestDesk.json(form(seen(at))))));
    }
    assertThat(desk.ok(answers.get(1))).isEqualTo(desk.ok(answers.get(0)));
    assertThat(cases.get(at, cases.first).getJsonArray("corrections")).hasSize(1);
  }

  @Test
  void whatIsNoPlateSaysWhatToDo() {
    String at = cases.candidate();
    String plate = seen(at);
    assertThat(faulty(refused(correct(cases.first, at, form("苏E·12345")), 400, "INVALID")))
        .containsExactly("plate");
    JsonObject green = form(plate).put("plateColour", "GREEN");
    assertThat(refused(correct(cases.first, at, green), 400, "INVALID").encode())
        .contains("COLOUR_LENGTH", "新能源号牌为8位");
    JsonObject small = form(plate).put("plateClass", "02");
    assertThat(faulty(refused(correct(cases.first, at, small), 400, "INVALID")))
        .containsExactly("plateColour");
    JsonObject nothing = new JsonObject().put("reason", WHY);
    assertThat(faulty(refused(correct(cases.first, at, nothing), 400, "INVALID")))
        .containsExactly("plate", "plateColour");
    assertThat(
            faulty(
                refused(
                    correct(cases.first, at, form(plate).put("original", true)), 400, "INVALID")))
        .containsExactly("plate", "plateColour");
    for (String reason : List.of("  ", "应为" + plate, "不是 " + filed(at).toLowerCase(Locale.ROOT))) {
      JsonObject form = form(plate).put("reason", reason);
      assertThat(faulty(refused(correct(cases.first, at, form), 400, "INVALID")))
          .as(reason)
          .containsExactly("reason");
    }
    refused(correct(cases.first, at, form(plate).putNull("reason")), 400, "INVALID");
    assertThat(moves(cases.get(at, cases.first))).containsExactly("opened");
  }

  @Test
  void thePlateThatIsFiledIsNoCorrection() {
    String at = cases.candidate();
    JsonObject same = refused(correct(cases.first, at, form(filed(at))), 409, "CONFLICT");
    assertThat(same.encode()).contains("AS_FILED", "无须更正", "go on with the review");
    desk.ok(correct(cases.first, at, form(seen(at))));
    assertThat(refused(correct(cases.first, at, form(seen(at))), 409, "CONFLICT").encode())
        .contains("UNCHANGED");
    // Another colour is another plate.
    desk.ok(correct(cases.first, at, form(seen(at)).put("plateColour", "BLUE")));
  }

  @Test
  void afterConfirmationItIsToldWhatIsLegal() {
    String at = cases.confirmed();
    JsonObject late = refused(correct(cases.first, at, form(seen(at))), 409, "ILLEGAL_MOVE");
    assertThat(allowed(late)).contains("refer", "orderRepair");
    assertThat(late.encode()).contains("确认前");
    refused(correct(cases.first, at, back()), 409, "ILLEGAL_MOVE");
    assertThat(moves(cases.get(at, cases.first))).doesNotContain("plateCorrected");
  }
}
