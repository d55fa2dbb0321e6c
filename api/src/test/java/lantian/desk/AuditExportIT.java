package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import lantian.desk.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audit trail as a file: all that the filter holds, and nothing else. */
class AuditExportIT {
  private static TestDesk desk;
  private static TestDesk.Session auditor;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    auditor = desk.as(Role.AUDIT);
    desk.user("somebody", Role.POLICE, null);
    JsonObject organisation = new JsonObject().put("name", "=1+1").put("kind", "OTHER");
    desk.ok(desk.post("/v1/organisations", desk.as(Role.SYSTEM), organisation));
    for (int i = 0; i < 60; i++) {
      desk.get("/v1/users", desk.as(Role.POLICE)); // More than one page of a list.
    }
    desk.now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void itHoldsEveryRecordOfTheFilterAsTheListDoes() {
    List<String> rows = rows("&act=ACCESS_REFUSED&actor=police");
    assertThat(rows).hasSize(60).allMatch(row -> row.contains("越权访问"));
    JsonObject list =
        desk.ok(desk.get("/v1/audit?limit=100&act=ACCESS_REFUSED&actor=police", auditor));
    assertThat(CaseDesk.objects(list.getJsonArray("rows")))
        .hasSize(60)
        .allMatch(record ->
            rows.stream()
                .anyMatch(row ->
                    row.contains(record.getString("id"))
                        && row.contains(record.getString("hash"))));
    assertThat(rows("&actor=nobody")).isEmpty();
  }

  @Test
  void whatSomebodyTypedIsNoFormula() {
    assertThat(rows("&act=ORGANISATION_CREATED"))
        .anyMatch(row -> row.contains("=1+1"))
        .noneMatch(row -> row.contains(",=1+1") || row.contains(",\"=1+1"));
  }

  @Test
  void itIsRecordedWithHowManyRowsWentOut() {
    assertThat(rows("&actor=somebody")).isNotEmpty();
    int count = rows("&actor=somebody").size();
    desk.now.updateAndGet(time -> time.plusSeconds(1));
    JsonObject list = desk.ok(desk.get("/v1/audit?limit=1&act=EXPORTED", auditor));
    JsonObject record = list.getJsonArray("rows").getJsonObject(0);
    assertThat(record.getString("reason")).isEqualTo("rows=" + count + " masked");
    assertThat(record.getString("object")).startsWith("审计记录_").endsWith(".csv");
  }

  @Test
  void everyFormatIsWhatItSays() {
    for (String format : List.of("xlsx", "pdf", "zip")) {
      HttpResponse<byte[]> answer =
          desk.send(
              desk.request("GET", "/v1/audit/export?format=" + format, auditor),
              BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(format).isEqualTo(200);
      assertThat(answer.body())
          .startsWith(format.equals("pdf") ? new byte[] {37, 80, 68, 70} : new byte[] {80, 75});
    }
    assertThat(desk.get("/v1/audit/export?format=geojson", auditor).statusCode()).isEqualTo(400);
  }

  @Test
  void aWrongFilterIsRefused() {
    HttpResponse<String> unknown = desk.get("/v1/audit/export?format=csv&act=NO_SUCH", auditor);
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("\"field\":\"act\"");
    String empty = "&from=2026-11-20T00:00:00Z&to=2026-11-19T00:00:00Z";
    assertThat(desk.get("/v1/audit/export?format=csv" + empty, auditor).body())
        .contains("EMPTY_RANGE");
  }

  private static List<String> rows(String filter) {
    HttpResponse<String> answer = desk.get("/v1/audit/export?format=csv" + filter, auditor);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().lines().skip(1).toList();
  }
}
