package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.job.JobSettings;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A long export becomes a job that only its maker sees, and only while he may. */
class JobsIT {
  private static final int TRUCKS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk =
        new TestDesk(
            TestDesk.settings()
                .with(
                    new JobSettings(
                        10, 2, Duration.ofHours(1), Duration.ofDays(31), 1 << 20, 8 << 20)));
    for (int i = 0; i < TRUCKS; i++) {
      Vin vin = new Vin("LSZNJ01A9J%07d".formatted(i + 100));
      desk.file(vin, "苏E%05d".formatted(i), i % 2 == 0 ? "姑苏区" : "吴中区", TestDesk.MAKER);
      desk.obd.truck(vin, i);
    }
    desk.desk.casework().follower().sweep();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  private static JsonObject asked(String path, TestDesk.Session who) {
    HttpResponse<String> answer = desk.get(path, who);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new JsonObject(answer.body());
  }

  private static JsonObject ended(JsonObject job, TestDesk.Session who) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    JsonObject now = job;
    while (now.getString("state").equals("WAITING") || now.getString("state").equals("RUNNING")) {
      assertThat(System.nanoTime()).as("still " + now).isLessThan(until);
      now = desk.ok(desk.get("/v1/jobs/" + job.getString("id"), who));
    }
    return now;
  }

  private static String fetched(JsonObject job, TestDesk.Session who) {
    HttpResponse<byte[]> file =
        desk.send(
            desk.request("GET", "/v1/jobs/" + job.getString("id") + "/file", who).GET(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    return new String(file.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aLongExportIsMadeInTheBackgroundAndHoldsWhatTheDirectOneWould() {
    TestDesk.Session who = desk.user("long", Role.POLICE, null);
    JsonObject job = asked("/v1/findings/export?format=csv&verified=false", who);
    assertThat(job.getInteger("rows")).isEqualTo(TRUCKS / 2);
    assertThat(job.getString("fileName")).startsWith("违法线索_全市_").endsWith(".csv");
    JsonObject done = ended(job, who);
    assertThat(done.getString("state")).as(done.encode()).isEqualTo("DONE");
    assertThat(done.getInteger("written")).isEqualTo(TRUCKS / 2);
    String file = fetched(job, who);
    assertThat(file.lines().count()).isEqualTo(TRUCKS / 2 + 1);
    assertThat(file)
        .startsWith("\uFEFF线索编号")
        .contains("SCR下游NOx")
        .doesNotContain("LSZNJ01A9J0000100");
    Document record =
        desk.database
            .getCollection("desk_audit")
            .find(new Document("act", "EXPORTED").append("object", job.getString("id")))
            .first();
    assertThat(record).isNotNull();
  }

  /** The page asks the desk from how many rows on that is so. */
  @Test
  void aLongListIsAJobLikeAnyOther() {
    TestDesk.Session who = desk.user("lister", Role.POLICE, null);
    assertThat(desk.ok(desk.get("/v1/session", who)).getInteger("directRows")).isEqualTo(10);
    String ten = list(10);
    assertThat(desk.get("/v1/lists/" + ten + "/export?format=csv", who).statusCode())
        .isEqualTo(200);
    String eleven = list(11);
    JsonObject job = asked("/v1/lists/" + eleven + "/export?format=csv", who);
    assertThat(job.getString("fileName")).contains(eleven);
    assertThat(ended(job, who).getString("state")).isEqualTo("DONE");
    assertThat(fetched(job, who).lines()).hasSize(12);
    String path = "/v1/lists/" + eleven + "/export?format=csv";
    assertThat(desk.get(path, desk.as(Role.TRANSPORT)).statusCode()).isEqualTo(404);
  }

  private static String list(int rows) {
    List<HandoverList.NewRow> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(new HandoverList.NewRow("job-" + rows + "-" + i, new TreeMap<>(Map.of("unit", "x"))));
    }
    return ((ListBook.Change.Done)
            desk.desk.lists().issue(ListKind.VIOLATIONS, "姑苏区", "ecology", all, null))
        .list()
        .number();
  }

  @Test
  void aShortOneStillGoesOutAtOnce() {
    TestDesk.Session who = desk.user("short", Role.ECOLOGY, null);
    String few = "&from=2026-11-20T04:00:00Z&to=2026-11-20T04:05:00Z";
    assertThat(desk.get("/v1/findings/export?format=csv" + few, who).statusCode()).isEqualTo(200);
    assertThat(desk.get("/v1/cases/export?format=csv&state=closed", who).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aCountySeesInItsFileOnlyItsOwnRows() {
    TestDesk.Session who = desk.user("gusu", Role.ECOLOGY, "姑苏区");
    JsonObject job = asked("/v1/cases/export?format=csv", who);
    assertThat(ended(job, who).getString("state")).isEqualTo("DONE");
    assertThat(fetched(job, who)).contains("姑苏区").doesNotContain("吴中区");
  }

  @Test
  void nobodyElseSeesAJobAndTheSystemAdministratorNotWhatItIsAbout() {
    TestDesk.Session who = desk.user("owner", Role.ECOLOGY, null);
    TestDesk.Session other = desk.user("other", Role.ECOLOGY, null);
    JsonObject job = asked("/v1/cases/export?format=csv", who);
    String path = "/v1/jobs/" + job.getString("id");
    for (String way : new String[] {path, path + "/file"}) {
      assertThat(desk.get(way, other).statusCode()).isEqualTo(404);
      assertThat(desk.get(way, desk.as(Role.SYSTEM)).statusCode()).isEqualTo(403);
    }
    assertThat(desk.post(path + "/cancel", other, new JsonObject()).statusCode()).isEqualTo(404);
    assertThat(rows(other)).isEmpty();
    assertThat(rows(who)).hasSize(1);
    JsonArray all = rows(desk.as(Role.SYSTEM));
    assertThat(all).isNotEmpty();
    assertThat(all.encode()).doesNotContain("案件", "违法线索", job.getString("id"), "exportCases");
    assertThat(all.encode()).contains("\"maker\":\"owner\"");
  }

  private static JsonArray rows(TestDesk.Session who) {
    return desk.ok(desk.get("/v1/jobs", who)).getJsonArray("rows");
  }

  @Test
  void whoseRightHasEndedSeesHisJobNoMore() {
    TestDesk.Session who = desk.user("moved", Role.ECOLOGY, null);
    JsonObject job = asked("/v1/cases/export?format=csv", who);
    ended(job, who);
    desk.database
        .getCollection("desk_users")
        .updateOne(
            new Document("name", "moved"), new Document("$set", new Document("county", "姑苏区")));
    assertThat(desk.get("/v1/jobs/" + job.getString("id"), who).statusCode()).isEqualTo(404);
    assertThat(desk.get("/v1/jobs/" + job.getString("id") + "/file", who).statusCode())
        .isEqualTo(404);
    assertThat(rows(who)).isEmpty();
  }

  @Test
  void whoHasNoPlaceLeftIsToldToWait() {
    try (TestDesk none =
        new TestDesk(
            TestDesk.settings()
                .with(new JobSettings(0, 1, Duration.ofHours(1), Duration.ofDays(31), 1, 1)))) {
      none.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
      none.obd.truck(TestDesk.VIN, 1);
      TestDesk.Session who = none.as(Role.ECOLOGY);
      none.desk.jobs().close(); // Nobody makes what waits.
      HttpResponse<String> first = none.get("/v1/findings/export?format=csv", who);
      assertThat(first.statusCode()).isEqualTo(202);
      HttpResponse<String> second = none.get("/v1/findings/export?format=csv", who);
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.body()).contains("TOO_MANY_JOBS", "任务");
      String path = "/v1/jobs/" + new JsonObject(first.body()).getString("id");
      assertThat(none.get(path + "/file", who).statusCode()).isEqualTo(409);
      JsonObject cancelled = none.ok(none.post(path + "/cancel", who, new JsonObject()));
      assertThat(cancelled.getString("state")).isEqualTo("CANCELLED");
      assertThat(none.get("/v1/findings/export?format=csv", who).statusCode()).isEqualTo(202);
    }
  }
}
