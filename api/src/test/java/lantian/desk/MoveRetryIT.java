package lantian.desk;

import static lantian.desk.CaseDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import lantian.desk.access.Role;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A move that was done and whose answer was lost, sent again with the same key. */
class MoveRetryIT {
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

  private static HttpResponse<String> move(
      TestDesk.Session who, String at, String tag, String move, String key, JsonObject data) {
    JsonObject body = new JsonObject().put("move", move).put("reason", "理由").put("data", data);
    return desk.send(
        desk.request("POST", at + "/transitions", who)
            .header("If-Match", tag)
            .header("Idempotency-Key", key)
            .POST(TestDesk.json(body)));
  }

  /** The process dies when the move stands and nothing is noted of the answer. */
  private static void dieBehindTheNextMove() throws Exception {
    MongoSet.shared()
        .failPoint(
            "failCommand",
            "{times: 1}",
            "{failCommands: ['update'], errorCode: 2, namespace: '"
                + desk.database.getName()
                + ".desk_attempts'}");
  }

  private interface Sending {
    HttpResponse<String> send();
  }

  private static HttpResponse<String> aMinuteLater(Sending sending) {
    Instant before = desk.now.get();
    desk.now.set(before.plus(Duration.ofMinutes(1)));
    try {
      return sending.send();
    } finally {
      desk.now.set(before);
    }
  }

  private static int events(String at) {
    return cases.get(at, cases.first).getJsonArray("events").size();
  }

  @Test
  void itIsAnsweredAsAtFirstAndDoneOnce() throws Exception {
    String at = cases.confirmed();
    String tag = cases.tag(at);
    JsonObject none = new JsonObject();
    dieBehindTheNextMove();
    HttpResponse<String> lost = move(cases.first, at, tag, "refer", "retry-1", none);
    int done = events(at);
    refused(move(cases.first, at, tag, "refer", "retry-1", none), 409, "IN_FLIGHT");
    HttpResponse<String> again =
        aMinuteLater(() -> move(cases.first, at, tag, "refer", "retry-1", none));
    assertThat(desk.ok(again)).isEqualTo(desk.ok(lost));
    assertThat(again.headers().firstValue("etag")).isEqualTo(lost.headers().firstValue("etag"));
    assertThat(events(at)).isEqualTo(done);
    // Who asks for it anew is told that the case has moved.
    refused(move(cases.first, at, tag, "refer", "retry-2", none), 412, "CHANGED_SINCE");
  }

  /** A station sees a case while a repair is open; its own move ends that. */
  @Test
  void whoMayNoLongerSeeTheCaseGetsTheAnswerToo() throws Exception {
    String at = cases.received();
    TestDesk.Session station = desk.as(Role.STATION);
    cases.ok(cases.first, at, "orderRepair");
    cases.arrived(station, at);
    cases.ok(
        station, at, "recordRepair", "workshop", "某厂", "order", "W-1", "repairedOn", "2026-11-19");
    String tag = cases.tag(at);
    JsonObject data = new JsonObject().put("test", "J-1");
    dieBehindTheNextMove();
    HttpResponse<String> lost = move(station, at, tag, "passRetest", "retry-3", data);
    refused(desk.get(at, station), 404, "NOT_FOUND");
    HttpResponse<String> again =
        aMinuteLater(() -> move(station, at, tag, "passRetest", "retry-3", data));
    assertThat(desk.ok(again)).isEqualTo(desk.ok(lost));
    // Another station's equal key is another key.
    TestDesk.Session other = desk.user("station-2", Role.STATION, null);
    refused(move(other, at, tag, "passRetest", "retry-3", data), 404, "NOT_FOUND");
  }

  @Test
  void whatOthersDidSinceStands() throws Exception {
    String at = cases.confirmed();
    String tag = cases.tag(at);
    JsonObject none = new JsonObject();
    dieBehindTheNextMove();
    desk.ok(move(cases.first, at, tag, "refer", "retry-4", none));
    cases.ok(cases.police, at, "receive");
    HttpResponse<String> again =
        aMinuteLater(() -> move(cases.first, at, tag, "refer", "retry-4", none));
    assertThat(CaseDesk.state(desk.ok(again), "main")).isEqualTo("received");
    assertThat(events(at)).isEqualTo(5);
  }
}
