package lantian.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way of a list: issued, received, answered row by row, and told to who it concerns. */
class ListsIT {
  private static TestDesk desk;
  private static int fresh;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void thePoliceReceiveAndAnswerAList() {
    TestDesk.Session police = desk.as(Role.POLICE);
    String begin = desk.ok(desk.get("/v1/changes?limit=500", police)).getString("next");
    HandoverList list = issue(ListKind.VIOLATIONS, "姑苏区");
    String path = "/v1/lists/" + list.number();
    JsonObject row = new JsonObject().put("row", 1).put("result", "已处罚").put("reference", "决1");
    JsonObject bare = row.copy();
    row.put("code", "6063");
    assertThat(problem(answer(police, path, row))).isEqualTo("listNumber NOT_RECEIVED");
    assertThat(problem(receive(police, path, "0".repeat(64)))).isEqualTo("hash HASH");
    JsonObject received = desk.ok(receive(police, path, list.hash()));
    assertThat(received.getString("state")).isEqualTo("RECEIVED");
    assertThat(received.getJsonObject("receipt").getString("by")).isEqualTo("police");
    TestDesk.Session other = desk.user("otherpolice", Role.POLICE, null);
    assertThat(problem(receive(other, path, list.hash()))).isEqualTo("hash RECEIVED_BY_OTHER");

    JsonObject lacking = desk.ok(answer(police, path, bare)).getJsonArray("rows").getJsonObject(0);
    assertThat(error(lacking)).isEqualTo("1 REJECTED 1 NO_CODE");
    assertThat(lacking.getJsonObject("error").getString("zh")).contains("违法代码（code）", "重报");
    JsonObject answered =
        desk.ok(
            answer(
                police,
                path,
                row,
                new JsonObject().put("plate", "苏E99999").put("result", "已处罚"),
                new JsonObject().put("plate", "苏E88888").put("result", "不予处罚")));
    assertThat(answered.getInteger("accepted")).isEqualTo(1);
    assertThat(answered.getInteger("rejected")).isEqualTo(2);
    assertThat(answered.getJsonArray("rows").stream().map(ListsIT::error))
        .containsExactly(
            "1 ACCEPTED 1 -", "2 REJECTED null UNKNOWN_PLATE", "3 REJECTED 2 NO_REASON");
    JsonObject again =
        desk.ok(
            answer(
                police,
                path,
                row,
                new JsonObject().put("plate", "苏E88888").put("result", "退回").put("reason", "非本地")));
    assertThat(again.getInteger("unchanged")).isEqualTo(1);
    assertThat(again.getJsonObject("list").getString("state")).isEqualTo("ANSWERED");

    JsonObject seen = seen(path, 4);
    JsonObject first = seen.getJsonArray("rows").getJsonObject(0);
    assertThat(first.getJsonObject("result").getString("kind")).isEqualTo("PENALISED");
    assertThat(first.getJsonObject("values").getString("plate")).isEqualTo("苏E·7**13");
    assertThat(seen.getString("manifest")).isEqualTo(list.manifest()).doesNotContain("苏E");
    JsonObject full = desk.ok(desk.get(path + "?personal=full&purpose=PENALTY", police));
    assertThat(full.encode()).contains(TestDesk.PLATE);

    JsonObject told = told(police, begin);
    long end = System.nanoTime() + java.time.Duration.ofSeconds(20).toNanos();
    while (types(told, list).size() < 4) {
      assertThat(System.nanoTime()).isLessThan(end);
      told = told(police, begin);
    }
    assertThat(types(told, list))
        .containsExactly("list.issued", "list.received", "list.results", "list.answered");
    assertThat(told.encode()).doesNotContain(TestDesk.PLATE);
  }

  /** Its cases are made up: the list says of each that it could not be moved. */
  private static JsonObject seen(String path, int notMade) {
    long end = System.nanoTime() + java.time.Duration.ofSeconds(20).toNanos();
    while (true) {
      JsonObject seen = desk.ok(desk.get(path, desk.as(Role.ECOLOGY)));
      if (seen.getJsonObject("list").getInteger("notMade") == notMade) {
        JsonObject move =
            seen.getJsonArray("rows").getJsonObject(0).getJsonArray("moves").getJsonObject(0);
        assertThat(move.getString("outcome")).isEqualTo("NOT_MADE");
        assertThat(move.getString("code")).isEqualTo("NO_CASE");
        assertThat(move.getString("zh")).isEqualTo("没有此案件");
        return seen;
      }
      assertThat(System.nanoTime()).as("%s", seen).isLessThan(end);
    }
  }

  @Test
  void theDepartmentsOwnFileIsTakenLineByLine() {
    TestDesk.Session police = desk.as(Role.POLICE);
    HandoverList list = issue(ListKind.VIOLATIONS, "姑苏区");
    String path = "/v1/lists/" + list.number();
    desk.ok(receive(police, path, list.hash()));
    String file =
        """
        内部编号,车牌号,号牌颜色,处理结果,决定书编号,处理日期,备注,违法代码
        A-0,苏E7K913,黄色,已处罚,,2026/11/1,,6063
        A-1,苏E7K913,黄色,已处罚,决字2号,2026/11/1,,6063
        A-2,苏E00000,蓝,已处罚,,,,
        A-3,苏E88888,黄,退回,,,非本地车辆,
        """;
    JsonObject answered =
        desk.ok(file(police, path, file.getBytes(java.nio.charset.Charset.forName("GB18030"))));
    assertThat(answered.getJsonArray("rows").stream().map(ListsIT::error))
        .containsExactly(
            "1 REJECTED 1 NO_REFERENCE",
            "2 ACCEPTED 1 -",
            "3 REJECTED null UNKNOWN_PLATE",
            "4 ACCEPTED 2 -");
    assertThat(answered.getJsonObject("list").getString("state")).isEqualTo("ANSWERED");
    assertThat(file(police, path, "号牌号码\n苏E7K913\n".getBytes(UTF_8)).body())
        .contains("UNREADABLE_FILE", "办理结果");
    assertThat(file(police, path, "办理结果\n已处罚\n".getBytes(UTF_8)).body()).contains("HEADER");
    assertThat(file(police, path, "行号,办理结果\n".getBytes(UTF_8)).body()).contains("EMPTY");
    JsonObject odd = desk.ok(file(police, path, "序号,result\nx,已处罚\n1,\n".getBytes(UTF_8)));
    assertThat(odd.getJsonArray("rows").stream().map(ListsIT::error))
        .containsExactly("1 REJECTED null UNKNOWN_ROW", "2 REJECTED 1 UNKNOWN_RESULT");
  }

  @Test
  void theFileOfAListFilledInIsItsAnswer() {
    TestDesk.Session police = desk.as(Role.POLICE);
    HandoverList list = issue(ListKind.VIOLATIONS, "姑苏区");
    String path = "/v1/lists/" + list.number();
    desk.ok(receive(police, path, list.hash()));
    String masked = desk.get(path + "/export?format=csv", police).body();
    assertThat(masked).startsWith("\uFEFF行号,案件编号,号牌号码").doesNotContain(TestDesk.PLATE);
    HttpResponse<String> full =
        desk.get(path + "/export?format=csv&personal=full&purpose=PENALTY", police);
    assertThat(full.headers().firstValue("content-disposition").orElseThrow())
        .contains(list.number());
    String filled = full.body().replaceAll(",,,,,\r\n", ",已处罚,决字9号,2026-11-19,,6063\r\n");
    assertThat(filled).contains(TestDesk.PLATE).contains("黄");
    JsonObject answered = desk.ok(file(police, path, filled.getBytes(UTF_8)));
    assertThat(answered.getInteger("accepted")).isEqualTo(2);
    assertThat(answered.getJsonObject("list").getString("state")).isEqualTo("ANSWERED");
    // Fetched again, it holds the answer, and sent again it changes nothing.
    String again =
        desk.get(path + "/export?format=csv&personal=full&purpose=PENALTY", police).body();
    assertThat(again).isEqualTo(filled);
    assertThat(desk.ok(file(police, path, again.getBytes(UTF_8))).getInteger("unchanged"))
        .isEqualTo(2);
  }

  private static HttpResponse<String> file(TestDesk.Session by, String path, byte[] csv) {
    return desk.send(
        desk.request("POST", path + "/results/file", by)
            .setHeader("Content-Type", "text/csv")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(csv)));
  }

  @Test
  void aListExistsForWhomItConcerns() {
    HandoverList violations = issue(ListKind.VIOLATIONS, "姑苏区");
    HandoverList repairs = issue(ListKind.REPAIRS, "姑苏区");
    assertThat(status(Role.POLICE, violations)).isEqualTo(200);
    assertThat(status(Role.POLICE, repairs)).isEqualTo(404);
    assertThat(status(Role.TRANSPORT, repairs)).isEqualTo(200);
    assertThat(status(Role.TRANSPORT, violations)).isEqualTo(404);
    TestDesk.Session elsewhere = desk.user("elsewhere", Role.POLICE, "张家港市");
    String path = "/v1/lists/" + violations.number();
    assertThat(desk.get(path, elsewhere).statusCode()).isEqualTo(404);
    assertThat(receive(elsewhere, path, violations.hash()).statusCode()).isEqualTo(404);
    assertThat(numbers(elsewhere, "VIOLATIONS")).isEmpty();
    assertThat(numbers(desk.as(Role.POLICE), "VIOLATIONS")).contains(violations.number());
    assertThat(numbers(desk.as(Role.POLICE), "REPAIRS")).isEmpty();
    assertThat(desk.get("/v1/lists/WF-2026-999999", desk.as(Role.POLICE)).statusCode())
        .isEqualTo(404);
  }

  private static int status(Role role, HandoverList list) {
    return desk.get("/v1/lists/" + list.number(), desk.as(role)).statusCode();
  }

  private static List<String> numbers(TestDesk.Session session, String kind) {
    return desk
        .ok(desk.get("/v1/lists?limit=100&kind=" + kind, session))
        .getJsonArray("rows")
        .stream()
        .map(row -> ((JsonObject) row).getString("number"))
        .toList();
  }

  private static JsonObject told(TestDesk.Session session, String after) {
    return desk.ok(desk.get("/v1/changes?limit=500&after=" + after, session));
  }

  /** What was told of a list. */
  private static List<String> types(JsonObject page, HandoverList list) {
    return page.getJsonArray("rows").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("subject").equals(list.number()))
        .map(row -> row.getString("type"))
        .toList();
  }

  private static String error(Object line) {
    JsonObject row = (JsonObject) line;
    JsonObject error = row.getJsonObject("error");
    return "%s %s %s %s"
        .formatted(
            row.getInteger("line"),
            row.getString("status"),
            row.getInteger("row"),
            error == null ? "-" : error.getString("code"));
  }

  private static HttpResponse<String> receive(TestDesk.Session by, String path, String hash) {
    return desk.post(path + "/receipt", by, new JsonObject().put("hash", hash));
  }

  private static HttpResponse<String> answer(TestDesk.Session by, String path, JsonObject... rows) {
    return desk.post(
        path + "/results", by, new JsonObject().put("rows", new JsonArray(List.of(rows))));
  }

  private static String problem(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(409);
    JsonObject error = new JsonObject(answer.body()).getJsonArray("errors").getJsonObject(0);
    return error.getString("field") + " " + error.getString("code");
  }

  private static HandoverList issue(ListKind kind, String county) {
    fresh++;
    List<HandoverList.NewRow> rows =
        List.of(row("case-a" + fresh, TestDesk.PLATE), row("case-b" + fresh, "苏E88888"));
    return ((ListBook.Change.Done) desk.desk.lists().issue(kind, county, "ecology", rows, null))
        .list();
  }

  private static HandoverList.NewRow row(String id, String plate) {
    return new HandoverList.NewRow(
        id, new TreeMap<>(Map.of("plate", plate, "colour", "YELLOW", "measured", "812.4")));
  }
}
