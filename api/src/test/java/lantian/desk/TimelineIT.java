package lantian.desk;

import static lantian.desk.CaseDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import lantian.desk.access.Role;
import lantian.obd.read.Clash;
import lantian.obd.read.Sender;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything known of one vehicle on one timeline, as far as the reader may see it. */
class TimelineIT {
  private static CaseDesk cases;
  private static TestDesk desk;
  private static String received;
  private static String timeline;

  @BeforeAll
  static void start() {
    cases = new CaseDesk();
    desk = cases.desk;
    received = cases.received();
    cases.candidate("张家港市"); // Another vehicle's.
    timeline = of(received);
  }

  @AfterAll
  static void stop() {
    cases.close();
  }

  private static String of(String at) {
    String vehicle = cases.get(at, cases.first).getJsonObject("vehicle").getString("id");
    return "/v1/vehicles/" + vehicle + "/timeline?";
  }

  private static List<JsonObject> rows(String path, TestDesk.Session session) {
    return CaseDesk.objects(desk.ok(desk.get(path, session)).getJsonArray("rows"));
  }

  private static List<String> kinds(List<JsonObject> rows) {
    return rows.stream().map(row -> row.getString("kind")).toList();
  }

  @Test
  void allThatIsKnownStandsInTheOrderOfTime() {
    List<JsonObject> rows = rows(timeline, cases.first);
    assertThat(kinds(rows))
        .containsExactly(
            "FILED", "TERMINAL", "CONFLICT", "FINDING", "CASE", "CASE", "CASE", "CASE", "CASE");
    assertThat(rows).extracting(row -> row.getString("at")).isSorted();
    assertThat(rows.get(0).getString("zh")).contains("苏E·0**02（黄牌）", "姑苏区");
    assertThat(rows.get(3).getString("finding"))
        .isEqualTo(desk.obd.findings.getFirst().id().text());
    JsonObject last = rows.getLast();
    assertThat("/v1/cases/" + last.getString("case")).isEqualTo(received);
    assertThat(last.getString("zh")).endsWith("签收，已签收、待处罚");
    assertThat(last.getString("en")).endsWith("Receive, Received, Pending");
  }

  @Test
  void othersSeeWhatTheyWouldSeeInTheLists() {
    assertThat(kinds(rows(timeline, cases.police)))
        .doesNotContain("CONFLICT")
        .contains("FINDING", "CASE");
    String candidate = cases.candidate();
    assertThat(kinds(rows(of(candidate), cases.first))).contains("CASE");
    assertThat(kinds(rows(of(candidate), cases.police))).doesNotContain("CASE");
    TestDesk.Session gusu = desk.user("gusu", Role.ECOLOGY, "姑苏区");
    TestDesk.Session foreign = desk.user("kunshan", Role.ECOLOGY, "昆山市");
    assertThat(rows(timeline, gusu)).hasSameSizeAs(rows(timeline, cases.first));
    refused(desk.get(timeline, foreign), 404, "NOT_FOUND");
  }

  @Test
  void plateAndVinAreMaskedUnlessAskedForWithAPurpose() {
    String plate = "苏E%05d".formatted(2);
    String vin = CaseDesk.vin(2).text();
    assertThat(desk.get(timeline, cases.first).body()).doesNotContain(plate).doesNotContain(vin);
    assertThat(desk.get(timeline + "personal=full&purpose=REVIEW", cases.first).body())
        .contains(plate, vin);
  }

  @Test
  void pagesGoOnWhereTheLastOneEndedEvenWithinASecond() {
    String at = cases.candidate();
    Vin vin = CaseDesk.vin(cases.trucks());
    Instant second = desk.obd.findings.getLast().start();
    for (int type = 3; type < 30; type++) {
      desk.obd.conflicts.add(
          new Clash(
              vin,
              second,
              type,
              true,
              List.of(new Clash.Copy("01", Sender.BOUND, "00".repeat(15), second))));
    }
    List<String> all = new ArrayList<>();
    rows(of(at) + "limit=200", cases.first).forEach(row -> all.add(row.encode()));
    assertThat(new HashSet<>(all)).hasSize(28 + 4); // With filings, finding and case.
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = desk.ok(desk.get(of(at) + "limit=5" + cursor, cases.first));
      CaseDesk.objects(page.getJsonArray("rows")).forEach(row -> paged.add(row.encode()));
      cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
    } while (!cursor.isEmpty());
    assertThat(paged).isEqualTo(all);
    assertThat(kinds(rows(of(at) + "from=" + second.plusSeconds(1), cases.first)))
        .containsExactly("CASE");
    assertThat(kinds(rows(of(at) + "to=" + second, cases.first)))
        .containsExactly("FILED", "TERMINAL");
  }
}
