package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.desk.access.Role;
import lantian.desk.cases.ReviewHolds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One reviewer at a time is at a case. */
class ReviewHoldIT {
  private static final int REVIEWERS = 8;

  private final TestDesk desk = new TestDesk();
  private String at = "";
  private TestDesk.Session first = new TestDesk.Session("", "", "", "");
  private TestDesk.Session second = new TestDesk.Session("", "", "", "");

  @BeforeEach
  void open() {
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
    desk.desk.casework().follower().sweep();
    first = desk.user("first", Role.ECOLOGY, null);
    second = desk.user("second", Role.ECOLOGY, null);
    at =
        "/v1/cases/"
            + desk.ok(desk.get("/v1/cases", first))
                .getJsonArray("rows")
                .getJsonObject(0)
                .getString("id");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void whileOneIsAtItNobodyElseTakesItOrDecides() {
    desk.ok(hold(first));
    desk.ok(hold(first));
    assertThat(hold(second).statusCode()).isEqualTo(409);
    assertThat(hold(second).body()).contains("HELD").doesNotContain("first");
    assertThat(review(second).statusCode()).isEqualTo(409);
    assertThat(review(second).body()).contains("HELD");
    desk.ok(review(first));
  }

  @Test
  void aHoldEndsAtItsTimeAndNotBefore() {
    desk.ok(hold(first));
    desk.now.updateAndGet(now -> now.plus(ReviewHolds.TERM).minusMillis(1));
    assertThat(hold(second).statusCode()).isEqualTo(409);
    desk.now.updateAndGet(now -> now.plusMillis(1));
    desk.ok(hold(second));
    assertThat(hold(first).statusCode()).isEqualTo(409);
  }

  @Test
  void whoIsKeptAtItByHoldingAgainIsNotPutOut() {
    desk.ok(hold(first));
    desk.now.updateAndGet(now -> now.plus(Duration.ofMinutes(6)));
    desk.ok(hold(first));
    desk.now.updateAndGet(now -> now.plus(Duration.ofMinutes(6)));
    assertThat(hold(second).statusCode()).isEqualTo(409);
  }

  @Test
  void onlyWhoHoldsItLetsItGo() {
    desk.ok(hold(first));
    assertThat(release(second).statusCode()).isEqualTo(204);
    assertThat(hold(second).statusCode()).isEqualTo(409);
    assertThat(release(first).statusCode()).isEqualTo(204);
    desk.ok(hold(second));
  }

  @Test
  void ofManyAtOnceOneTakesIt() throws Exception {
    ReviewHolds holds = new ReviewHolds(desk.database, desk.now::get);
    for (int round = 0; round < 20; round++) {
      String id = "case" + round;
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < REVIEWERS; i++) {
        String by = "reviewer" + i;
        all.add(() -> holds.hold(id, by).isPresent());
      }
      int took = 0;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Boolean> one : threads.invokeAll(all)) {
          took += one.get() ? 1 : 0;
        }
      }
      assertThat(took).isEqualTo(1);
    }
  }

  private HttpResponse<String> hold(TestDesk.Session session) {
    return desk.send(desk.request("POST", at + "/hold", session).POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> release(TestDesk.Session session) {
    return desk.send(desk.request("DELETE", at + "/hold", session).DELETE());
  }

  private HttpResponse<String> review(TestDesk.Session session) {
    String tag = desk.get(at, session).headers().firstValue("etag").orElseThrow();
    return desk.send(
        desk.request("POST", at + "/transitions", session)
            .header("If-Match", tag)
            .POST(
                TestDesk.json(
                    new JsonObject()
                        .put("move", "review")
                        .put("reason", "看过曲线")
                        .put("data", new JsonObject()))));
  }
}
