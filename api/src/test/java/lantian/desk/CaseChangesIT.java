package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A move in the case book appears in {@code /v1/changes} once, in order, and to whom it concerns.
 */
class CaseChangesIT {
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
  void movesAreToldOnceAndInOrder() {
    String at = cases.received();
    String id = at.substring("/v1/cases/".length());
    List<JsonObject> told = told(cases.first, id, 5);
    assertThat(told.stream().map(row -> row.getString("type")))
        .containsExactly(
            "case.opened", "case.review", "case.confirm", "case.refer", "case.receive");
    assertThat(told.stream().map(row -> row.getString("id")))
        .containsExactly(id + "-0", id + "-1", id + "-2", id + "-3", id + "-4");
    assertThat(told.getLast().getString("county")).isEqualTo("姑苏区");
    JsonObject data = told.getLast().getJsonObject("data");
    assertThat(data.getJsonObject("from").getString("main")).isEqualTo("referred");
    assertThat(data.getJsonObject("to").getString("main")).isEqualTo("received");
    assertThat(told.toString()).doesNotContain("苏E", "LSZNJ", "理由");
    // What nobody had confirmed is not the police's to know.
    assertThat(told(cases.police, id, 3).stream().map(row -> row.getString("type")))
        .containsExactly("case.confirm", "case.refer", "case.receive");
  }

  @Test
  void aDismissedCandidateIsToldToNobodyElse() {
    String at = cases.candidate();
    cases.ok(cases.first, at, "dismiss");
    String id = at.substring("/v1/cases/".length());
    assertThat(told(cases.first, id, 2).stream().map(row -> row.getString("type")))
        .containsExactly("case.opened", "case.dismiss");
    assertThat(told(cases.police, id, 0)).isEmpty();
  }

  @Test
  void referredCasesAreFrozenIntoAListOnce() {
    String at = cases.confirmed();
    String id = at.substring("/v1/cases/".length());
    assertThat(refused(issue("VIOLATIONS", id))).containsExactly("1 NOT_READY");
    cases.ok(cases.first, at, "refer");
    String unknown = "0".repeat(32);
    assertThat(refused(issue("VIOLATIONS", unknown, id))).containsExactly("1 NO_CASE");
    JsonObject list = cases.desk.ok(issue("VIOLATIONS", id));
    assertThat(list.getString("county")).isEqualTo("姑苏区");
    String path = "/v1/lists/" + list.getString("number");
    JsonObject shown = cases.get(path + "?personal=full&purpose=PENALTY", cases.police);
    JsonObject row = shown.getJsonArray("rows").getJsonObject(0);
    assertThat(row.getString("case")).isEqualTo(id);
    JsonObject values = row.getJsonObject("values");
    assertThat(values.getString("plate")).startsWith("苏E");
    assertThat(values.getString("vin")).isEqualTo(CaseDesk.vin(cases.trucks()).text());
    assertThat(values.getString("limit")).matches("[0-9.]+");
    assertThat(shown.getJsonObject("list").getString("hash")).isEqualTo(list.getString("hash"));
    assertThat(refused(issue("VIOLATIONS", id))).containsExactly("1 LISTED");
    assertThat(refused(issue("REPAIRS", id))).containsExactly("1 NOT_READY");
    // What the police return may be listed again.
    JsonObject hash = new JsonObject().put("hash", list.getString("hash"));
    cases.desk.ok(cases.desk.post(path + "/receipt", cases.police, hash));
    JsonObject back = new JsonObject().put("row", 1).put("result", "退回").put("reason", "号牌有误");
    cases.desk.ok(
        cases.desk.post(
            path + "/results",
            cases.police,
            new JsonObject().put("rows", new JsonArray().add(back))));
    assertThat(cases.desk.ok(issue("VIOLATIONS", id)).getString("number"))
        .isNotEqualTo(list.getString("number"));
  }

  private static HttpResponse<String> issue(String kind, String... ids) {
    JsonObject wanted =
        new JsonObject().put("kind", kind).put("cases", new JsonArray(List.of(ids)));
    return cases.desk.post("/v1/lists", cases.first, wanted);
  }

  private static List<String> refused(HttpResponse<String> answer) {
    return CaseDesk.objects(CaseDesk.refused(answer, 409, "CONFLICT").getJsonArray("errors"))
        .stream()
        .map(error -> error.getInteger("row") + " " + error.getString("code"))
        .toList();
  }

  /** The events of a case, when there are at least so many. */
  private static List<JsonObject> told(TestDesk.Session session, String id, int least) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<JsonObject> told = new ArrayList<>();
    String after = "";
    while (true) {
      JsonObject page = cases.get("/v1/changes?limit=500&wait=1" + after, session);
      page.getJsonArray("rows").stream()
          .map(JsonObject.class::cast)
          .filter(row -> row.getString("subject").equals(id))
          .forEach(told::add);
      after = "&after=" + page.getString("next");
      if (told.size() >= least && page.getJsonArray("rows").isEmpty()) {
        return told;
      }
      assertThat(System.nanoTime()).as("%s", told).isLessThan(end);
    }
  }
}
