package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lantian.desk.access.Role;
import lantian.desk.delivery.Peer;
import lantian.desk.outbox.FakeNotices;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Receivers that an administrator keeps: what they get, with which signature, and what they don't.
 */
class ReceiversIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final FakeNotices SOURCE = new FakeNotices();
  private static TestDesk desk;
  private static TestDesk.Session system;
  private static int made;
  private Peer peer = new Peer();
  private String name = "";

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.desk.mailroom().follow(SOURCE);
    system = desk.as(Role.SYSTEM);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @BeforeEach
  void listen() {
    peer = new Peer();
    name = "receiver-" + ++made;
  }

  @AfterEach
  void hangUp() {
    desk.desk.mailroom().kept().find(name).ifPresent(desk.desk.mailroom().kept()::end);
    peer.close();
  }

  private JsonObject wanted() {
    return new JsonObject()
        .put("name", name)
        .put("address", peer.uri().toString())
        .put("role", "POLICE");
  }

  private JsonObject create(JsonObject wanted) {
    return desk.ok(desk.post("/v1/receivers", system, wanted));
  }

  @Test
  void itGetsWhatComesAfterItsBeginSignedWithTheSecretThatWasShownOnce() throws Exception {
    String before = published("before");
    JsonObject created = create(wanted());
    String after = published("after");
    String foreign =
        SOURCE.commit("foreign", FakeNotices.only(Role.ECOLOGY, null, null)).id().text();
    await(() -> peer.ids().contains(after));
    String last = published("last");
    await(() -> peer.ids().contains(last));
    assertThat(peer.ids()).doesNotContain(before, foreign);
    Peer.Got got = peer.got().getFirst();
    String secret = created.getString("secret");
    assertThat(got.headers().get("webhook-signature")).isEqualTo(signature(got, secret));
    assertThat(desk.get("/v1/receivers", system).body()).contains(name).doesNotContain("whsec_");
    Document stored = stored();
    assertThat(stored.toJson()).doesNotContain(secret.substring(6, 20));
  }

  @Test
  void itMayBeginWithAnEarlierEvent() throws Exception {
    String before = published("old");
    HttpResponse<String> ahead =
        desk.post("/v1/receivers", system, wanted().put("from", 1_000_000_000L));
    assertThat(ahead.statusCode()).isEqualTo(400);
    assertThat(ahead.body()).contains("AHEAD");
    create(wanted().put("from", 0));
    await(() -> peer.ids().contains(before));
  }

  @Test
  void aPausedOneMissesNothingAndGoesWhereItWasMovedTo() throws Exception {
    create(wanted());
    String served = published("served");
    await(() -> peer.ids().contains(served));
    JsonObject paused = change(1, new JsonObject().put("paused", true));
    assertThat(paused.getString("state")).isEqualTo("PAUSED");
    awaitNobodyServesIt();
    String waits = published("waits");
    assertThat(peer.ids()).containsExactly(served);
    try (Peer moved = new Peer()) {
      change(2, new JsonObject().put("address", moved.uri().toString()));
      change(3, new JsonObject().put("paused", false));
      await(() -> moved.ids().contains(waits));
      assertThat(peer.ids()).containsExactly(served);
    }
  }

  @Test
  void bothSecretsSignWhileOneTakesOver() throws Exception {
    String old = create(wanted()).getString("secret");
    JsonObject overlap = new JsonObject().put("overlapHours", 24);
    String fresh = desk.ok(post("/secret", overlap)).getString("secret");
    String both = published("both");
    await(() -> peer.ids().contains(both));
    Peer.Got got = peer.got().getLast();
    assertThat(got.headers().get("webhook-signature"))
        .isEqualTo(signature(got, fresh) + " " + signature(got, old));
    HttpResponse<String> soon = post("/secret", new JsonObject().put("overlapHours", 0));
    assertThat(soon.statusCode()).isEqualTo(409);
    assertThat(soon.body()).contains("OVERLAP");
    desk.database // As a day later.
        .getCollection("desk_receivers")
        .updateOne(
            new Document("_id", name),
            new Document("$set", new Document("oldUntil", Instant.EPOCH)));
    String last =
        desk.ok(post("/secret", new JsonObject().put("overlapHours", 0))).getString("secret");
    String one = published("one");
    await(() -> peer.ids().contains(one));
    Peer.Got now = peer.got().getLast();
    assertThat(now.headers().get("webhook-signature")).isEqualTo(signature(now, last));
  }

  @Test
  void aTestGoesThereAndSaysWhatCameOfIt() throws Exception {
    String secret = create(wanted()).getString("secret");
    JsonObject good = desk.ok(post("/test", null));
    assertThat(good.getBoolean("delivered")).isTrue();
    Peer.Got got = peer.got().getLast();
    assertThat(new JsonObject(got.body()).getString("type")).isEqualTo("test");
    assertThat(got.headers().get("webhook-signature")).isEqualTo(signature(got, secret));
    peer.reacts = request -> Peer.Reaction.status(503);
    JsonObject bad = desk.ok(post("/test", null));
    assertThat(bad.getBoolean("delivered")).isFalse();
    assertThat(bad.getInteger("status")).isEqualTo(503);
    assertThat(bad.getJsonObject("reason").getString("code")).isEqualTo("STATUS");
  }

  @Test
  void anEndedOneGetsNothingAndItsNameIsNeverUsedAgain() throws Exception {
    create(wanted());
    String first = published("first");
    await(() -> peer.ids().contains(first));
    assertThat(send("DELETE", "", "\"7\"", null).statusCode()).isEqualTo(412);
    assertThat(send("DELETE", "", "\"1\"", null).statusCode()).isEqualTo(204);
    assertThat(stored().containsKey("secret")).isFalse();
    HttpResponse<String> again = desk.post("/v1/receivers", system, wanted());
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("NAME_TAKEN");
    assertThat(post("/test", null).statusCode()).isEqualTo(404);
    awaitNobodyServesIt();
    int before = peer.got().size();
    published("nobody");
    assertThat(peer.got()).hasSize(before);
  }

  @Test
  void whatNothingMayBeSentToIsRefused() {
    for (String address :
        List.of(
            "http://receiver.example/hook",
            "ftp://receiver.example/hook",
            "https://user@receiver.example/hook",
            "https:///hook",
            "https://169.254.169.254/latest",
            "https://[fe80::1]/hook",
            "https://224.0.0.1/hook",
            "https://0.0.0.0/hook",
            "not an address")) {
      HttpResponse<String> answer =
          desk.post("/v1/receivers", system, wanted().put("address", address));
      assertThat(answer.statusCode()).as(address).isEqualTo(400);
      assertThat(answer.body()).contains("\"field\":\"address\"");
    }
    assertThat(desk.desk.mailroom().kept().find(name)).isEmpty();
  }

  @Test
  void whatItMayNoLongerSeeIsNotSentToItAgain() throws Exception {
    peer.reacts = got -> Peer.Reaction.status(503);
    create(wanted());
    String refused = published("narrowed");
    await(() -> peer.ids().contains(refused));
    change(1, new JsonObject().put("role", "MARITIME"));
    await(() ->
        desk.database
                .getCollection("desk_deliveries")
                .find(
                    new Document("receiver", name).append("state", "SKIPPED").append("by", "desk"))
                .first()
            != null);
    peer.reacts = got -> Peer.Reaction.status(204);
    String sea = SOURCE.commit("sea", FakeNotices.only(Role.MARITIME, null, null)).id().text();
    await(() -> peer.ids().contains(sea));
  }

  @Test
  void aStationWithoutAnOrganisationWouldNeverBeTold() {
    HttpResponse<String> answer =
        desk.post("/v1/receivers", system, wanted().put("role", "STATION"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"organisation\"", "MISSING");
    create(wanted().put("role", "STATION").put("organisation", "东环检测站"));
  }

  @Test
  void anAdministratorWouldNeverBeToldEither() {
    for (String role : List.of("SYSTEM", "SECURITY", "AUDIT")) {
      HttpResponse<String> created = desk.post("/v1/receivers", system, wanted().put("role", role));
      assertThat(created.statusCode()).as(role).isEqualTo(400);
      assertThat(created.body()).contains("\"field\":\"role\"", "TOLD_NOTHING", "不接收任何事件");
    }
    assertThat(desk.desk.mailroom().kept().find(name)).isEmpty();
    create(wanted());
    HttpResponse<String> changed =
        send("PATCH", "", "\"1\"", new JsonObject().put("role", "AUDIT"));
    assertThat(changed.statusCode()).isEqualTo(400);
    assertThat(changed.body()).contains("TOLD_NOTHING");
    assertThat(stored().getString("role")).isEqualTo("POLICE");
    change(1, new JsonObject().put("role", "TRANSPORT"));
  }

  @Test
  void oneIsReadWithItsTag() {
    create(wanted());
    HttpResponse<String> read = desk.get("/v1/receivers/" + name, system);
    assertThat(desk.ok(read).getJsonObject("kept").getString("name")).isEqualTo(name);
    assertThat(read.headers().firstValue("ETag")).hasValue("\"1\"");
    assertThat(desk.get("/v1/receivers/nobody", system).statusCode()).isEqualTo(404);
  }

  private JsonObject change(long version, JsonObject body) {
    return desk.ok(send("PATCH", "", "\"" + version + "\"", body));
  }

  private HttpResponse<String> post(
      String what, @org.jspecify.annotations.Nullable JsonObject body) {
    return desk.send(
        desk.request("POST", "/v1/receivers/" + name + what, system)
            .POST(body == null ? BodyPublishers.noBody() : TestDesk.json(body)));
  }

  private HttpResponse<String> send(
      String method, String what, String tag, @org.jspecify.annotations.Nullable JsonObject body) {
    return desk.send(
        desk.request(method, "/v1/receivers/" + name + what, system)
            .header("If-Match", tag)
            .method(method, body == null ? BodyPublishers.noBody() : TestDesk.json(body)));
  }

  private Document stored() {
    return java.util.Objects.requireNonNull(
        desk.database.getCollection("desk_receivers").find(new Document("_id", name)).first());
  }

  /** Commits one for the bureaus and waits until it is in the outbox. */
  private static String published(String source) throws InterruptedException {
    String id = SOURCE.commit(source).id().text();
    await(() ->
        desk.database.getCollection("desk_outbox").find(new Document("id", id)).first() != null);
    return id;
  }

  /** Waits until its courier has given the lease back, which is the last that it does. */
  private void awaitNobodyServesIt() {
    Document over =
        new Document("_id", "courier-" + name)
            .append("fence", new Document("$gte", 1L))
            .append("$expr", new Document("$lte", List.of("$until", "$$NOW")));
    await(() -> desk.database.getCollection("desk_leases").find(over).first() != null);
  }

  private static String signature(Peer.Got got, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
    String signed = got.id() + "." + got.headers().get("webhook-timestamp") + "." + got.body();
    byte[] made = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(made);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
