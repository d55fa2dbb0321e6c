package lantian.desk;

import static lantian.desk.CaseDesk.refused;
import static lantian.desk.CaseDesk.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lantian.desk.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One story for each user over HTTP, from sign-in to what he came for, on cases that are real. */
class StoriesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
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

  /** Ecology, police, transport and a station, each with what the one before has left. */
  @Test
  void aFindingIsReviewedListedPenalisedRepairedAndClosed() {
    String begin = end(cases.police);
    String at = cases.candidate();
    String id = at.substring(at.lastIndexOf('/') + 1);

    // Two reviewers: neither does both.
    cases.ok(cases.first, at, "review");
    refused(cases.move(cases.first, at, "confirm"), 409, "GATE_SHUT");
    TestDesk.Session lead = desk.as(Role.ECOLOGY_LEAD);
    cases.ok(lead, at, "confirm");
    cases.ok(lead, at, "refer");

    // A list to the police; its receipt and results move the case.
    String list = issued("VIOLATIONS", id);
    refused(desk.get(list, desk.as(Role.TRANSPORT)), 404, "NOT_FOUND");
    received(list, cases.police);
    await(() -> moved(at, "main", "received"));
    JsonObject row =
        new JsonObject()
            .put("row", 1)
            .put("result", "已处罚")
            .put("reference", "决字1号")
            .put("day", "2026-11-20")
            .put("code", "6063");
    answered(list, cases.police, row);
    await(() -> moved(at, "penalty", "entered"));
    cases.ok(cases.police, at, "notify", "notice", "短信");
    cases.ok(cases.police, at, "pay", "amount", "500", "paidOn", "2026-11-20");

    // The transport bureau orders the repair and urges it from its own list.
    TestDesk.Session transport = desk.as(Role.TRANSPORT);
    cases.ok(transport, at, "orderRepair");
    String repairs = issued("REPAIRS", id);
    received(repairs, transport);
    answered(repairs, transport, new JsonObject().put("row", 1).put("result", "已督办"));
    await(() -> moves(at).contains("urge"));

    // The truck comes to a station, is repaired and passes.
    TestDesk.Session station = desk.as(Role.STATION);
    refused(desk.get(at, station), 404, "NOT_FOUND");
    assertThat(cases.arrived(station, at)).containsExactly(id);
    cases.ok(
        station,
        at,
        "recordRepair",
        "workshop",
        "东环M站",
        "order",
        "W-1",
        "repairedOn",
        "2026-11-20");
    cases.ok(station, at, "passRetest", "test", "J-1");
    refused(desk.get(at, station), 404, "NOT_FOUND");

    cases.ok(cases.police, at, "close");
    assertThat(moves(at))
        .containsSubsequence(
            "review",
            "confirm",
            "refer",
            "receive",
            "enter",
            "notify",
            "pay",
            "orderRepair",
            "urge",
            "recordRepair",
            "passRetest",
            "close");

    // The police's own program got every step in order, and nothing personal.
    List<String> told = told(begin, id);
    assertThat(told)
        .containsSubsequence(
            "case.refer", "case.receive", "case.enter", "case.notify", "case.pay", "case.close");
    assertThat(manifests(at)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anOwnerObjectsAndThePenaltyIsUndoneInOneStep() {
    String at = cases.received();
    cases.ok(cases.police, at, "enter", "code", "6063", "number", "决字9号");
    cases.ok(cases.police, at, "notify", "notice", "邮寄");
    cases.ok(cases.police, at, "pay", "amount", "500", "paidOn", "2026-11-20");
    JsonObject notice = desk.ok(desk.get(at + "/notice", cases.police));
    assertThat(notice.getJsonArray("paragraphs").encode()).contains("陈述、申辩");
    cases.ok(cases.police, at, "raiseAppeal", "statement", "当日车辆在厂内维修");
    refused(cases.move(cases.police, at, "close"), 409, "GATE_SHUT");
    JsonObject after = cases.ok(cases.first, at, "grantAppeal", "ground", "unclearRecord");
    assertThat(state(after, "main")).isEqualTo("revoked");
    assertThat(state(after, "penalty")).isEqualTo("cancelled");
    assertThat(after.getJsonArray("flags").encode()).contains("REVERSAL_DUE");
    cases.ok(cases.police, at, "giveBack", "document", "退字1号");
    assertThat(desk.get(at, cases.police).body()).doesNotContain("REVERSAL_DUE");
  }

  /** Each keeps what is his, and none of them sees a case. */
  @Test
  void theThreeAdministratorsDoTheirWorkAndSeeNoCase() {
    TestDesk.Session system = desk.as(Role.SYSTEM);
    TestDesk.Session security = desk.as(Role.SECURITY);
    TestDesk.Session auditor = desk.as(Role.AUDIT);
    JsonObject station = new JsonObject().put("name", "北环检测站").put("kind", "STATION");
    desk.ok(desk.post("/v1/organisations", system, station));
    JsonObject clerk =
        new JsonObject()
            .put("name", "north-1")
            .put("display", "北环")
            .put("role", "STATION")
            .put("organisation", "北环检测站");
    JsonObject made = desk.ok(desk.post("/v1/users", security, clerk));
    assertThat(desk.trySignIn("north-1", made.getString("oneTimePassword")).statusCode())
        .isEqualTo(200);
    JsonArray seen = desk.ok(desk.get("/v1/audit?limit=200", auditor)).getJsonArray("rows");
    assertThat(seen.encode()).contains("ORGANISATION_CREATED", "USER_CREATED");
    JsonObject report = desk.ok(desk.post("/v1/audit/verification", auditor, new JsonObject()));
    assertThat(report.encode()).contains("\"intact\":true");
    for (TestDesk.Session one : List.of(system, security, auditor)) {
      assertThat(desk.get("/v1/cases", one).statusCode()).isEqualTo(403);
      assertThat(desk.get("/v1/vehicles", one).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aMakerSeesWhatBecameOfItsTerminalsAndNoCase() {
    cases.candidate();
    TestDesk.Session maker = desk.as(Role.INTEGRATOR);
    JsonArray own = desk.ok(desk.get("/v1/terminals?limit=50", maker)).getJsonArray("rows");
    assertThat(own).isNotEmpty();
    assertThat(own.encode()).contains(TestDesk.MAKER);
    assertThat(desk.get("/v1/cases", maker).statusCode()).isEqualTo(403);
    assertThat(desk.ok(desk.get("/v1/changes", maker)).getJsonArray("rows")).isEmpty();
  }

  /**
   * Their rooms receive nothing yet: they may sign in, keep their account, and are told nothing.
   */
  @Test
  void aPortCompanyAndTheMaritimeAdministrationHaveNothingToDoYet() {
    for (Role role : List.of(Role.PORT, Role.MARITIME)) {
      TestDesk.Session one = desk.as(role);
      assertThat(desk.ok(desk.get("/v1/session", one)).getString("role")).isEqualTo(role.name());
      assertThat(desk.get("/v1/me/sessions", one).statusCode()).isEqualTo(200);
      for (String path : List.of("/v1/cases", "/v1/vehicles", "/v1/lists", "/v1/findings")) {
        assertThat(desk.get(path, one).statusCode()).as(role + path).isEqualTo(403);
      }
    }
  }

  private static String issued(String kind, String id) {
    JsonObject wanted = new JsonObject().put("kind", kind).put("cases", new JsonArray().add(id));
    JsonObject list = desk.ok(desk.post("/v1/lists", desk.as(Role.ECOLOGY_LEAD), wanted));
    return "/v1/lists/" + list.getString("number");
  }

  private static void received(String list, TestDesk.Session by) {
    String hash = desk.ok(desk.get(list, by)).getJsonObject("list").getString("hash");
    desk.ok(desk.post(list + "/receipt", by, new JsonObject().put("hash", hash)));
  }

  private static void answered(String list, TestDesk.Session by, JsonObject row) {
    JsonObject rows = new JsonObject().put("rows", new JsonArray().add(row));
    JsonObject answer = desk.ok(desk.post(list + "/results", by, rows));
    assertThat(answer.getInteger("accepted")).as(answer.encode()).isEqualTo(1);
  }

  private static boolean moved(String at, String track, String to) {
    return state(cases.get(at, cases.first), track).equals(to);
  }

  private static List<String> moves(String at) {
    return CaseDesk.objects(cases.get(at, cases.first).getJsonArray("events")).stream()
        .map(event -> event.getString("move"))
        .toList();
  }

  private static int manifests(String at) {
    return desk.ok(desk.get(at + "/manifests", cases.first)).getJsonArray("rows").size();
  }

  private static String end(TestDesk.Session reader) {
    String next = desk.ok(desk.get("/v1/changes?limit=500", reader)).getString("next");
    return next == null ? "" : next;
  }

  /** Types of a case's events, up to its close. */
  private static List<String> told(String begin, String id) {
    List<String> types = List.of();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!types.contains("case.close")) {
      assertThat(System.nanoTime()).as("%s", types).isLessThan(end);
      JsonObject page =
          desk.ok(desk.get("/v1/changes?limit=500&wait=2&after=" + begin, cases.police));
      types =
          CaseDesk.objects(page.getJsonArray("rows")).stream()
              .filter(event -> event.getString("subject").equals(id))
              .map(event -> event.getString("type"))
              .toList();
      assertThat(page.encode()).doesNotContain("苏E");
    }
    return types;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
