package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A desk with cases, and officers who move them over HTTP. */
final class CaseDesk implements AutoCloseable {
  final TestDesk desk;
  final TestDesk.Session first;
  final TestDesk.Session second;
  final TestDesk.Session police;
  private int trucks;

  CaseDesk(DeskSettings settings) {
    desk = new TestDesk(settings);
    first = desk.as(Role.ECOLOGY);
    second = desk.user("second", Role.ECOLOGY, null);
    police = desk.as(Role.POLICE);
  }

  CaseDesk() {
    this(TestDesk.settings());
  }

  /** A truck of its own. */
  static Vin vin(int number) {
    return new Vin("LSZNJ01A9J%07d".formatted(number));
  }

  /** A new candidate of a truck filed in a county; its address. */
  String candidate(String county) {
    trucks += 2; // Even ones are from proven senders.
    Vin vin = vin(trucks);
    desk.file(vin, "苏E%05d".formatted(trucks), county, TestDesk.MAKER);
    desk.obd.truck(vin, trucks);
    desk.desk.casework().follower().sweep();
    Document stored =
        desk.database.getCollection("desk_cases").find(new Document("subject", vin.text())).first();
    return "/v1/cases/" + Objects.requireNonNull(stored).getString("_id");
  }

  String candidate() {
    return candidate("姑苏区");
  }

  /** The number of the last truck. */
  int trucks() {
    return trucks;
  }

  /** The same after both reviews. */
  String confirmed() {
    String at = candidate();
    ok(first, at, "review");
    ok(second, at, "confirm");
    return at;
  }

  /** The same after the police have taken it. */
  String received() {
    String at = confirmed();
    ok(first, at, "refer");
    ok(police, at, "receive");
    return at;
  }

  /** The truck of a case comes to a station; the ids of its open repairs. */
  List<String> arrived(TestDesk.Session station, String at) {
    return arrived(station, "苏E%05d".formatted(numberOf(at)), "YELLOW");
  }

  List<String> arrived(TestDesk.Session station, String plate, String colour) {
    JsonObject truck = new JsonObject().put("plate", plate).put("plateColour", colour);
    return desk.ok(desk.post("/v1/repairs/arrivals", station, truck)).getJsonArray("cases").stream()
        .map(Object::toString)
        .toList();
  }

  /** The number of a case's truck. */
  int numberOf(String at) {
    Document id = new Document("_id", at.substring(at.lastIndexOf('/') + 1));
    Document stored = desk.database.getCollection("desk_cases").find(id).first();
    return Integer.parseInt(Objects.requireNonNull(stored).getString("subject").substring(10));
  }

  JsonObject get(String at, TestDesk.Session session) {
    return desk.ok(desk.get(at, session));
  }

  JsonObject ok(TestDesk.Session session, String at, String move, String... data) {
    return desk.ok(move(session, at, move, data));
  }

  /** The tag that the case has now. */
  String tag(String at) {
    return desk.get(at, first).headers().firstValue("etag").orElseThrow();
  }

  HttpResponse<String> move(TestDesk.Session session, String at, String move, String... data) {
    return send(session, at, tag(at), move, fields(data));
  }

  HttpResponse<String> tagged(
      TestDesk.Session session, String at, @Nullable String tag, String move) {
    return send(session, at, tag, move, new JsonObject());
  }

  private static JsonObject fields(String[] data) {
    JsonObject fields = new JsonObject();
    for (int i = 0; i < data.length; i += 2) {
      fields.put(data[i], data[i + 1]);
    }
    return fields;
  }

  private HttpResponse<String> send(
      TestDesk.Session session, String at, @Nullable String tag, String move, JsonObject data) {
    JsonObject body = new JsonObject().put("move", move).put("reason", "理由").put("data", data);
    var request = desk.request("POST", at + "/transitions", session).POST(TestDesk.json(body));
    return desk.send(tag == null ? request : request.header("If-Match", tag));
  }

  /** State of one track, as an answer shows it. */
  static String state(JsonObject shown, String track) {
    return objects(shown.getJsonArray("tracks")).stream()
        .filter(one -> one.getString("track").equals(track))
        .findFirst()
        .orElseThrow()
        .getString("state");
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  /** The problem of a refused request. */
  static JsonObject refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(Declared.problemErrors(problem)).isEmpty();
    return problem;
  }

  static List<String> faulty(JsonObject problem) {
    return objects(problem.getJsonArray("errors")).stream()
        .map(error -> error.getString("field"))
        .toList();
  }

  static List<String> allowed(JsonObject problem) {
    return problem.getJsonArray("allowed").stream().map(Object::toString).toList();
  }

  Instant now() {
    return desk.now.get();
  }

  @Override
  public void close() {
    desk.close();
  }
}
