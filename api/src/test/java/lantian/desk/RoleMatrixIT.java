package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation called by everybody, compared cell by cell with {@code role-matrix.csv}, which
 * people have reviewed. The file says what ought to be; it is not made from the contract.
 */
class RoleMatrixIT {
  private static TestDesk desk;
  private static Samples samples;
  private static final AtomicInteger FRESH = new AtomicInteger();

  /** Sends a sample as somebody. */
  private interface Column extends Function<String, HttpResponse<String>> {}

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
    samples = new Samples(desk);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void everyCellIsAsReviewed() throws IOException {
    Map<String, Column> columns = columns();
    List<String> lines = new ArrayList<>();
    lines.add("operation," + String.join(",", columns.keySet()));
    for (String name : samples.names()) {
      StringBuilder line = new StringBuilder(name);
      columns.forEach((title, column) -> line.append(',').append(cell(column.apply(name))));
      lines.add(line.toString());
    }
    Files.write(Path.of("target", "role-matrix-seen.csv"), lines);
    List<String> wrong = new ArrayList<>();
    List<String> reviewed = reviewed();
    for (String line : lines) {
      if (!reviewed.contains(line)) {
        wrong.add("seen     " + line);
        String key = line.substring(0, line.indexOf(',') + 1);
        reviewed.stream().filter(r -> r.startsWith(key)).forEach(r -> wrong.add("reviewed " + r));
      }
    }
    reviewed.stream().filter(r -> !lines.contains(r)).forEach(r -> wrong.add("reviewed " + r));
    assertThat(wrong.stream().distinct().toList())
        .as("columns: %s; all of it is in target/role-matrix-seen.csv", lines.getFirst())
        .isEmpty();
  }

  @Test
  void theSamplesCoverTheContract() {
    List<String> names = new ArrayList<>();
    samples.names().forEach(name -> names.add(name.replaceFirst("[+].*", "")));
    assertThat(names).containsAll(Declared.operationIds());
    assertThat(Declared.operationIds()).containsAll(names);
  }

  @Test
  void theThreeAdministratorsShareNoRightButTheirOwnAccount() {
    assertThat(Declared.sharedByAdministrators()).isEmpty();
  }

  private static Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("nobody", name -> desk.send(samples.request(name, null)));
    columns.put("expired", RoleMatrixIT::expired);
    columns.put("once", name -> desk.send(samples.request(name, newcomer(Role.SECURITY))));
    columns.put("once-ecology", name -> desk.send(samples.request(name, newcomer(Role.ECOLOGY))));
    columns.put("once-audit", name -> desk.send(samples.request(name, newcomer(Role.AUDIT))));
    columns.put("disabled", RoleMatrixIT::disabled);
    for (Role role : Role.values()) {
      columns.put(word(role), name -> desk.send(samples.request(name, session(name, role))));
    }
    columns.put("security-no-csrf", name -> withoutCsrf(name, Role.SECURITY));
    columns.put("ecology-no-csrf", name -> withoutCsrf(name, Role.ECOLOGY));
    for (Role role : Role.values()) {
      if (role.machines()) {
        String token = token(role);
        columns.put("key-" + word(role), name -> byKey(name, token));
      }
    }
    columns.put("key-wrong", name -> byKey(name, "0".repeat(24) + ".wrong"));
    String revoked = revoked(Role.ECOLOGY);
    columns.put("key-revoked", name -> byKey(name, revoked));
    String ended = token(Role.ECOLOGY);
    columns.put("key-expired", name -> byExpiredKey(name, ended));
    return columns;
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** A session of this role; one of its own for operations that end it. */
  private static TestDesk.Session session(String name, Role role) {
    return Samples.endsSession(name)
        ? desk.user("single" + FRESH.incrementAndGet(), role, null)
        : desk.as(role);
  }

  /** Somebody who has not changed the one-time password. */
  private static TestDesk.Session newcomer(Role role) {
    String name = "newcomer" + FRESH.incrementAndGet();
    String once =
        desk.desk
            .accounts()
            .create(new lantian.desk.access.NewAccount(name, "新人", role, null, null));
    return desk.signIn(name, once);
  }

  private static HttpResponse<String> expired(String name) {
    TestDesk.Session session = desk.user("late" + FRESH.incrementAndGet(), Role.SECURITY, null);
    HttpRequest.Builder request = samples.request(name, session);
    Instant before = desk.now.get();
    desk.now.set(before.plus(Duration.ofMinutes(31)));
    try {
      return desk.send(request);
    } finally {
      desk.now.set(before);
    }
  }

  /** A security administrator who signed in before the account was disabled. */
  private static HttpResponse<String> disabled(String name) {
    String user = "gone" + FRESH.incrementAndGet();
    TestDesk.Session session = desk.user(user, Role.SECURITY, null);
    HttpRequest.Builder request = samples.request(name, session);
    String id = desk.desk.accounts().byName(user).orElseThrow().id();
    desk.desk.accounts().disable(id, true);
    return desk.send(request);
  }

  private static HttpResponse<String> byExpiredKey(String name, String token) {
    HttpRequest.Builder request =
        samples.request(name, null).header("Authorization", "Bearer " + token);
    Instant before = desk.now.get();
    desk.now.set(before.plus(Duration.ofDays(1)));
    try {
      return desk.send(request);
    } finally {
      desk.now.set(before);
    }
  }

  private static String revoked(Role role) {
    String token = token(role);
    String id = token.substring(0, token.indexOf('.'));
    TestDesk.Session security = desk.as(Role.SECURITY);
    HttpRequest.Builder request =
        desk.request("DELETE", "/v1/machine-keys/" + id, security).DELETE();
    assertThat(desk.send(request).statusCode()).isEqualTo(204);
    return token;
  }

  private static HttpResponse<String> withoutCsrf(String name, Role role) {
    TestDesk.Session session = session(name, role);
    TestDesk.Session bare =
        new TestDesk.Session(session.name(), session.password(), session.cookie(), "stale");
    return desk.send(samples.request(name, bare));
  }

  private static HttpResponse<String> byKey(String name, String token) {
    return desk.send(samples.request(name, null).header("Authorization", "Bearer " + token));
  }

  private static String token(Role role) {
    JsonObject wanted =
        new JsonObject()
            .put("label", role.zh())
            .put("role", role.name())
            .put("organisation", role == Role.INTEGRATOR ? TestDesk.MAKER : "某单位")
            .put("days", 1);
    return desk.ok(desk.post("/v1/machine-keys", desk.as(Role.SECURITY), wanted))
        .getString("token");
  }

  /** The status, or the file's word for it; problems are checked against the contract. */
  private static String cell(HttpResponse<String> answer) {
    if (answer.statusCode() < 400) {
      return Integer.toString(answer.statusCode());
    }
    JsonObject problem = new JsonObject(answer.body());
    assertThat(Declared.problemErrors(problem)).isEmpty();
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    return switch (problem.getString("code")) {
      case "NOT_SIGNED_IN" -> "401";
      case "FORBIDDEN" -> "-";
      case "PERSONAL_FORBIDDEN" -> "masked";
      case "CSRF" -> "csrf";
      case "CHANGE_PASSWORD" -> "password";
      default -> answer.statusCode() + " " + problem.getString("code");
    };
  }

  private static List<String> reviewed() throws IOException {
    try (InputStream in = RoleMatrixIT.class.getResourceAsStream("/role-matrix.csv")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(l -> !l.startsWith("#"))
          .toList();
    }
  }
}
