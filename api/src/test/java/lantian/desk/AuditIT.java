package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is recorded of every operation: once if it is to be, and before anything is answered. */
class AuditIT {
  private static final int AT_ONCE = 48;

  /** Some requests wait for a record more than once, and the caller gives up after 30 s. */
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** Neither begins anything that would stand without an answer. */
  private static final Set<String> NO_EFFECT =
      Set.of(
          "signIn",
          "beginSignOn",
          "finishSignOn",
          "searchVehicles",
          "verifyAudit",
          "importTerminals");

  private static final AtomicInteger FRESH = new AtomicInteger();
  private static TestDesk desk;
  private static Samples samples;

  @BeforeAll
  static void start() {
    desk = new TestDesk(TestDesk.tight(64, 64, Duration.ofSeconds(30)), DEADLINE, null);
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
    for (Role role : Role.values()) {
      desk.as(role);
    }
    samples = new Samples(desk);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void everyOperationLeavesTheRecordItOwesAndNoOther() {
    for (String name : samples.names()) {
      HttpRequest.Builder request = samples.request(name, session(name));
      long before = count();
      HttpResponse<String> answer = desk.send(request);
      assertThat(answer.statusCode()).as("%s %s", name, answer.body()).isLessThan(300);
      assertThat(since(before).stream().map(AuditIT::described).toList())
          .as(name)
          .isEqualTo(owed(name));
    }
  }

  private static List<String> owed(String name) {
    String act = Declared.act(operation(name));
    List<String> owed = new ArrayList<>();
    if (act.isEmpty() || (act.equals("PERSONAL_VIEW") && !name.endsWith("+full"))) {
      return owed;
    }
    if (Declared.changes(operation(name)) && !NO_EFFECT.contains(operation(name))) {
      owed.add(act + " BEGUN");
    }
    owed.add(act + " DONE");
    return owed;
  }

  @Test
  void everyRefusalLeavesOneRecord() {
    int refused = 0;
    for (String name : samples.names()) {
      for (Role role : Role.values()) {
        if (Declared.anyone(operation(name)) || Declared.roles(operation(name)).contains(role)) {
          continue;
        }
        HttpRequest.Builder request = samples.request(name, desk.as(role));
        long before = count();
        HttpResponse<String> answer = desk.send(request);
        assertThat(answer.statusCode()).as("%s %s", name, role).isEqualTo(403);
        List<Document> left = since(before).stream().toList();
        assertThat(left.stream().map(AuditIT::described))
            .as("%s %s", name, role)
            .containsExactly("ACCESS_REFUSED REFUSED");
        assertThat(left.getFirst().getString("object")).isEqualTo(operation(name));
        assertThat(left.getFirst().getString("role")).isEqualTo(role.name());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(150);
  }

  @Test
  void aFilingIsRecordedBeforeAndAfter() {
    long before = count();
    HttpRequest.Builder request =
        desk.request("POST", "/v1/terminals/import", desk.as(Role.ECOLOGY_LEAD))
            .setHeader("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString("vin,maker\nLSZNJ01A9J0000019,某厂\n"));
    assertThat(desk.send(request).statusCode()).isEqualTo(200);
    assertThat(since(before).stream().map(AuditIT::described))
        .containsExactly("REGISTER_IMPORTED BEGUN", "REGISTER_IMPORTED DONE");
  }

  @Test
  void whatCanNotBeRecordedIsNeitherDoneNorAnswered() throws Exception {
    Map<String, HttpRequest.Builder> requests = new LinkedHashMap<>();
    for (String name : samples.names()) {
      if (!owed(name).isEmpty()) {
        requests.put(name, samples.request(name, session(name)));
      }
    }
    List<String> answers = new ArrayList<>();
    List<Document> before = state();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        FailPoint _ =
            MongoSet.shared()
                .failPoint(
                    "failCommand",
                    "'alwaysOn'",
                    "{failCommands: ['insert'], errorCode: 91, namespace: '"
                        + desk.database.getName()
                        + ".desk_audit'}")) {
      // As many at once as the desk takes: each waits as long as the audit trail may take.
      List<String> names = List.copyOf(requests.keySet());
      for (int from = 0; from < names.size(); from += AT_ONCE) {
        Map<String, Future<HttpResponse<String>>> some = new LinkedHashMap<>();
        for (String name : names.subList(from, Math.min(names.size(), from + AT_ONCE))) {
          HttpRequest.Builder request = Objects.requireNonNull(requests.get(name));
          some.put(name, threads.submit(() -> desk.send(request)));
        }
        for (var one : some.entrySet()) {
          HttpResponse<String> answer = one.getValue().get();
          assertThat(answer.statusCode()).as(one.getKey()).isEqualTo(503);
          assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("UNAVAILABLE");
          assertThat(Declared.problemErrors(new JsonObject(answer.body()))).isEmpty();
          assertThat(answer.headers().firstValue("set-cookie")).as(one.getKey()).isEmpty();
        }
        answers.addAll(some.keySet());
      }
      assertThat(state()).isEqualTo(before);
    }
    assertThat(answers).hasSizeGreaterThan(25);
  }

  /**
   * All accounts, keys, filed terminals and cases, without what merely using them notes, and what
   * the publisher notes of the cases that were moved before.
   */
  private static List<Document> state() {
    List<Document> state = new ArrayList<>();
    for (String collection : List.of("desk_users", "desk_keys", "desk_terminals", "desk_cases")) {
      desk.database
          .getCollection(collection)
          .find()
          .projection(new Document("used", 0).append("published", 0).append("unpublished", 0))
          .sort(new Document("_id", 1))
          .into(state);
    }
    return state;
  }

  private static TestDesk.@Nullable Session session(String name) {
    String operation = operation(name);
    if (Declared.anyone(operation)) {
      return null;
    }
    Role role = Samples.answersTo(name);
    return Samples.endsSession(name)
        ? desk.user("single" + FRESH.incrementAndGet(), role, null)
        : desk.as(role);
  }

  private static String operation(String sample) {
    return sample.replaceFirst("[+].*", "");
  }

  private static String described(Document record) {
    return record.getString("act") + " " + record.getString("outcome");
  }

  private static long count() {
    return desk.database.getCollection("desk_audit").countDocuments();
  }

  private static List<Document> since(long before) {
    return desk.database
        .getCollection("desk_audit")
        .find()
        .sort(new Document("_id", 1))
        .skip((int) before)
        .into(new ArrayList<>());
  }
}
