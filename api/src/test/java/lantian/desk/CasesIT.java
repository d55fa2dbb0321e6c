package lantian.desk;

import static lantian.desk.CaseDesk.refused;
import static lantian.desk.CaseDesk.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import lantian.desk.access.Role;
import lantian.desk.cases.CaseTable;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sees which cases, and what lists of them can be asked. */
class CasesIT {
  private static CaseDesk cases;
  private static TestDesk desk;
  private static String candidate;
  private static String confirmed;
  private static String received;
  private static String theirs;
  private static Vin vinOfCandidate;

  @BeforeAll
  static void start() {
    cases = new CaseDesk();
    desk = cases.desk;
    candidate = cases.candidate();
    vinOfCandidate = CaseDesk.vin(cases.trucks());
    confirmed = cases.confirmed();
    received = cases.received();
    cases.ok(cases.first, received, "orderRepair");
    theirs = cases.candidate("张家港市");
  }

  @AfterAll
  static void stop() {
    cases.close();
  }

  private static List<String> listed(String query, TestDesk.Session session) {
    JsonObject answer = desk.ok(desk.get("/v1/cases?" + query, session));
    List<String> found = new ArrayList<>();
    CaseDesk.objects(answer.getJsonArray("rows"))
        .forEach(row -> found.add("/v1/cases/" + row.getString("id")));
    assertThat(answer.getInteger("count")).as(query).isEqualTo(found.size());
    assertThat(answer.getBoolean("more")).isFalse();
    return found;
  }

  @Test
  void theLatestActComesFirst() {
    assertThat(listed("", cases.first)).containsExactly(theirs, received, confirmed, candidate);
  }

  @Test
  void aForeignCountysCaseDoesNotExist() {
    TestDesk.Session gusu = desk.user("gusu", Role.ECOLOGY, "姑苏区");
    TestDesk.Session other = desk.user("zhangjiagang", Role.ECOLOGY, "张家港市");
    assertThat(listed("", gusu)).containsExactly(received, confirmed, candidate);
    assertThat(listed("", other)).containsExactly(theirs);
    assertThat(listed("county=" + quoted("姑苏区"), other)).isEmpty();
    assertThat(desk.get(theirs, other).statusCode()).isEqualTo(200);
    refused(desk.get(theirs, gusu), 404, "NOT_FOUND");
    refused(cases.move(gusu, theirs, "dismiss"), 404, "NOT_FOUND");
    refused(desk.get("/v1/cases/" + "0".repeat(32), cases.first), 404, "NOT_FOUND");
  }

  @Test
  void aCaseStaysWithTheCountyOfTheTimeOfTheAct() {
    String at = cases.candidate("昆山市");
    int number = cases.trucks();
    TestDesk.Session then = desk.user("kunshan", Role.ECOLOGY, "昆山市");
    TestDesk.Session now = desk.user("taicang", Role.ECOLOGY, "太仓市");
    desk.file(CaseDesk.vin(number), cases.now(), "苏E%05d".formatted(number), "太仓市", TestDesk.MAKER);
    assertThat(listed("", then)).containsExactly(at);
    assertThat(listed("", now)).isEmpty();
    refused(desk.get(at, now), 404, "NOT_FOUND");
    cases.ok(then, at, "dismiss");
    forget(at);
  }

  @Test
  void aCorrectedFilingPutsACaseIntoTheRightCounty() {
    String at = cases.candidate("相城区");
    int number = cases.trucks();
    TestDesk.Session wrong = desk.user("xiangcheng", Role.ECOLOGY, "相城区");
    TestDesk.Session right = desk.user("gaoxin", Role.ECOLOGY, "高新区");
    assertThat(listed("", wrong)).containsExactly(at);
    desk.file(CaseDesk.vin(number), "苏E%05d".formatted(number), "高新区", TestDesk.MAKER);
    refused(desk.get(at, wrong), 404, "NOT_FOUND"); // At once.
    desk.desk.casework().follower().sweep();
    assertThat(listed("", wrong)).isEmpty();
    assertThat(listed("", right)).containsExactly(at);
    forget(at);
  }

  @Test
  void onlyWhatAPersonHasConfirmedLeavesTheHouse() {
    for (Role role : List.of(Role.POLICE, Role.TRANSPORT)) {
      assertThat(listed("", desk.as(role))).containsExactly(received, confirmed);
      refused(desk.get(candidate, desk.as(role)), 404, "NOT_FOUND");
      assertThat(desk.get(confirmed, desk.as(role)).statusCode()).isEqualTo(200);
    }
  }

  /** The owner goes where he likes: a repair is the station's in whose yard the truck stands. */
  @Test
  void aStationSeesTheRepairsOfTrucksInItsYardAndNoOthers() {
    TestDesk.Session station = desk.user("yard", Role.STATION, null);
    TestDesk.Session far = desk.user("far", Role.STATION, "张家港市");
    String id = received.substring("/v1/cases/".length());
    assertThat(listed("", station)).isEmpty();
    refused(desk.get(received, station), 404, "NOT_FOUND");
    String plate = "苏E%05d".formatted(cases.numberOf(received));
    assertThat(cases.arrived(station, plate, "BLUE")).as("another truck").isEmpty();
    assertThat(cases.arrived(far, received)).as("of another county").isEmpty();
    assertThat(cases.arrived(station, confirmed)).as("nothing to be repaired").isEmpty();
    assertThat(listed("", station)).isEmpty();
    assertThat(cases.arrived(station, received)).containsExactly(id);
    assertThat(listed("", station)).containsExactly(received);
    assertThat(desk.get(received, station).statusCode()).isEqualTo(200);
    assertThat(listed("", far)).isEmpty();
    refused(desk.get(confirmed, station), 404, "NOT_FOUND");
    desk.database
        .getCollection("desk_repair_arrivals")
        .updateMany(new Document(), new Document("$set", new Document("until", Instant.EPOCH)));
    assertThat(listed("", station)).as("thirty days are over").isEmpty();
    refused(desk.get(received, station), 404, "NOT_FOUND");
  }

  @Test
  void aStationSeesARepairUntilItHasPassed() {
    TestDesk.Session station = desk.as(Role.STATION);
    String at = cases.confirmed();
    cases.ok(cases.first, at, "orderRepair");
    cases.arrived(station, at);
    cases.ok(
        station, at, "recordRepair", "workshop", "某厂", "order", "W-1", "repairedOn", "2026-11-19");
    assertThat(listed("", station)).containsExactly(at);
    cases.ok(station, at, "passRetest", "test", "J-1");
    assertThat(listed("", station)).isEmpty();
    refused(desk.get(at, station), 404, "NOT_FOUND");
    assertThat(state(cases.get(at, cases.first), "repair")).isEqualTo("passed");
    forget(at);
  }

  @Test
  void plateAndVinAreMaskedUnlessAskedForWithAPurpose() {
    String plate = "苏E%05d".formatted(2);
    for (String path : List.of("/v1/cases?", candidate + "?")) {
      assertThat(desk.get(path, cases.first).body())
          .doesNotContain(vinOfCandidate.text())
          .doesNotContain(plate);
      String full = path + "personal=full&purpose=REVIEW";
      assertThat(desk.get(full, cases.first).body()).contains(vinOfCandidate.text(), plate);
      refused(desk.get(full, desk.as(Role.TRANSPORT)), 403, "PERSONAL_FORBIDDEN");
    }
  }

  @Test
  void theOwnerIsToldOfWhatAPersonHasConfirmed() {
    String plate = "苏E%05d".formatted(6); // The third truck's.
    JsonObject notice = cases.get(received + "/notice", cases.police);
    String text = notice.getJsonArray("paragraphs").encode();
    assertThat(text).contains("苏E·0**06（黄牌）", "请最迟在").doesNotContain(plate);
    String full = received + "/notice?personal=full&purpose=PENALTY";
    assertThat(cases.get(full, cases.police).getJsonArray("paragraphs").encode()).contains(plate);
    refused(desk.get(candidate + "/notice", cases.first), 409, "CONFLICT");
    refused(desk.get(candidate + "/notice", cases.police), 404, "NOT_FOUND");
  }

  @Test
  void listsAreNarrowedByWhatACaseIs() {
    assertThat(listed("state=candidate", cases.first)).containsExactly(theirs, candidate);
    assertThat(listed("state=received&penalty=pending", cases.first)).containsExactly(received);
    assertThat(listed("penalty=paid", cases.first)).isEmpty();
    assertThat(listed("repair=ordered", cases.first)).containsExactly(received);
    assertThat(listed("appeal=none", cases.first)).hasSize(4);
    assertThat(listed("kind=OBD-NOX-LASTING", cases.first)).hasSize(4);
    assertThat(listed("kind=OBD-MIL-LASTING", cases.first)).isEmpty();
    assertThat(listed("county=" + quoted("张家港市"), cases.first)).containsExactly(theirs);
    assertThat(listed("overdue=false", cases.first)).hasSize(4);
    refused(desk.get("/v1/cases?state=paid", cases.first), 400, "INVALID");
    refused(desk.get("/v1/cases?colour=red", cases.first), 400, "INVALID");
    Instant second = FakeObd.NOON.plusSeconds(60L * 4); // The act of the second truck.
    assertThat(listed("from=" + second, cases.first)).containsExactly(theirs, received, confirmed);
    assertThat(listed("to=" + second, cases.first)).containsExactly(candidate);
    JsonObject search = new JsonObject().put("vin", vinOfCandidate.text());
    String filter =
        desk.ok(desk.post("/v1/vehicles/search", cases.first, search)).getString("filter");
    assertThat(listed("filter=" + filter, cases.first)).containsExactly(candidate);
  }

  @Test
  void whatIsOverdueIsSeenInListAndCase() {
    Instant before = cases.now();
    desk.now.set(before.plus(Duration.ofDays(20)));
    try {
      TestDesk.Session late = desk.user("late", Role.ECOLOGY, null);
      assertThat(listed("overdue=true", late)).contains(candidate, theirs);
      assertThat(listed("overdue=false", late)).doesNotContain(candidate, theirs);
      assertThat(cases.get(candidate, late).getBoolean("overdue")).isTrue();
    } finally {
      desk.now.set(before);
    }
    assertThat(cases.get(candidate, cases.first).getBoolean("overdue")).isFalse();
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject answer = desk.ok(desk.get("/v1/cases?limit=1" + cursor, cases.first));
      assertThat(answer.getInteger("count")).isEqualTo(4);
      CaseDesk.objects(answer.getJsonArray("rows")).forEach(row -> seen.add(row.getString("id")));
      cursor = answer.getString("next") == null ? "" : "&cursor=" + answer.getString("next");
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(4);
    assertThat(new HashSet<>(seen)).hasSize(4);
  }

  @Test
  void aCaseShowsWhatItRestsOnAndItsTimeLimits() {
    JsonObject shown = cases.get(received, cases.police);
    assertThat(state(shown, "penalty")).isEqualTo("pending");
    assertThat(CaseDesk.objects(shown.getJsonArray("findings"))).hasSize(1);
    assertThat(CaseDesk.objects(shown.getJsonArray("clocks")))
        .extracting(clock -> clock.getString("clock"))
        .containsExactly("T1", "T6", "T7");
    assertThat(CaseDesk.objects(shown.getJsonArray("moves")))
        .extracting(move -> move.getString("move"))
        .contains("enter", "return", "exempt")
        .doesNotContain("refer");
    assertThat(shown.getString("due")).isNotNull();
  }

  @Test
  void theTableIsTheOneThatTheDeskFollows() {
    CaseTable table = desk.desk.casework().book().moving().table();
    JsonObject shown = desk.ok(desk.get("/v1/case-table", desk.as(Role.STATION)));
    assertThat(shown.getJsonArray("transitions")).hasSize(table.transitions().size());
    assertThat(shown.getJsonArray("moves")).hasSize(table.moves().size());
    assertThat(CaseDesk.objects(shown.getJsonArray("states")))
        .extracting(state -> state.getString("state"))
        .contains("candidate", "handedBack", "escalated");
  }

  @Test
  void countsAreExactToTenThousand() {
    try (CaseDesk many = new CaseDesk()) {
      many.candidate();
      var stored = many.desk.database.getCollection("desk_cases");
      Document template = Objects.requireNonNull(stored.find().first());
      List<Document> copies = new ArrayList<>();
      for (int i = 2; i <= 10_000; i++) {
        copies.add(new Document(template).append("_id", "%032x".formatted(i)).append("ordinal", i));
      }
      stored.insertMany(copies);
      counted(many, 10_000, false);
      stored.insertOne(
          new Document(template).append("_id", "f".repeat(32)).append("ordinal", 10_001));
      counted(many, 10_000, true);
    }
  }

  private static void counted(CaseDesk many, int count, boolean more) {
    JsonObject answer = many.desk.ok(many.desk.get("/v1/cases?limit=1", many.first));
    assertThat(answer.getInteger("count")).isEqualTo(count);
    assertThat(answer.getBoolean("more")).isEqualTo(more);
  }

  /** Takes the newest case out of the way of the other tests, with its finding. */
  private static void forget(String at) {
    desk.obd.findings.removeLast();
    String id = at.substring(at.lastIndexOf('/') + 1);
    desk.database.getCollection("desk_cases").deleteOne(new Document("_id", id));
  }

  private static String quoted(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
