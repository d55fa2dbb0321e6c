package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import lantian.desk.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule set from a file to its being in force, by two people. */
class RuleSetsIT {
  private final TestDesk desk = new TestDesk();

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void oneProposesAnotherSeesTheDifferenceAndActivates() {
    JsonObject set = new JsonObject(RuleFile.text()).put("id", "OBD-2").put("from", "2026-11-30");
    limit(set, "ppm").put("verified", true);
    limit(set, "warmUpSeconds").put("value", 240);
    TestDesk.Session police = desk.as(Role.POLICE);
    JsonObject proposed = desk.ok(propose(desk.as(Role.ECOLOGY_LEAD), set));
    assertThat(proposed.getString("against")).isEqualTo("OBD-SCREEN-1");
    assertThat(proposed.getJsonArray("differences").stream().map(RuleSetsIT::changed))
        .containsExactly("ppm false-true", "warmUpSeconds 300-240");
    assertThat(in(police, "OBD-2").getString("state")).isEqualTo("PROPOSED");

    String digest = proposed.getString("digest");
    assertThat(problem(activate(desk.as(Role.ECOLOGY_LEAD), "OBD-2", digest)))
        .isEqualTo("409 ruleSetId SAME_PERSON");
    TestDesk.Session other = desk.user("deputy", Role.ECOLOGY_LEAD, null);
    assertThat(problem(activate(other, "OBD-2", "0".repeat(64))))
        .isEqualTo("409 ruleSetId OTHER_CONTENT");
    JsonObject active = desk.ok(activate(other, "OBD-2", digest));
    assertThat(active.getJsonObject("activated").getString("by")).isEqualTo("deputy");
    assertThat(active.getBoolean("inForce")).isFalse();
    assertThat(in(police, "OBD-SCREEN-1").getBoolean("inForce")).isTrue();

    assertThat(desk.get("/v1/audit?limit=50", desk.as(Role.AUDIT)).body())
        .contains("RULES_PROPOSED", "RULES_ACTIVATED", digest);
    desk.now.set(java.time.Instant.parse("2026-11-29T16:00:00Z"));
    police = desk.user("later", Role.POLICE, null);
    assertThat(in(police, "OBD-2").getBoolean("inForce")).isTrue();
    assertThat(in(police, "OBD-SCREEN-1").getBoolean("inForce")).isFalse();
  }

  @Test
  void whatNobodyCouldJudgeByIsRefusedWithItsPlace() {
    JsonObject set = new JsonObject(RuleFile.text()).put("id", "OBD-2").put("from", "2026-11-30");
    JsonObject block = limits(set, "OBD-NOX-LASTING");
    block.put("ppmm", block.remove("ppm"));
    HttpResponse<String> answer = propose(desk.as(Role.ECOLOGY), set);
    assertThat(problem(answer)).isEqualTo("400 set RULE_SET");
    assertThat(answer.body()).contains("ppm").contains("OBD-NOX-LASTING");
  }

  /**
   * Hundreds of models of vehicles, each with its limits: longer than requests otherwise may be.
   */
  @Test
  void aSetMayBeAsLongAsAFile() {
    JsonObject set = new JsonObject(RuleFile.text("OBD-SCREEN-2"));
    set.put("id", "OBD-3").put("from", "2026-12-15");
    JsonObject limits = limits(set, "OBD-NOX-UNLIKE-MODEL");
    for (int model = 0; model < 1_000; model++) {
      limits.getJsonObject("usualPpm").put("CX1250Y" + model, ofModel(700 + model));
      limits.getJsonObject("leastPpm").put("CX1250Y" + model, ofModel(300 + model));
    }
    assertThat(set.encode().length())
        .isGreaterThan(2 * DeskSettings.defaults().limits().bodyBytes());
    desk.ok(propose(desk.as(Role.ECOLOGY), set));
    TestDesk.Session police = desk.as(Role.POLICE);
    JsonObject kept = desk.ok(desk.get("/v1/rule-sets/OBD-3", police));
    assertThat(kept.encode()).contains("CX1250Y0", "CX1250Y999");
  }

  private static JsonObject ofModel(int ppm) {
    JsonObject classes = new JsonObject().put("2", ppm).put("3", ppm + 100);
    return new JsonObject().put("value", classes).put("source", "车队实测").put("verified", false);
  }

  /** A county's officer may look, and decides nothing for the whole city. */
  @Test
  void aCountyDecidesNothing() {
    JsonObject set = new JsonObject(RuleFile.text()).put("id", "OBD-2").put("from", "2026-11-30");
    TestDesk.Session county = desk.user("county", Role.ECOLOGY_LEAD, "姑苏区");
    assertThat(problem(propose(county, set))).isEqualTo("403 county WHOLE_CITY");
    JsonObject proposed = desk.ok(propose(desk.as(Role.ECOLOGY), set));
    assertThat(problem(activate(county, "OBD-2", proposed.getString("digest"))))
        .isEqualTo("403 county WHOLE_CITY");
    assertThat(desk.get("/v1/rule-sets/OBD-2", county).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> propose(TestDesk.Session session, JsonObject set) {
    JsonObject body = new JsonObject().put("room", "obd").put("set", set).put("reason", "新限值");
    return desk.send(desk.request("POST", "/v1/rule-sets", session).POST(TestDesk.json(body)));
  }

  private HttpResponse<String> activate(TestDesk.Session session, String id, String digest) {
    JsonObject body = new JsonObject().put("digest", digest).put("reason", "已核对");
    return desk.send(
        desk.request("POST", "/v1/rule-sets/" + id + "/activation", session)
            .POST(TestDesk.json(body)));
  }

  private JsonObject in(TestDesk.Session session, String id) {
    return desk.ok(desk.get("/v1/rule-sets", session)).getJsonArray("rows").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject limit(JsonObject set, String key) {
    return limits(set, "OBD-NOX-LASTING").getJsonObject(key);
  }

  private static JsonObject limits(JsonObject set, String rule) {
    return set.getJsonObject("rules").getJsonObject(rule).getJsonObject("limits");
  }

  private static String changed(Object difference) {
    JsonObject before = ((JsonObject) difference).getJsonObject("before");
    JsonObject after = ((JsonObject) difference).getJsonObject("after");
    boolean value = !before.getString("value").equals(after.getString("value"));
    String field = value ? "value" : "verified";
    return after.getString("key") + " " + before.getValue(field) + "-" + after.getValue(field);
  }

  private static String problem(HttpResponse<String> answer) {
    JsonArray errors = new JsonObject(answer.body()).getJsonArray("errors");
    JsonObject error = errors.getJsonObject(0);
    return answer.statusCode() + " " + error.getString("field") + " " + error.getString("code");
  }
}
