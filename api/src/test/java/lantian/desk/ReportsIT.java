package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.desk.cases.CaseActor;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import lantian.desk.lists.Receipt;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports that are made on their days: when, as whom, and once. The clock is the test's. */
class ReportsIT {
  private static final AtomicInteger FRESH = new AtomicInteger();
  private static final Instant START = FakeObd.NOON.plusSeconds(3600); // 2026-11-20 13:00

  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(TestDesk.OTHER, "苏E3M208", "吴江区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
    desk.obd.truck(TestDesk.OTHER, 2);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @AfterEach
  void backToTheStart() {
    desk.now.set(START);
  }

  @Test
  void itIsMadeWhenItIsDueAndTellsOfItsDay() {
    TestDesk.Session officer = officer();
    String early = made(officer, daily("08:00")).getString("id");
    String late = made(officer, daily("08:30")).getString("id");
    TestDesk.Session next = at("2026-11-21T08:15:00", officer);
    await(() -> report(next, early).getString("last") != null);
    assertThat(report(next, early).getString("last")).isEqualTo("2026-11-21T08:00:00+08:00");
    assertThat(report(next, early).getString("next")).isEqualTo("2026-11-22T08:00:00+08:00");
    assertThat(report(next, late).getString("last")).isNull();
    JsonObject job = done(next);
    assertThat(job.getString("fileName"))
        .startsWith("日报_违法线索_全市_2026-11-20至2026-11-20_")
        .endsWith(".csv");
    assertThat(job.getString("id")).isEqualTo(report(next, early).getString("job"));
    assertThat(job.getString("until")).isEqualTo("2026-12-22T08:15:00+08:00");
    String file = desk.get("/v1/jobs/" + job.getString("id") + "/file", next).body();
    assertThat(file.lines()).hasSize(3);
    assertThat(file).doesNotContain(TestDesk.PLATE);
    assertThat(
            desk.database
                .getCollection("desk_audit")
                .find(new Document("object", job.getString("fileName")).append("actor", "desk"))
                .first())
        .containsEntry("act", "EXPORTED");
  }

  @Test
  void whatWasMissedIsMadeUpOnceOverTheWholeTime() {
    TestDesk.Session officer = officer();
    String id = made(officer, daily("08:00")).getString("id");
    TestDesk.Session back = at("2026-11-24T09:00:00", officer);
    await(() -> report(back, id).getString("last") != null);
    assertThat(report(back, id).getString("next")).isEqualTo("2026-11-25T08:00:00+08:00");
    done(back);
    assertThat(jobs(back)).hasSize(1);
    assertThat(jobs(back).getFirst().getString("fileName")).contains("2026-11-20至2026-11-23");
  }

  /** The process died when the job stood and the report did not know of it. */
  @Test
  void aDueTimeIsMadeOnceWhateverDies() {
    TestDesk.Session officer = officer();
    String id = made(officer, daily("08:00")).getString("id");
    TestDesk.Session next = at("2026-11-21T09:00:00", officer);
    await(() -> report(next, id).getString("last") != null);
    done(next);
    Date due = Date.from(moment("2026-11-21T08:00:00"));
    stored()
        .updateOne(
            new Document("_id", id),
            new Document("$set", new Document("next", due))
                .append("$unset", new Document("last", 1)));
    await(() -> report(next, id).getString("last") != null);
    assertThat(report(next, id).getString("next")).isEqualTo("2026-11-22T08:00:00+08:00");
    assertThat(jobs(next)).hasSize(1);
  }

  @Test
  void itIsMadeWithTheRightsOfTheDayAndStoppedWithoutThem() {
    TestDesk.Session officer = officer();
    String id = made(officer, daily("08:00")).getString("id");
    MongoCollection<Document> users = desk.database.getCollection("desk_users");
    Document who = new Document("name", officer.name());
    users.updateOne(who, new Document("$set", new Document("county", "吴江区")));
    TestDesk.Session next = at("2026-11-21T09:00:00", officer);
    await(() -> report(next, id).getString("last") != null);
    assertThat(done(next).getString("fileName")).contains("吴江区").contains("_1条_");
    users.updateOne(who, new Document("$set", new Document("role", "MARITIME")));
    desk.now.set(moment("2026-11-22T09:00:00"));
    await(() -> "STOPPED".equals(state(id)));
    users.updateOne(who, new Document("$set", new Document("role", "POLICE")));
    TestDesk.Session again = at("2026-11-22T09:00:00", officer);
    JsonObject stopped = report(again, id);
    assertThat(stopped.getJsonObject("stop").getString("zh")).contains("权限已变更");
    assertThat(stopped.getString("next")).isNull();
    JsonObject active = desk.ok(change(again, stopped, "ACTIVE"));
    assertThat(active.getString("next")).isEqualTo("2026-11-23T08:00:00+08:00");
    String account = desk.desk.accounts().byName(officer.name()).orElseThrow().id();
    desk.desk.accounts().disable(account, true);
    desk.now.set(moment("2026-11-23T09:00:00"));
    await(() -> "STOPPED".equals(state(id)));
    assertThat(document(id)).containsEntry("stop", "ACCOUNT");
  }

  /** A line a list, of its day and county only, with where it stands and who took receipt. */
  @Test
  void listsAreReportedWithStateCountsAndReceipt() {
    desk.now.set(moment("2026-11-20T10:00:00"));
    String ours = issued(ListKind.VIOLATIONS, "姑苏区");
    String foreign = issued(ListKind.VIOLATIONS, "吴江区");
    String repairs = issued(ListKind.REPAIRS, "姑苏区");
    desk.now.set(START);
    TestDesk.Session officer = officer();
    String id = made(officer, daily("08:00").put("operation", "exportLists")).getString("id");
    HandoverList list = desk.desk.lists().find(ours).orElseThrow();
    CaseActor receiver =
        new CaseActor(Actor.Kind.USER, "u-1", officer.name(), Role.POLICE, null, null);
    desk.desk.lists().receive(ours, new Receipt(receiver, desk.now.get()), list.hash());
    MongoCollection<Document> users = desk.database.getCollection("desk_users");
    Document who = new Document("name", officer.name());
    users.updateOne(who, new Document("$set", new Document("county", "姑苏区")));
    TestDesk.Session next = at("2026-11-21T09:00:00", officer);
    await(() -> report(next, id).getString("last") != null);
    JsonObject job = done(next);
    assertThat(job.getString("fileName")).startsWith("日报_清单台账_姑苏区_2026-11-20");
    String file = desk.get("/v1/jobs/" + job.getString("id") + "/file", next).body();
    assertThat(file).contains(ours, "办理中", officer.name()).doesNotContain(foreign, repairs);
    assertThat(file.lines()).hasSize(2);

    users.updateOne(who, new Document("$set", new Document("role", "TRANSPORT")));
    TestDesk.Session later = at("2026-11-22T09:00:00", officer);
    await(() -> report(later, id).getString("next").contains("-23T"));
    assertThat(done(later).getString("fileName")).contains("维修清单");
  }

  /** What the owner's role may not see stops the report. */
  @Test
  void aReportOfListsThatAreNotTheOwnersIsRefused() {
    TestDesk.Session officer = officer();
    JsonObject wanted = daily("08:00").put("operation", "exportLists");
    refused(
        officer,
        wanted.copy().put("filter", new JsonObject().put("kind", "REPAIRS")),
        "filter/kind");
    made(officer, wanted.put("filter", new JsonObject().put("kind", "VIOLATIONS")));
  }

  @Test
  void whatRestsIsNotMadeAndNotMadeUp() {
    TestDesk.Session officer = officer();
    JsonObject report = made(officer, daily("08:00"));
    JsonObject paused = desk.ok(change(officer, report, "PAUSED"));
    CaseDesk.refused(change(officer, report, "ENDED"), 412, "CHANGED_SINCE");
    String other = made(officer, daily("08:00")).getString("id");
    TestDesk.Session next = at("2026-11-21T09:00:00", officer);
    await(() -> report(next, other).getString("last") != null);
    assertThat(report(next, report.getString("id")).getString("last")).isNull();
    JsonObject active = desk.ok(change(next, paused, "ACTIVE"));
    assertThat(active.getString("next")).isEqualTo("2026-11-22T08:00:00+08:00");
    desk.ok(change(next, active, "ENDED"));
    assertThat(desk.get("/v1/reports", next).body()).doesNotContain(report.getString("id"));
    assertThat(change(next, active, "ACTIVE").statusCode()).isEqualTo(404);
  }

  @Test
  void aReportIsItsOwnersAndHoldsNoPlate() {
    TestDesk.Session officer = officer();
    String filter =
        desk.ok(
                desk.post(
                    "/v1/vehicles/search", officer, new JsonObject().put("plate", TestDesk.PLATE)))
            .getString("filter");
    JsonObject wanted = daily("08:00");
    wanted.getJsonObject("filter").put("filter", filter);
    JsonObject report = made(officer, wanted);
    assertThat(document(report.getString("id")).toJson()).doesNotContain(TestDesk.PLATE);
    TestDesk.Session other = officer();
    assertThat(desk.get("/v1/reports", other).body()).doesNotContain(report.getString("id"));
    assertThat(change(other, report, "ENDED").statusCode()).isEqualTo(404);
    // Filter ids end after a month; then there is nothing to make any more.
    TestDesk.Session later = at("2026-12-25T09:00:00", officer);
    await(() -> "STOPPED".equals(state(report.getString("id"))));
    assertThat(report(later, report.getString("id")).getJsonObject("stop").getString("en"))
        .contains("filter");
  }

  @Test
  void whatCouldNeverBeMadeIsRefused() {
    TestDesk.Session officer = officer();
    refused(
        officer,
        daily("08:00").put("filter", new JsonObject().put("from", "2026-01-01")),
        "NOT_HERE");
    refused(
        officer,
        daily("08:00").put("filter", new JsonObject().put("personal", "full")),
        "NOT_HERE");
    refused(officer, daily("08:00").put("filter", new JsonObject().put("plate", "x")), "UNKNOWN");
    refused(
        officer,
        daily("08:00").put("filter", new JsonObject().put("state", "LOST")),
        "/filter/state");
    refused(
        officer,
        daily("08:00").put("filter", new JsonObject().put("filter", "A".repeat(40))),
        "/filter/filter");
    refused(officer, daily("25:00"), "");
    JsonObject monthly = daily("08:00");
    monthly.getJsonObject("rhythm").put("kind", "WEEKLY").put("day", 8);
    refused(officer, monthly, "DAY");
    TestDesk.Session station = desk.as(Role.STATION);
    refused(station, daily("08:00"), "FORBIDDEN");
    for (int i = 0; i < 20; i++) {
      made(officer, daily("23:59"));
    }
    HttpResponse<String> over = desk.post("/v1/reports", officer, daily("23:59"));
    CaseDesk.refused(over, 409, "CONFLICT");
  }

  @Test
  void dataQualityIsMadeByMakerAndByVehicle() {
    for (String operation : List.of("exportQuality", "exportVehicleQuality")) {
      TestDesk.Session officer = officer();
      String by = operation.equals("exportQuality") ? "MODEL" : "VEHICLE_DAY";
      JsonObject wanted =
          daily("08:00").put("operation", operation).put("filter", new JsonObject().put("by", by));
      made(officer, wanted);
      TestDesk.Session later = at("2026-11-21T08:15:00", officer);
      JsonObject job = done(later);
      assertThat(job.getString("fileName"))
          .startsWith("日报_数据质量_全市_2026-11-20至2026-11-20_")
          .endsWith(".csv");
      String file = desk.get("/v1/jobs/" + job.getString("id") + "/file", later).body();
      assertThat(file).contains("传输率分子").doesNotContain(TestDesk.PLATE);
      desk.now.set(START);
    }
  }

  private static void refused(TestDesk.Session session, JsonObject wanted, String word) {
    HttpResponse<String> answer = desk.post("/v1/reports", session, wanted);
    CaseDesk.refused(answer, 400, "INVALID");
    assertThat(answer.body()).contains(word);
  }

  private static String issued(ListKind kind, String county) {
    var row =
        new HandoverList.NewRow(
            "reported" + FRESH.incrementAndGet(), new TreeMap<>(Map.of("vin", "x")));
    return ((ListBook.Change.Done)
            desk.desk.lists().issue(kind, county, "ecology", List.of(row), null))
        .list()
        .number();
  }

  static JsonObject daily(String at) {
    return new JsonObject()
        .put("name", "每日线索")
        .put("operation", "exportFindings")
        .put("format", "csv")
        .put("filter", new JsonObject())
        .put("rhythm", new JsonObject().put("kind", "DAILY").put("at", at));
  }

  private static TestDesk.Session officer() {
    return desk.user("reporter" + FRESH.incrementAndGet(), Role.POLICE, null);
  }

  private static JsonObject made(TestDesk.Session session, JsonObject wanted) {
    return desk.ok(desk.post("/v1/reports", session, wanted));
  }

  private static HttpResponse<String> change(
      TestDesk.Session session, JsonObject report, String state) {
    return desk.send(
        desk.request("PATCH", "/v1/reports/" + report.getString("id"), session)
            .header("If-Match", "\"" + report.getInteger("version") + "\"")
            .method("PATCH", TestDesk.json(new JsonObject().put("state", state))));
  }

  private static JsonObject report(TestDesk.Session session, String id) {
    return CaseDesk.objects(desk.ok(desk.get("/v1/reports", session)).getJsonArray("rows")).stream()
        .filter(row -> row.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> jobs(TestDesk.Session session) {
    return CaseDesk.objects(desk.ok(desk.get("/v1/jobs", session)).getJsonArray("rows"));
  }

  /** The newest export of this person, when it is ready. */
  private static JsonObject done(TestDesk.Session session) {
    await(() ->
        jobs(session).stream()
            .findFirst()
            .filter(job -> "DONE".equals(job.getString("state")))
            .isPresent());
    return jobs(session).getFirst();
  }

  private static MongoCollection<Document> stored() {
    return desk.database.getCollection("desk_reports");
  }

  private static Document document(String id) {
    return Objects.requireNonNull(stored().find(new Document("_id", id)).first());
  }

  private static String state(String id) {
    return document(id).getString("state");
  }

  /** It is that time, and the officer has signed in again. */
  private static TestDesk.Session at(String beijing, TestDesk.Session officer) {
    desk.now.set(moment(beijing));
    return desk.signIn(officer.name(), officer.password());
  }

  private static Instant moment(String beijing) {
    return OffsetDateTime.parse(beijing + "+08:00").toInstant();
  }

  private static void await(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it never came true");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
