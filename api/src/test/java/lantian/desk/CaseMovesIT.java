package lantian.desk;

import static lantian.desk.CaseDesk.allowed;
import static lantian.desk.CaseDesk.faulty;
import static lantian.desk.CaseDesk.refused;
import static lantian.desk.CaseDesk.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.desk.access.Role;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Officers move cases over HTTP; whatever is refused says what would be allowed. */
class CaseMovesIT {
  private static CaseDesk cases;

  @BeforeAll
  static void start() {
    cases = new CaseDesk();
  }

  @AfterAll
  static void stop() {
    cases.close();
  }

  @Test
  void aCaseGoesFromAFindingToItsEnd() {
    String at = cases.received();
    cases.ok(cases.police, at, "enter", "code", "1043", "number", "3205-1");
    cases.ok(cases.police, at, "notify", "notice", "短信");
    cases.ok(cases.police, at, "pay", "amount", "200", "paidOn", "2026-11-20");
    cases.ok(cases.first, at, "waiveRepair");
    JsonObject closed = cases.ok(cases.police, at, "close");
    assertThat(state(closed, "main")).isEqualTo("closed");
    assertThat(closed.getBoolean("overdue")).isFalse();
    assertThat(CaseDesk.objects(closed.getJsonArray("events")))
        .extracting(event -> event.getString("move"))
        .containsExactly(
            "opened",
            "review",
            "confirm",
            "refer",
            "receive",
            "enter",
            "notify",
            "pay",
            "waiveRepair",
            "close");
  }

  @Test
  void everyMoveIsRecordedBeforeAndAfter() {
    String at = cases.candidate();
    cases.ok(cases.first, at, "review");
    refused(cases.move(cases.first, at, "refer"), 409, "ILLEGAL_MOVE");
    List<String> seen = new ArrayList<>();
    for (Document record :
        cases
            .desk
            .database
            .getCollection("desk_audit")
            .find(new Document("object", at.substring(at.lastIndexOf('/') + 1)))
            .sort(new Document("_id", 1))) {
      seen.add(record.getString("act") + " " + record.getString("outcome"));
      assertThat(record.toJson()).doesNotContain("理由");
    }
    assertThat(seen).containsExactly("CASE_MOVED BEGUN", "CASE_MOVED DONE", "CASE_MOVED REFUSED");
  }

  @Test
  void aMoveOfNoStateOrAnOldOneIsRefused() {
    String at = cases.candidate();
    String read = cases.tag(at);
    refused(cases.tagged(cases.first, at, null, "review"), 428, "UNCONDITIONAL");
    refused(cases.tagged(cases.first, at, "W/\"1\"", "review"), 400, "INVALID");
    HttpResponse<String> reviewed = cases.tagged(cases.first, at, read, "review");
    assertThat(reviewed.statusCode()).isEqualTo(200);
    assertThat(reviewed.headers().firstValue("etag")).hasValue(cases.tag(at));
    assertTold(refused(cases.tagged(cases.second, at, read, "confirm"), 412, "CHANGED_SINCE"));
    assertThat(state(cases.get(at, cases.first), "main")).isEqualTo("reviewed");
    assertThat(cases.move(cases.second, at, "confirm").statusCode()).isEqualTo(200);
  }

  @Test
  void ofTwoOfficersAtOnceOneIsTold() throws Exception {
    String at = cases.candidate();
    String read = cases.tag(at);
    CountDownLatch start = new CountDownLatch(1);
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> both = new ArrayList<>();
      for (TestDesk.Session officer : List.of(cases.first, cases.second)) {
        both.add(
            threads.submit(() -> {
              start.await();
              return cases.tagged(officer, at, read, "review");
            }));
      }
      start.countDown();
      for (Future<HttpResponse<String>> one : both) {
        answers.add(one.get());
      }
    }
    assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 412);
    HttpResponse<String> told =
        answers.stream().filter(a -> a.statusCode() == 412).findFirst().orElseThrow();
    assertTold(refused(told, 412, "CHANGED_SINCE"));
  }

  /** Whoever was slower reads where the case stands now and what is left to do. */
  private static void assertTold(JsonObject problem) {
    assertThat(problem.getJsonArray("current"))
        .containsExactly("main.reviewed", "penalty.none", "repair.none", "appeal.none");
    assertThat(allowed(problem)).containsExactlyInAnyOrder("confirm", "dismiss", "merge");
    JsonObject error = CaseDesk.objects(problem.getJsonArray("errors")).getFirst();
    assertThat(error.getString("field")).isEqualTo("If-Match");
    assertThat(error.getJsonObject("messages").getString("zh")).contains("第2版", "初审通过");
  }

  @Test
  void anIllegalMoveNamesTheLegalOnes() {
    String at = cases.candidate();
    JsonObject problem = refused(cases.move(cases.first, at, "refer"), 409, "ILLEGAL_MOVE");
    assertThat(allowed(problem)).containsExactlyInAnyOrder("review", "dismiss", "merge");
    refused(cases.move(cases.first, at, "lapse"), 409, "ILLEGAL_MOVE");
    refused(cases.move(cases.first, at, "withdraw"), 403, "FORBIDDEN"); // Only the desk does.
    refused(cases.move(cases.first, at, "fly"), 400, "INVALID");
    assertThat(cases.move(cases.first, at, "dismiss").statusCode()).isEqualTo(200);
    assertThat(allowed(refused(cases.move(cases.first, at, "review"), 409, "ILLEGAL_MOVE")))
        .isEmpty();
  }

  @Test
  void aMoveOfAnotherRoleIsForbidden() {
    String at = cases.confirmed();
    JsonObject problem = refused(cases.move(cases.police, at, "refer"), 403, "FORBIDDEN");
    assertThat(allowed(problem)).contains("orderRepair", "scrap").doesNotContain("refer");
    assertThat(cases.move(cases.first, at, "refer").statusCode()).isEqualTo(200);
  }

  @Test
  void theFirstReviewerIsNotTheSecond() {
    String at = cases.candidate();
    cases.ok(cases.first, at, "review");
    JsonObject problem = refused(cases.move(cases.first, at, "confirm"), 409, "GATE_SHUT");
    assertThat(faulty(problem)).containsExactly("secondReviewer");
    assertThat(shut(at, cases.first, "confirm")).containsExactly("secondReviewer");
    assertThat(shut(at, cases.second, "confirm")).isEmpty();
    assertThat(cases.move(cases.second, at, "confirm").statusCode()).isEqualTo(200);
  }

  @Test
  void evidenceThatIsNotWhatWasReceivedStopsACase() {
    String at = cases.candidate();
    String position = "%030x".formatted(cases.trucks());
    cases.desk.obd.altered.put(position, "2323");
    try {
      JsonObject problem = refused(cases.move(cases.first, at, "review"), 409, "GATE_SHUT");
      assertThat(faulty(problem)).containsExactly("evidenceIntact");
    } finally {
      cases.desk.obd.altered.clear();
    }
    assertThat(cases.move(cases.first, at, "review").statusCode()).isEqualTo(200);
  }

  /** Nothing was sealed before the log went: the copy alone proves nothing. */
  @Test
  void packetsThatWereArchivedBeforeAnybodyDecidedStopACaseAndSayWhere() {
    String at = cases.candidate();
    cases.desk.obd.archives.put("%030x".formatted(cases.trucks()), "2025-10");
    try {
      HttpResponse<String> answer = cases.move(cases.first, at, "review");
      assertThat(faulty(refused(answer, 409, "GATE_SHUT"))).containsExactly("evidenceIntact");
      assertThat(answer.body()).contains("已归档（2025-10）", "verify --archive");
    } finally {
      cases.desk.obd.archives.clear();
    }
    assertThat(cases.move(cases.first, at, "review").statusCode()).isEqualTo(200);
  }

  /** The case was sealed while the log was there: its manifest says what the packets were. */
  @Test
  void packetsThatWereSealedBeforeTheyWereArchivedCarryACase() {
    String at = cases.confirmed();
    cases.desk.obd.archives.put("%030x".formatted(cases.trucks()), "2025-10");
    try {
      assertThat(cases.move(cases.first, at, "refer").statusCode()).isEqualTo(200);
    } finally {
      cases.desk.obd.archives.clear();
    }
  }

  @Test
  void lawThatNobodyHasVerifiedCarriesNoCaseUnlessSet() {
    DeskSettings usual = TestDesk.settings();
    DeskSettings strict = usual.with(TestDesk.cases(false));
    try (CaseDesk other = new CaseDesk(strict)) {
      String at = other.confirmed();
      JsonObject problem = refused(other.move(other.first, at, "refer"), 409, "GATE_SHUT");
      assertThat(faulty(problem)).containsExactly("legalBasis");
    }
    assertThat(cases.move(cases.first, cases.confirmed(), "refer").statusCode()).isEqualTo(200);
  }

  @Test
  void whatAMoveAsksForHasToBeThereAndReadable() {
    String at = cases.received();
    HttpResponse<String> none = cases.move(cases.police, at, "enter");
    assertThat(faulty(refused(none, 400, "INVALID"))).containsExactly("data.code", "data.number");
    HttpResponse<String> more =
        cases.move(cases.police, at, "enter", "code", "1", "number", "2", "colour", "red");
    assertThat(faulty(refused(more, 400, "INVALID"))).containsExactly("data.colour");
    cases.ok(cases.police, at, "enter", "code", "1", "number", "2");
    cases.ok(cases.police, at, "notify", "notice", "短信");
    HttpResponse<String> day =
        cases.move(cases.police, at, "pay", "amount", "200", "paidOn", "2026-02-30");
    assertThat(faulty(refused(day, 400, "INVALID"))).containsExactly("data.paidOn");
    cases.ok(cases.police, at, "pay", "amount", "200", "paidOn", "2026-02-28");
  }

  @Test
  void aMachineDecidesNothing() {
    String at = cases.candidate();
    JsonObject wanted =
        new JsonObject()
            .put("label", "接口")
            .put("role", "ECOLOGY")
            .put("organisation", "某单位")
            .put("days", 1);
    String token =
        cases
            .desk
            .ok(cases.desk.post("/v1/machine-keys", cases.desk.as(Role.SECURITY), wanted))
            .getString("token");
    JsonObject body = new JsonObject().put("move", "review").put("reason", "自动");
    HttpRequest.Builder request =
        cases
            .desk
            .request("POST", at + "/transitions", null)
            .header("Authorization", "Bearer " + token)
            .header("If-Match", cases.tag(at))
            .POST(TestDesk.json(body));
    assertThat(faulty(refused(cases.desk.send(request), 409, "GATE_SHUT")))
        .containsExactly("personDecides");
    assertThat(cases.move(cases.first, at, "review").statusCode()).isEqualTo(200);
  }

  /** The gates of a move that are shut for somebody, as the case shows them. */
  private static List<String> shut(String at, TestDesk.Session session, String move) {
    JsonObject legal =
        CaseDesk.objects(cases.get(at, session).getJsonArray("moves")).stream()
            .filter(one -> one.getString("move").equals(move))
            .findFirst()
            .orElseThrow();
    List<String> shut =
        CaseDesk.objects(legal.getJsonArray("gates")).stream()
            .filter(gate -> !gate.getBoolean("open"))
            .map(gate -> gate.getString("gate"))
            .toList();
    assertThat(legal.getBoolean("open")).isEqualTo(shut.isEmpty());
    return shut;
  }
}
