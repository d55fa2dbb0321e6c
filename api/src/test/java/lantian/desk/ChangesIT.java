package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import lantian.desk.access.Role;
import lantian.desk.outbox.FakeNotices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever asks for changes gets each once, in order, and nothing meant for others. */
class ChangesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final FakeNotices SOURCE = new FakeNotices();
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.desk.mailroom().follow(SOURCE);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void pagesHaveEachEventOnceAndInOrder() {
    String after = end(desk.as(Role.ECOLOGY));
    List<String> committed =
        IntStream.range(0, 25).mapToObj(i -> SOURCE.commit("page" + i % 3).id().text()).toList();
    List<JsonObject> seen = new ArrayList<>();
    String cursor = after;
    while (seen.size() < 25) {
      JsonObject page = changes(desk.as(Role.ECOLOGY), cursor, "&wait=10&limit=4");
      assertThat(page.getJsonArray("rows").size()).isBetween(1, 4);
      rows(page).forEach(seen::add);
      cursor = page.getString("next");
    }
    assertThat(seen.stream().map(row -> row.getString("id"))).containsExactlyElementsOf(committed);
    assertThat(seen.stream().map(row -> row.getLong("sequence")))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(seen.getFirst().getString("timestamp")).endsWith("+08:00");
    // Asked again from the same place, they are the same.
    assertThat(rows(changes(desk.as(Role.ECOLOGY), after, "&limit=100"))).isEqualTo(seen);
  }

  @Test
  void othersEventsArePassedAndNeverShown() {
    TestDesk.Session maker = desk.as(Role.INTEGRATOR);
    TestDesk.Session gusu = desk.user("gusu", Role.ECOLOGY, "姑苏区");
    TestDesk.Session police = desk.as(Role.POLICE);
    String makers = end(maker);
    String gusus = end(gusu);
    String polices = end(police);
    SOURCE.commit("m1", FakeNotices.only(Role.INTEGRATOR, "别家", "姑苏区"));
    SOURCE.commit("m2", FakeNotices.only(Role.INTEGRATOR, TestDesk.MAKER, "姑苏区"));
    SOURCE.commit("m3", FakeNotices.only(Role.INTEGRATOR, null, "姑苏区"));
    SOURCE.commit("e1", FakeNotices.only(Role.ECOLOGY, null, "张家港市"));
    SOURCE.commit("e2", FakeNotices.only(Role.ECOLOGY, null, null));
    SOURCE.commit("e3", FakeNotices.only(Role.ECOLOGY, null, "姑苏区"));
    String last = SOURCE.commit("p1", FakeNotices.only(Role.POLICE, null, null)).id().text();
    // The police's own comes last, so that what it is shown first tells that all are published.
    assertThat(ids(changes(police, polices, "&wait=10"))).containsExactly(last);
    assertThat(ids(changes(maker, makers, ""))).containsExactly("m2-0");
    assertThat(ids(changes(gusu, gusus, ""))).containsExactly("e3-0");
    String next = changes(maker, makers, "").getString("next");
    assertThat(ids(changes(maker, next, ""))).isEmpty();
  }

  @Test
  void cursorsThatAreNoneAreRefused() {
    expectError("after=forged", "after UNKNOWN");
    String listing =
        desk.ok(desk.get("/v1/users?limit=1", desk.as(Role.SECURITY))).getString("next");
    expectError("after=" + listing, "after UNKNOWN");
    expectError("wait=31", "wait TOO_GREAT");
    expectError("wait=-1", "wait TOO_SMALL");
  }

  @Test
  void aCursorBehindTheLastEventIsToldAndNotWaitedOn() {
    try (TestDesk before = new TestDesk()) {
      FakeNotices source = new FakeNotices();
      before.desk.mailroom().follow(source);
      source.commit("lost");
      TestDesk.Session session = before.as(Role.ECOLOGY);
      JsonObject page = before.ok(before.get("/v1/changes?wait=10", session));
      before.database.getCollection("desk_outbox").deleteMany(new org.bson.Document());
      HttpResponse<String> answer =
          before.get("/v1/changes?wait=10&after=" + page.getString("next"), session);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("AHEAD");
    }
  }

  @Test
  void whoeverWaitsIsToldAtOnceAndHoldsNoPermit() throws Exception {
    try (TestDesk one = new TestDesk(TestDesk.tight(1, 4, Duration.ofSeconds(30)))) {
      FakeNotices source = new FakeNotices();
      one.desk.mailroom().follow(source);
      TestDesk.Session police = one.as(Role.POLICE);
      TestDesk.Session ecology = one.as(Role.ECOLOGY);
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int callers = i + 1;
        waiting.add(CompletableFuture.supplyAsync(() -> one.get("/v1/changes?wait=30", police)));
        await(() -> waiting(one) == callers);
      }
      // The only permit is free.
      assertThat(one.get("/v1/findings", ecology).statusCode()).isEqualTo(200);
      assertThat(waiting(one)).isEqualTo(3);
      long start = System.nanoTime();
      source.commit("told");
      for (CompletableFuture<HttpResponse<String>> answer : waiting) {
        JsonObject page = one.ok(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertThat(ids(page)).containsExactly("told-0");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      await(() -> waiting(one) == 0);
    }
  }

  @Test
  void nothingNewIsAnAnswerWhenTheTimeIsOver() {
    TestDesk.Session station = desk.as(Role.STATION);
    String after = end(station);
    long start = System.nanoTime();
    JsonObject page = changes(station, after, "&wait=1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    assertThat(page.getJsonArray("rows")).isEmpty();
    assertThat(page.getString("next")).isNotEmpty();
  }

  @Test
  void whoeverIsSignedOutWhileWaitingIsToldNothing() throws Exception {
    TestDesk.Session session = desk.user("leaver", Role.TRANSPORT, null);
    String after = end(session);
    double before = waiting(desk);
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> get(session, after, "&wait=30"));
    await(() -> waiting(desk) > before);
    assertThat(desk.send(desk.request("DELETE", "/v1/session", session).DELETE()).statusCode())
        .isEqualTo(204);
    SOURCE.commit("late", FakeNotices.only(Role.TRANSPORT, null, null));
    assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(401);
  }

  @Test
  void aSignedRequestMayWaitWhileItsKeyHolds() throws Exception {
    SigningClient program = program();
    String after = end(desk.as(Role.STATION));
    CompletableFuture<HttpResponse<String>> told = signed(program, after, "nonce-0000000000001");
    SOURCE.commit("s1", FakeNotices.only(Role.STATION, "某单位", null));
    assertThat(ids(desk.ok(told.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))))
        .containsExactly("s1-0");
    String next = end(desk.as(Role.STATION));
    CompletableFuture<HttpResponse<String>> revoked = signed(program, next, "nonce-0000000000002");
    desk.send(
        desk.request("DELETE", "/v1/machine-keys/" + program.id(), desk.as(Role.SECURITY))
            .DELETE());
    SOURCE.commit("s2", FakeNotices.only(Role.STATION, "某单位", null));
    assertThat(revoked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(401);
  }

  private static SigningClient program() {
    JsonObject wanted =
        new JsonObject()
            .put("kind", "SIGNATURE")
            .put("label", "拉取")
            .put("role", "STATION")
            .put("organisation", "某单位")
            .put("days", 1);
    JsonObject made = desk.ok(desk.post("/v1/machine-keys", desk.as(Role.SECURITY), wanted));
    return new SigningClient(
        made.getJsonObject("key").getString("id"), made.getString("secret"), "LANTIAN-HMAC-SM3");
  }

  /** Sends it, and waits until the desk keeps it waiting. */
  private static CompletableFuture<HttpResponse<String>> signed(
      SigningClient program, String after, String nonce) {
    double before = waiting(desk);
    var plain = SigningClient.Plain.get("/v1/changes?wait=30&after=" + after);
    var request = SigningClient.request(desk, plain, program.sign(plain, desk.now.get(), nonce));
    var answer = CompletableFuture.supplyAsync(() -> desk.send(request));
    await(() -> waiting(desk) > before);
    return answer;
  }

  @Test
  void aDeskThatClosesLetsThemGo() throws Exception {
    CompletableFuture<HttpResponse<String>> answer;
    long start;
    try (TestDesk closing = new TestDesk()) {
      TestDesk.Session session = closing.as(Role.POLICE);
      answer = CompletableFuture.supplyAsync(() -> closing.get("/v1/changes?wait=30", session));
      await(() -> waiting(closing) == 1);
      start = System.nanoTime();
      closing.desk.close();
      assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
  }

  /** A cursor behind everything that is there. */
  private static String end(TestDesk.Session session) {
    JsonObject page = desk.ok(desk.get("/v1/changes?limit=500", session));
    return page.getString("next");
  }

  private static JsonObject changes(TestDesk.Session session, String after, String more) {
    return desk.ok(get(session, after, more));
  }

  private static HttpResponse<String> get(TestDesk.Session session, String after, String more) {
    return desk.get("/v1/changes?after=" + after + more, session);
  }

  private static List<JsonObject> rows(JsonObject page) {
    JsonArray rows = page.getJsonArray("rows");
    return rows.stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> ids(JsonObject page) {
    return rows(page).stream().map(row -> row.getString("id")).toList();
  }

  private static double waiting(TestDesk of) {
    return of.meters.get("lantian.desk.waiting").gauge().value();
  }

  private static void expectError(String query, String error) {
    HttpResponse<String> answer = desk.get("/v1/changes?" + query, desk.as(Role.ECOLOGY));
    assertThat(answer.statusCode()).as(query).isEqualTo(400);
    assertThat(
            new JsonObject(answer.body())
                .getJsonArray("errors").stream()
                    .map(JsonObject.class::cast)
                    .map(e -> e.getString("field") + " " + e.getString("code")))
        .contains(error);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
