package lantian.desk;

import com.mongodb.client.MongoDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import lantian.desk.cases.CaseSettings;
import lantian.desk.evidence.EvidenceFolder;
import lantian.desk.evidence.EvidenceLimits;
import lantian.desk.evidence.EvidenceRoom;
import lantian.desk.oidc.SignOnSettings;
import lantian.desk.organisation.Organisation;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingRow;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.desk.route.ObdSource;
import lantian.obd.MongoSet;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** A desk over a real mongod and a real socket, with a fake OBD room and a clock to be set. */
final class TestDesk implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(10);
  static final Vin VIN = new Vin("LSZNJ01A9J0000001");
  static final Vin OTHER = new Vin("LSZNJ01A9J0000002");
  static final String PLATE = "苏E7K913";
  static final Instant FILED = Instant.parse("2026-01-01T00:00:00Z");
  static final String MAKER = "晨星车载";

  final FakeObd obd = new FakeObd();
  final EvidenceRoom evidence = evidence();
  final MongoDatabase database;
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final AtomicReference<Instant> now = new AtomicReference<>(FakeObd.NOON.plusSeconds(3600));
  final Desk desk;
  final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Role, Session> sessions = new EnumMap<>(Role.class);

  /** Makes an OBD room over a database. */
  interface Room {
    ObdSource over(MongoDatabase database, DeskRegister register);
  }

  /** Somebody who is signed in. */
  record Session(String name, String password, String cookie, String csrf) {}

  TestDesk() {
    this(settings());
  }

  TestDesk(DeskSettings settings) {
    this(settings, DEADLINE, null);
  }

  /** With another deadline for the database, and the OBD room itself if {@code room} makes one. */
  TestDesk(DeskSettings settings, Duration deadline, @Nullable Room room) {
    database =
        MongoSet.shared().freshDatabase().withTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    InstantSource clock = now::get;
    SecureRandom random = new SecureRandom();
    DeskRegister register = new DeskRegister(MongoSet.shared().client(), database, clock, random);
    desk =
        new Desk(
            settings,
            database,
            register,
            room == null ? obd : room.over(database, register),
            evidence,
            () -> true,
            clock,
            random,
            meters);
    // The database would remove by its own clock what ends by the test's.
    database.getCollection("desk_sessions").dropIndex("expires_1");
    database.getCollection("desk_guesses").dropIndex("expires_1");
    database.getCollection("desk_attempts").dropIndex("expires_1");
    database.getCollection("desk_sign_ons").dropIndex("expires_1");
    database.getCollection("desk_nonces").dropIndex("expires_1");
    for (String name : List.of("某单位", MAKER, "东环检测站", "市交警支队")) {
      Organisation.Kind kind = Organisation.Kind.OTHER;
      var _ = desk.organisations().create(name, kind, null, "test", name, random);
    }
    port = desk.start();
  }

  /** An empty store in a folder of its own. */
  static EvidenceRoom evidence() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "evidence");
      EvidenceLimits limits = new EvidenceLimits(1 << 20, 2 << 20, 1 << 20);
      return new EvidenceRoom(
          new EvidenceFolder(folder, limits, InstantSource.system()),
          limits,
          folder.resolve("uploads"),
          Optional::empty);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Weak hashes, so that tests do not spend their time on them. */
  static DeskSettings settings() {
    return with(TestProvider.shared().settings());
  }

  /** The same with this provider. */
  static DeskSettings with(SignOnSettings signOn) {
    DeskSettings defaults = DeskSettings.defaults();
    return new DeskSettings(
        DeskSettings.Listen.loopback(0),
        new DeskSettings.Access(
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ofDays(90),
            64,
            1,
            2,
            32,
            signOn),
        defaults.limits(),
        defaults.delivery(),
        cases(true),
        defaults.jobs(),
        defaults.live());
  }

  /** Sweeps when a test says so. */
  static CaseSettings cases(boolean unverifiedLaw) {
    return new CaseSettings(Duration.ofHours(1), Duration.ofMinutes(10), unverifiedLaw);
  }

  /** Settings with these limits on what is under way at once. */
  static DeskSettings tight(int requests, int perCaller, Duration arrival) {
    DeskSettings usual = settings();
    DeskSettings.Limits limits = usual.limits();
    return usual.with(
        new DeskSettings.Limits(
            limits.page(),
            limits.exportRows(),
            limits.importRows(),
            limits.importBytes(),
            limits.bodyBytes(),
            limits.listSpan(),
            limits.telemetrySpan(),
            limits.frameSpan(),
            limits.telemetryPoints(),
            requests,
            perCaller,
            limits.connections(),
            limits.connectionsPerAddress(),
            arrival));
  }

  /** Files a truck of this maker and county. */
  void file(Vin vin, String plate, String county, String maker) {
    file(vin, FILED, plate, county, maker);
  }

  /** Files it from this moment on. */
  void file(Vin vin, Instant from, String plate, String county, String maker) {
    VehicleFacts built = new VehicleFacts("VI", "DIESEL", 2100.0, 353.0, 25000.0, 30.5);
    file(vin, from, plate, county, maker, built);
  }

  /** Files it with this build. */
  void file(Vin vin, Instant from, String plate, String county, String maker, VehicleFacts built) {
    desk.register()
        .file(
            List.of(
                FilingRow.of(
                    vin,
                    from,
                    new VehicleValues(new Plate(plate, Plate.Colour.YELLOW), county, built),
                    new TerminalValues(
                        "89860000000000000001",
                        "00112233445566778899aabbccddeeff",
                        null,
                        Profile.HJ1239,
                        maker,
                        "T1",
                        "1.0",
                        Origin.MODELLED))),
            "test",
            false);
  }

  /** A user of this role who has changed the one-time password. */
  Session as(Role role) {
    return sessions.computeIfAbsent(
        role, r -> user(r.name().toLowerCase(java.util.Locale.ROOT), r, null));
  }

  Session user(String name, Role role, @Nullable String county) {
    String organisation = role == Role.INTEGRATOR ? MAKER : "某单位";
    String once =
        desk.accounts().create(new NewAccount(name, role.zh(), role, organisation, county));
    Session first = signIn(name, once);
    String password = "Right-Horse-" + name.hashCode() + "x!";
    HttpResponse<String> changed =
        send(
            request("PUT", "/v1/me/password", first)
                .PUT(json(new JsonObject().put("old", once).put("new", password))));
    return session(name, password, changed);
  }

  Session signIn(String name, String password) {
    return session(name, password, trySignIn(name, password));
  }

  HttpResponse<String> trySignIn(String name, String password) {
    JsonObject body = new JsonObject().put("name", name).put("password", password);
    return send(request("POST", "/v1/session", null).POST(json(body)));
  }

  private static Session session(String name, String password, HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    String csrf = new JsonObject(answer.body()).getString("csrf");
    return new Session(name, password, cookie.substring(0, cookie.indexOf(';')), csrf);
  }

  HttpResponse<String> get(String path, @Nullable Session session) {
    return send(request("GET", path, session).GET());
  }

  HttpResponse<String> post(String path, @Nullable Session session, JsonObject body) {
    return send(request("POST", path, session).POST(json(body)));
  }

  /** The JSON of a good answer. */
  JsonObject ok(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  HttpRequest.Builder request(String method, String path, @Nullable Session session) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    if (session != null) {
      request.header("Cookie", session.cookie());
      if (!method.equals("GET")) {
        request.header("X-CSRF-Token", session.csrf());
      }
    }
    if (List.of("POST", "PUT", "PATCH").contains(method)) {
      request.setHeader("Content-Type", "application/json");
    }
    return request;
  }

  static HttpRequest.BodyPublisher json(JsonObject body) {
    return HttpRequest.BodyPublishers.ofString(body.encode(), StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    desk.close();
    database.drop();
  }
}
