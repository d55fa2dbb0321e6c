package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lantian.desk.access.Role;
import lantian.desk.live.LiveSettings;
import lantian.obd.read.Place;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The map as a stream: what it tells to whom, and that nobody can make it tell without bound. */
class PositionStreamIT {
  private static final String ALL = "/v1/positions/stream?box=120,31,121,32";
  private static final String FULL = "&personal=full&purpose=REVIEW";
  private static final AtomicInteger FRESH = new AtomicInteger();

  private static TestDesk desk;
  private final List<EventReader> opened = new ArrayList<>();
  private long records;

  @BeforeAll
  static void start() {
    DeskSettings usual = TestDesk.tight(64, 2, Duration.ofSeconds(2));
    desk =
        new TestDesk(
            usual.with(
                new LiveSettings(
                    Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(5), 3, 5)));
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.file(TestDesk.OTHER, "苏E3M208", "吴江区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @BeforeEach
  void twoTrucks() {
    desk.now.updateAndGet(now -> now.plusSeconds(6)); // What was read before serves nobody.
    desk.obd.places.clear();
    desk.obd.places.add(place(TestDesk.VIN, 120.62234));
    desk.obd.places.add(place(TestDesk.OTHER, 120.63234));
    records = views().size();
  }

  @AfterEach
  void leave() {
    opened.forEach(EventReader::close);
    await(() -> desk.desk.live().count() == 0);
  }

  private EventReader open(String path, TestDesk.Session session) {
    EventReader reader = EventReader.open(desk, path, session);
    opened.add(reader);
    return reader;
  }

  @Test
  void firstThePictureThenWhatMovesAppearsAndLeaves() {
    try (EventReader map = open(ALL + FULL, desk.as(Role.POLICE))) {
      JsonObject picture = map.next().data();
      assertThat(picture.getJsonArray("lon")).containsExactly(120.62234, 120.63234);
      assertThat(picture.getJsonArray("key")).containsExactly(0, 1);
      String id = picture.getJsonArray("vehicle").getString(0);
      assertThat(desk.get("/v1/vehicles/" + id, desk.as(Role.POLICE)).statusCode()).isEqualTo(200);
      move(0, 120.7);
      JsonObject moved = map.next("change").data();
      assertThat(moved.getJsonObject("moved"))
          .isEqualTo(columns(new JsonArray().add(0), new JsonArray().add(120.7)));
      assertThat(moved.getJsonArray("left")).isEmpty();
      desk.obd.places.add(place(new Vin("LSZNJ01A9J0000003"), 120.5));
      JsonObject appeared = map.next("change").data().getJsonObject("appeared");
      assertThat(appeared.getJsonArray("key")).containsExactly(2);
      assertThat(appeared.getJsonArray("vehicle").getString(0)).isNotEqualTo(id);
      move(1, 130);
      JsonObject left = map.next("change").data();
      assertThat(left.getJsonArray("left")).containsExactly(1);
      assertThat(left.getJsonObject("moved").getJsonArray("key")).isEmpty();
      map.next("beat");
    }
    assertThat(views().stream().skip(records)).containsExactly("stream of places");
  }

  @Test
  void aMaskedStreamIsCoarseAndDrawsNoTrack() {
    try (EventReader map = open(ALL, desk.as(Role.TRANSPORT))) {
      JsonObject picture = map.next().data();
      assertThat(picture.getJsonArray("vehicle")).containsExactly(null, null);
      assertThat(picture.getJsonArray("lon")).containsExactly(120.62, 120.63);
      move(0, 120.624); // The same kilometre.
      move(1, 120.7);
      JsonObject moved = map.next("change").data();
      assertThat(moved.getJsonArray("left")).containsExactly(1);
      assertThat(moved.getJsonObject("appeared").getJsonArray("key")).containsExactly(2);
      assertThat(moved.getJsonObject("moved").getJsonArray("key")).isEmpty();
    }
    assertThat(desk.get(ALL + FULL, desk.as(Role.TRANSPORT)).statusCode()).isEqualTo(403);
    assertThat(desk.get(ALL + "&personal=full", desk.as(Role.POLICE)).statusCode()).isEqualTo(400);
    assertThat(views()).hasSize((int) records);
  }

  @Test
  void aCountySeesItsOwnAndWhatIsFiledThereWhileItWatches() {
    TestDesk.Session wujiang = desk.user("wujiang.live", Role.ECOLOGY, "吴江区");
    try (EventReader map = open(ALL, wujiang)) {
      assertThat(map.next().data().getJsonArray("lon")).containsExactly(120.63);
      Vin late = new Vin("LSZNJ01A9J0000009");
      desk.obd.places.add(place(late, 120.7));
      map.next("beat");
      desk.file(late, desk.now.get().minusSeconds(7200), "苏E7K919", "吴江区", "某厂");
      desk.now.updateAndGet(now -> now.plusSeconds(11));
      JsonObject change = map.next("change").data();
      assertThat(change.getJsonObject("appeared").getJsonArray("lon")).containsExactly(120.7);
    }
  }

  @Test
  void manyStreamsCostOneReadABeatAndNoPlaceAmongRequests() {
    List<EventReader> maps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      maps.add(open(ALL, desk.as(Role.ECOLOGY)));
    }
    maps.forEach(map -> map.next("picture"));
    int before = desk.obd.placeReads.get();
    for (int i = 0; i < 10; i++) {
      move(0, 120.1 + i * 0.01);
      maps.forEach(map -> map.next("change"));
    }
    // Each stream was told ten times, by some looks more than ten and fewer than one a stream.
    long began = System.nanoTime();
    int reads = desk.obd.placeReads.get() - before;
    await(() -> desk.obd.placeReads.get() > before + reads + 10);
    long ten = System.nanoTime() - began;
    assertThat(ten).as("a look every 20 ms, not one a stream").isGreaterThan(150_000_000L);
    assertThat(desk.get("/v1/positions?box=1,1,2,2", desk.as(Role.ECOLOGY)).statusCode())
        .isEqualTo(200);
    maps.forEach(EventReader::close);
    await(() -> desk.desk.live().count() == 0);
    int idle = desk.obd.placeReads.get();
    assertThat(desk.get("/v1/session", desk.as(Role.ECOLOGY)).statusCode()).isEqualTo(200);
    assertThat(desk.obd.placeReads.get()).isLessThanOrEqualTo(idle + 1);
  }

  @Test
  void anAccountAndTheHouseHaveSoManyAndAClosedOneGivesItsPlaceBack() {
    List<EventReader> maps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      maps.add(open(ALL, desk.as(Role.ECOLOGY)));
    }
    HttpResponse<String> fourth = desk.get(ALL, desk.as(Role.ECOLOGY));
    CaseDesk.refused(fourth, 429, "BUSY_CALLER");
    assertThat(fourth.body()).contains("TOO_MANY_STREAMS");
    maps.add(open(ALL, desk.as(Role.POLICE)));
    maps.add(open(ALL, desk.as(Role.TRANSPORT)));
    CaseDesk.refused(desk.get(ALL, desk.as(Role.POLICE)), 503, "OVERLOADED");
    maps.removeFirst().close();
    await(() -> desk.desk.live().count() == 4);
    maps.add(open(ALL, desk.as(Role.ECOLOGY)));
  }

  @Test
  void itEndsWithItsSession() {
    TestDesk.Session officer = desk.user("ends" + FRESH.incrementAndGet(), Role.POLICE, null);
    try (EventReader map = open(ALL, officer)) {
      map.next("picture");
      map.next("beat");
      desk.send(desk.request("DELETE", "/v1/session", officer).DELETE());
      assertThat(map.next("end").data().getString("reason")).isEqualTo("RIGHTS");
      assertThat(map.over()).isTrue();
    }
    await(() -> desk.desk.live().count() == 0);
  }

  @Test
  void itEndsWhenRightsChange() {
    String name = "changes" + FRESH.incrementAndGet();
    TestDesk.Session officer = desk.user(name, Role.POLICE, null);
    try (EventReader map = open(ALL, officer)) {
      map.next("picture");
      desk.database
          .getCollection("desk_users")
          .updateOne(
              new Document("name", name), new Document("$set", new Document("county", "姑苏区")));
      assertThat(map.next("end").data().getString("reason")).isEqualTo("RIGHTS");
    }
  }

  @Test
  void itEndsInItsTimeAndWithTheServer() {
    List<EventReader.Event> once =
        EventReader.all(desk.get(ALL + "&for=0", desk.as(Role.ECOLOGY)).body());
    assertThat(once.stream().map(EventReader.Event::name)).containsExactly("picture", "end");
    assertThat(once.getLast().data().getString("reason")).isEqualTo("TIME");
    try (EventReader second = open(ALL + "&for=1", desk.as(Role.ECOLOGY))) {
      assertThat(second.next("end").data().getString("reason")).isEqualTo("TIME");
    }
    TestDesk other = new TestDesk();
    EventReader map = EventReader.open(other, ALL, other.as(Role.ECOLOGY));
    map.next("picture");
    long began = System.nanoTime();
    other.desk.close();
    assertThat(map.next("end").data().getString("reason")).isEqualTo("CLOSING");
    other.database.drop();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
  }

  /** Ten thousand move at each beat; whoever reads nothing is not waited for, and then given up. */
  @Test
  void aSlowReaderGetsTheNewestAndIsGivenUpInTheEnd() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      desk.obd.places.add(place(new Vin("LSZNJ01A9J1%06d".formatted(i)), 120.1 + i / 20_000.0));
    }
    TestDesk.Session officer = desk.as(Role.POLICE);
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4 << 10);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), desk.port));
      String head =
          "GET %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n"
              .formatted(ALL + FULL, officer.cookie());
      slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      await(() -> desk.desk.live().count() == 1);
      int before = desk.obd.placeReads.get();
      await(() -> {
        desk.obd.places.replaceAll(PositionStreamIT::onward);
        return desk.desk.live().count() == 0; // Given up.
      });
      int looks = desk.obd.placeReads.get() - before;
      slow.setSoTimeout(10_000);
      InputStream in = slow.getInputStream();
      String got = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int told = got.split("event: change", -1).length - 1;
      assertThat(got).contains("event: picture");
      assertThat(looks).isGreaterThan(20);
      assertThat(told).as("of %s looks", looks).isLessThan(looks / 2);
    }
  }

  private static Place onward(Place was) {
    double lon = was.lon() > 120.9 ? 120.1 : was.lon() + 0.0001;
    return new Place(was.vin(), was.collected(), lon, was.lat(), was.speedKmh());
  }

  private void move(int index, double lon) {
    desk.obd.places.set(index, place(desk.obd.places.get(index).vin(), lon));
  }

  private static Place place(Vin vin, double lon) {
    return new Place(vin, FakeObd.NOON.plusSeconds(60), lon, 31.31234, 41.5);
  }

  private static JsonObject columns(JsonArray key, JsonArray lon) {
    return new JsonObject()
        .put("lon", lon)
        .put("lat", new JsonArray().add(31.31234))
        .put("speed", new JsonArray().add(41.5))
        .put("second", new JsonArray().add(FakeObd.NOON.getEpochSecond() + 60))
        .put("key", key);
  }

  private List<String> views() {
    List<String> views = new ArrayList<>();
    desk.database
        .getCollection("desk_audit")
        .find(new Document("act", "PERSONAL_VIEW"))
        .forEach(record -> views.add(record.getString("object")));
    return views;
  }

  private static void await(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it never came true");
      }
      Thread.onSpinWait();
    }
  }
}
