package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lantian.desk.access.Role;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A planted plate and VIN turn up in no log line, metric or audit record, whatever is done. */
class PrivacyIT {
  private static final Vin CANARY = new Vin("LCANARYV1N0000007");
  private static final String RANGE =
      "from=2026-11-20T00:00:00%2B08:00&to=2026-11-21T00:00:00%2B08:00";
  private static final String PLATE = "苏E金丝雀7";

  @Test
  void nothingIsToldToTheLog() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger own = (Logger) LoggerFactory.getLogger("lantian");
    Level before = own.getLevel();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    root.addAppender(lines);
    own.setLevel(Level.TRACE);
    try (TestDesk desk = new TestDesk()) {
      exercise(desk);
      assertThat(desk.get("/metrics", null).body()).doesNotContain(CANARY.text(), PLATE);
      for (Document record : desk.database.getCollection("desk_audit").find()) {
        assertThat(record.toJson()).doesNotContain(CANARY.text()).doesNotContain(PLATE);
      }
    } finally {
      root.detachAppender(lines);
      own.setLevel(before);
    }
    List<String> said = new ArrayList<>();
    lines.list.forEach(event -> said.add(text(event)));
    assertThat(said).anyMatch(line -> line.contains("GET /v1/vehicles/{vehicleId} 200"));
    assertThat(said).anyMatch(line -> line.contains("searchVehicles") || line.contains("500"));
    String quoted = URLEncoder.encode(PLATE, StandardCharsets.UTF_8);
    assertThat(said)
        .noneMatch(line -> line.contains(CANARY.text()))
        .noneMatch(line -> line.contains(PLATE))
        .noneMatch(line -> line.contains(quoted));
  }

  private static void exercise(TestDesk desk) {
    desk.file(CANARY, PLATE, "姑苏区", TestDesk.MAKER);
    String finding = desk.obd.truck(CANARY, 1).id().text();
    TestDesk.Session ecology = desk.as(Role.ECOLOGY);
    JsonObject search = new JsonObject().put("plate", PLATE);
    JsonObject found = desk.ok(desk.post("/v1/vehicles/search", ecology, search));
    String id = found.getJsonArray("vehicles").getJsonObject(0).getString("id");
    String full = "personal=full&purpose=REVIEW";
    String terminal =
        desk.ok(desk.get("/v1/terminals", ecology))
            .getJsonArray("rows")
            .getJsonObject(0)
            .getJsonObject("entry")
            .getString("id");
    for (String path :
        List.of(
            "/v1/vehicles?" + full,
            "/v1/vehicles/" + id + "?" + full,
            "/v1/vehicles/" + id + "/silence",
            "/v1/positions/stream?for=0&box=110,20,130,40&" + full,
            "/v1/findings?" + full + "&filter=" + found.getString("filter"),
            "/v1/findings/" + finding + "?" + full,
            "/v1/findings/export?format=xlsx&" + full,
            "/v1/findings/export?format=csv&" + full,
            "/v1/vehicles/" + id + "/telemetry?fields=lon,lat,speedKmh&" + RANGE + "&" + full,
            "/v1/terminals/" + terminal + "?" + full,
            "/v1/terminals/" + terminal + "/frames?" + full,
            "/v1/terminals?" + full,
            "/v1/quarantine?" + full,
            "/v1/conflicts?" + full)) {
      assertThat(desk.get(path, ecology).statusCode()).as(path).isEqualTo(200);
    }
    // Typed where it does not belong, and while something breaks.
    String quoted = URLEncoder.encode(PLATE, StandardCharsets.UTF_8);
    desk.get("/v1/findings?rule=" + CANARY.text(), ecology);
    desk.get("/v1/findings?plate=" + quoted, ecology);
    desk.get("/v1/" + quoted + "/" + CANARY.text(), ecology);
    desk.send(
        desk.request("GET", "/v1/findings", ecology)
            .method(CANARY.text(), BodyPublishers.noBody()));
    Raw.ask(desk.port, "GET /v1/findings?limit=%zz&plate=" + CANARY.text() + " HTTP/1.1");
    Raw.ask(desk.port, "GET /" + CANARY.text().repeat(400) + " HTTP/1.1");
    Raw.ask(desk.port, CANARY.text() + " is no request");
    desk.trySignIn(PLATE, CANARY.text());
    desk.post("/v1/vehicles/search", ecology, new JsonObject().put("vin", CANARY.text() + "1"));
    desk.send(
        desk.request("POST", "/v1/terminals/import", desk.as(Role.ECOLOGY_LEAD))
            .setHeader("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString("vin,plate\n" + CANARY.text() + "," + PLATE + "\n")));
    desk.database
        .getCollection("desk_vehicles")
        .updateOne(
            new Document("vin", CANARY.text()),
            new Document("$set", new Document("plateColour", "NO COLOUR " + PLATE)));
    assertThat(desk.post("/v1/vehicles/search", ecology, search).statusCode()).isEqualTo(500);
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getLoggerName() + " " + event);
    for (var at = event.getThrowableProxy(); at != null; at = at.getCause()) {
      text.append(' ').append(at.getMessage());
    }
    return text + " " + event.getFormattedMessage();
  }
}
