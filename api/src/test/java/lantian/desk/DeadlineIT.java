package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import lantian.desk.access.Role;
import lantian.desk.route.ObdRoom;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.read.ObdRead;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that hangs on one collection ends a request by its deadline, whatever it reads. */
class DeadlineIT {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration HANG = Duration.ofSeconds(5);
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk =
        new TestDesk(
            TestDesk.settings(),
            DEADLINE,
            (database, register) ->
                new ObdRoom(
                    new ObdRead(
                        database, register, OpenChunks.NONE, java.time.InstantSource.system())));
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.as(Role.ECOLOGY);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void everyReadEndsByTheDeadline() {
    Map<String, String> paths =
        Map.of(
            "obd_vehicles", "/v1/vehicles",
            "obd_findings", "/v1/findings",
            "desk_terminals", "/v1/terminals");
    paths.forEach(
        (collection, path) -> late(collection, () -> desk.get(path, desk.as(Role.ECOLOGY))));
    late(
        "desk_vehicles",
        () ->
            desk.post(
                "/v1/vehicles/search",
                desk.as(Role.ECOLOGY),
                new JsonObject().put("plate", TestDesk.PLATE)));
    // Its negative neighbour: nothing hangs, all is answered.
    paths
        .values()
        .forEach(path ->
            assertThat(desk.get(path, desk.as(Role.ECOLOGY)).statusCode()).as(path).isEqualTo(200));
  }

  @Test
  void aFilingThatHangsIsRecordedAsFailed() {
    late(
        "desk_terminals",
        () ->
            desk.send(
                desk.request("POST", "/v1/terminals/import", desk.as(Role.ECOLOGY_LEAD))
                    .setHeader("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofString("vin,maker\nLSZNJ01A9J0000009,某厂\n"))));
    assertThat(
            desk.database
                .getCollection("desk_audit")
                .find(new Document("act", "REGISTER_IMPORTED"))
                .map(record -> record.getString("outcome")))
        .containsExactly("BEGUN", "FAILED");
  }

  @Test
  void aHandleWithoutADeadlineIsNotTaken() {
    var without = MongoSet.shared().freshDatabase();
    assertThatThrownBy(() ->
            new Desk(
                TestDesk.settings(),
                without,
                desk.desk.register(),
                desk.obd,
                TestDesk.evidence(),
                () -> true,
                java.time.InstantSource.system(),
                new java.security.SecureRandom(),
                desk.meters))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void late(String collection, Supplier<HttpResponse<String>> request) {
    long start = System.nanoTime();
    try (FailPoint _ =
        MongoSet.shared()
            .failPoint(
                "failCommand",
                "'alwaysOn'",
                "{failCommands: ['find', 'aggregate', 'count'], blockConnection: true,"
                    + " blockTimeMS: "
                    + HANG.toMillis()
                    + ", namespace: '"
                    + desk.database.getName()
                    + "."
                    + collection
                    + "'}")) {
      HttpResponse<String> answer = request.get();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(answer.statusCode()).as(collection).isEqualTo(503);
      assertThat(answer.body()).contains("UNAVAILABLE");
      assertThat(took).as(collection).isLessThan(HANG.minusMillis(500));
    }
  }
}
