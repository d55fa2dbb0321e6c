package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No operation of the contract can be asked for work without end. */
class BoundsIT {
  private static TestDesk desk;
  private static Samples samples;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
    samples = new Samples(desk);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void everyListHasALimitWithAMaximumOrSaysHowLongItGets() {
    assertThat(Declared.unboundedLists()).isEmpty();
  }

  static Stream<String> ranges() {
    List<String> ranges = Declared.ranges();
    assertThat(ranges).contains("listFindings", "listAudit", "getTelemetry", "listFrames");
    return ranges.stream();
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void everyRangeHasALongestSpan(String operation) {
    String to = Declared.takes(operation, "to") ? "&to=2026-11-21T00:00:00Z" : "";
    tooLong(operation, "from=2001-01-01T00:00:00Z" + to);
    assertThat(ask(operation, "from=2026-11-20T00:00:00Z" + to).statusCode()).isEqualTo(200);
  }

  /** Not for curves, which need both, and frames, which end where the filing ends. */
  @ParameterizedTest
  @MethodSource("ranges")
  void anOpenRangeIsNoLonger(String operation) {
    if (Declared.requires(operation, "to")) {
      assertThat(ask(operation, "from=2026-11-20T00:00:00Z").statusCode()).isEqualTo(400);
      return;
    }
    tooLong(operation, "from=2001-01-01T00:00:00Z");
    assertThat(ask(operation, "from=2026-11-18T00:00:00Z").statusCode()).isEqualTo(200);
    assertThat(ask(operation, "from=2026-12-18T00:00:00Z").statusCode()).isIn(200, 400);
    assertThat(ask(operation, "to=2026-11-18T00:00:00Z").statusCode())
        .isEqualTo(Declared.takes(operation, "to") ? 200 : 400);
  }

  @Test
  void whatIsLeftOpenIsFilledInAndTold() {
    JsonObject open = desk.ok(desk.get("/v1/findings", desk.as(Role.ECOLOGY)));
    assertThat(open.getString("from")).isEqualTo("2025-11-19T13:00:00+08:00"); // 366 days
    assertThat(open.getString("to")).isNull();
    JsonObject before =
        desk.ok(desk.get("/v1/findings?to=2026-11-20T00:00:00Z", desk.as(Role.ECOLOGY)));
    assertThat(before.getString("from")).isEqualTo("2025-11-19T08:00:00+08:00");
    assertThat(before.getString("to")).isEqualTo("2026-11-20T08:00:00+08:00");
  }

  private static void tooLong(String operation, String range) {
    HttpResponse<String> answer = ask(operation, range);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonObject error = new JsonObject(answer.body()).getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("code")).isEqualTo("RANGE_TOO_LONG");
    assertThat(error.getJsonObject("messages").getString("en"))
        .containsPattern("[0-9]+ days")
        .contains("narrow it with from and to");
  }

  private static HttpResponse<String> ask(String operation, String range) {
    TestDesk.Session session = desk.as(Declared.roles(operation).iterator().next());
    String path = samples.request(operation, session).build().uri().getRawPath();
    String format = operation.startsWith("export") ? "format=csv&" : "";
    return desk.get(path + "?" + format + range, session);
  }
}
