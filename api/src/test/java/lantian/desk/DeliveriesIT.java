package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import lantian.desk.delivery.DeliverySettings;
import lantian.desk.delivery.Peer;
import lantian.desk.outbox.FakeNotices;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events by every way out, and what an administrator may do when one is stuck. */
class DeliveriesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final FakeNotices SOURCE = new FakeNotices();
  private static final Peer PEER = new Peer();
  @TempDir private static Path folder;
  private static Path drop;
  private static TestDesk desk;

  @BeforeAll
  static void start() throws IOException {
    drop = Files.createDirectory(folder.resolve("drop"));
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    Path secret = Files.writeString(folder.resolve("secret"), "whsec_" + key);
    DeliverySettings usual = DeliverySettings.defaults();
    DeliverySettings ways =
        new DeliverySettings(
            usual.interval(),
            usual.longestWait(),
            usual.patience(),
            usual.retries(),
            usual.folderFiles(),
            Map.of(
                "police-hook",
                new DeliverySettings.Webhook(PEER.uri(), secret, null, Role.POLICE, null, null)),
            Map.of("police-files", new DeliverySettings.Folder(drop, Role.POLICE, null, null)),
            null);
    DeskSettings settings = TestDesk.settings();
    desk = new TestDesk(settings.with(ways));
    desk.desk.mailroom().follow(SOURCE);
  }

  @AfterAll
  static void stop() {
    desk.close();
    PEER.close();
  }

  @Test
  void allThreeWaysHandOverTheSameInTheSameOrder() throws IOException {
    for (int i = 0; i < 9; i++) {
      SOURCE.commit("same" + i % 3);
      SOURCE.commit("other", FakeNotices.only(Role.ECOLOGY, null, null));
    }
    await(() -> pulled().size() == 9);
    await(() -> sent().size() == 9 && same(".done").size() == 9);
    assertThat(sent().stream().map(JsonObject::new)).isEqualTo(pulled());
    List<String> laid = new ArrayList<>();
    for (String name : same(".json")) {
      laid.add(Files.readString(drop.resolve(name)));
    }
    assertThat(laid).isEqualTo(sent());
    assertThat(PEER.ids()).noneMatch(id -> id.startsWith("other"));
    assertThat(files("")).noneMatch(name -> name.contains("other"));
  }

  private static List<JsonObject> pulled() {
    return desk
        .ok(desk.get("/v1/changes?limit=500", desk.as(Role.POLICE)))
        .getJsonArray("rows")
        .stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("id").startsWith("same"))
        .toList();
  }

  private static List<String> same(String ending) {
    return files(ending).stream().filter(name -> name.contains("_same")).toList();
  }

  private static List<String> sent() {
    return PEER.got().stream()
        .filter(got -> got.id().startsWith("same"))
        .map(Peer.Got::body)
        .distinct()
        .toList();
  }

  @Test
  void aReceiptPutBackIsNoted() throws IOException {
    String id = SOURCE.commit("receipt").id().text();
    await(() -> files(".done").stream().anyMatch(name -> name.contains(id)));
    String name = files(".json").stream().filter(one -> one.contains(id)).findFirst().orElseThrow();
    String digest = Files.readString(drop.resolve(name + ".sha256"));
    Files.writeString(drop.resolve(name + ".receipt"), digest);
    await(() -> files("").stream().noneMatch(one -> one.contains(id)));
    JsonObject noted =
        rows("/v1/deliveries?receiver=police-files&limit=100").stream()
            .filter(row -> row.getString("event").equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(noted.getBoolean("receipt")).isTrue();
    assertThat(digest).startsWith(noted.getString("digest"));
  }

  @Test
  void aStuckEventIsSeenAndSkippedByName() {
    PEER.reacts = got -> Peer.Reaction.status(got.id().startsWith("stuck") ? 503 : 200);
    try {
      String stuck = SOURCE.commit("stuck").id().text();
      String behind = SOURCE.commit("behind").id().text();
      await(() -> !failed().isEmpty());
      JsonObject row = failed().getFirst();
      assertThat(row.getString("event")).isEqualTo(stuck);
      assertThat(row.getInteger("status")).isEqualTo(503);
      assertThat(row.getJsonObject("reason").getString("code")).isEqualTo("STATUS");
      assertThat(PEER.ids()).doesNotContain(behind);
      assertThat(receiver().getJsonObject("last").getString("state")).isEqualTo("FAILED");
      await(() -> desk.meters.get("lantian.desk.receivers.blocked").gauge().value() == 1);
      String path = "/v1/deliveries/" + row.getString("id");

      // Due at once: by the desk's clock, which stands still here, it would never be.
      int before = PEER.got().size();
      assertThat(send(path + "/retry", null).statusCode()).isEqualTo(200);
      await(() -> PEER.got().size() > before);

      assertThat(send(path + "/skip", "x").statusCode()).isEqualTo(400);
      HttpResponse<String> skipped = send(path + "/skip", "对方确认不需要");
      assertThat(desk.ok(skipped).getString("state")).isEqualTo("SKIPPED");
      assertThat(desk.ok(skipped).getString("skippedBy")).isEqualTo("system");
      await(() -> PEER.ids().contains(behind));
      await(() -> desk.meters.get("lantian.desk.receivers.blocked").gauge().value() == 0);
      assertThat(send(path + "/skip", "对方确认不需要").statusCode()).isEqualTo(200); // Again.
      assertThat(send(path + "/skip", "另外的理由").statusCode()).isEqualTo(409);
      assertThat(send(path + "/retry", null).statusCode()).isEqualTo(409);
      assertThat(send("/v1/deliveries/nobody_000000000000001/skip", "没有这一条").statusCode())
          .isEqualTo(404);
      assertThat(
              desk.database
                  .getCollection("desk_audit")
                  .find(
                      new Document("act", "DELIVERY_SKIPPED")
                          .append("object", row.getString("id"))
                          .append("outcome", "DONE"))
                  .map(record -> record.getString("reason")))
          .containsExactly("对方确认不需要", "对方确认不需要");
    } finally {
      PEER.reacts = got -> Peer.Reaction.status(204);
    }
  }

  @Test
  void whatAReceiverIsCalledAndWhereItStands() {
    JsonObject receiver = receiver();
    assertThat(receiver.getString("way")).isEqualTo("WEBHOOK");
    assertThat(receiver.getString("place")).isEqualTo("http://127.0.0.1:" + PEER.port());
    assertThat(receiver.getString("role")).isEqualTo("POLICE");
    assertThat(receiver.encode()).doesNotContain("whsec");
  }

  private static JsonObject receiver() {
    return rows("/v1/receivers").stream()
        .filter(row -> row.getString("name").equals("police-hook"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> failed() {
    return rows("/v1/deliveries?receiver=police-hook&state=FAILED");
  }

  private static List<JsonObject> rows(String path) {
    return desk.ok(desk.get(path, desk.as(Role.SYSTEM))).getJsonArray("rows").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static HttpResponse<String> send(String path, @Nullable String why) {
    return desk.send(
        desk.request("POST", path, desk.as(Role.SYSTEM))
            .POST(
                why == null
                    ? BodyPublishers.noBody()
                    : TestDesk.json(new JsonObject().put("reason", why))));
  }

  private static List<String> files(String ending) {
    try (Stream<Path> files = Files.list(drop)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending) && !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
