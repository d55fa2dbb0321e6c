package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every route that shows an object, asked by every role for objects of its own and of foreign
 * counties and organisations, compared cell by cell with {@code object-matrix.csv}, which people
 * have reviewed.
 */
class ObjectMatrixIT {
  private static final String COUNTY = "姑苏区";
  private static final String TIMES =
      "from=2026-11-20T00:00:00%2B08:00&to=2026-11-21T00:00:00%2B08:00";
  private static final Map<String, Vin> OBJECTS = new LinkedHashMap<>();
  private static final Map<String, String> VEHICLES = new LinkedHashMap<>();
  private static final Map<String, String> TERMINALS = new LinkedHashMap<>();
  private static final Map<String, String> FINDINGS = new LinkedHashMap<>();
  private static final Map<String, String> CASES = new LinkedHashMap<>();
  private static final Map<String, String> FILES = new LinkedHashMap<>();
  private static final Map<String, String> LISTS = new LinkedHashMap<>();
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    OBJECTS.put("ours", TestDesk.VIN);
    OBJECTS.put("foreign-county", new Vin("LSZNJ01A9J0000702"));
    OBJECTS.put("foreign-organisation", new Vin("LSZNJ01A9J0000703"));
    OBJECTS.put("foreign-both", new Vin("LSZNJ01A9J0000704"));
    OBJECTS.put("unfiled", new Vin("LSZNJ01A9J0000705"));
    desk.file(OBJECTS.get("ours"), "苏E70001", COUNTY, TestDesk.MAKER);
    desk.file(OBJECTS.get("foreign-county"), "苏E70002", "张家港市", TestDesk.MAKER);
    desk.file(OBJECTS.get("foreign-organisation"), "苏E70003", COUNTY, "别家终端");
    desk.file(OBJECTS.get("foreign-both"), "苏E70004", "张家港市", "别家终端");
    for (String object : List.of("ours", "foreign-organisation")) {
      desk.obd.counties.put(Objects.requireNonNull(OBJECTS.get(object)), COUNTY);
    }
    for (String object : List.of("ours", "foreign-county")) {
      desk.obd.makers.put(Objects.requireNonNull(OBJECTS.get(object)), TestDesk.MAKER);
    }
    int number = 0;
    for (var object : OBJECTS.entrySet()) {
      FINDINGS.put(object.getKey(), desk.obd.truck(object.getValue(), ++number).id().text());
      desk.obd.share(object.getValue(), object.getValue());
    }
    TestDesk.Session all = desk.as(Role.ECOLOGY_LEAD);
    for (String name : OBJECTS.keySet()) {
      JsonObject search = search(name);
      JsonObject found = desk.ok(desk.post("/v1/vehicles/search", all, search));
      String id = found.getJsonArray("vehicles").getJsonObject(0).getString("id");
      VEHICLES.put(name, id);
      String filter = "/v1/terminals?filter=" + found.getString("filter");
      desk.ok(desk.get(filter, all)).getJsonArray("rows").stream()
          .map(row -> ((JsonObject) row).getJsonObject("entry").getString("id"))
          .forEach(terminal -> TERMINALS.put(name, terminal));
    }
    cases();
    lists();
  }

  /** A case of each object's finding, as if it had been moved on to a repair. */
  private static void cases() {
    desk.desk.casework().follower().sweep();
    Document state =
        new Document("main", "received")
            .append("penalty", "pending")
            .append("repair", "ordered")
            .append("appeal", "none");
    MongoCollection<Document> stored = desk.database.getCollection("desk_cases");
    OBJECTS.forEach((name, vin) -> {
      Document subject = new Document("subject", vin.text());
      Document moved = new Document("state", state).append("confirmed", true);
      stored.updateOne(
          subject,
          new Document(
              "$set", moved.append("events.0.to", state).append("events.0.move", "confirm")));
      String id = Objects.requireNonNull(stored.find(subject).first()).getString("_id");
      CASES.put(name, id);
      if (name.equals("ours") || name.equals("foreign-county")) { // The others are in no yard.
        desk.desk.casework().arrivals().arrived("某单位", vin.text());
      }
      desk.desk.sealing().seal(id);
      JsonObject added = desk.ok(desk.send(file("/v1/cases/" + id, desk.as(Role.ECOLOGY_LEAD))));
      FILES.put(name, added.getJsonObject("file").getString("id"));
    });
  }

  private static HttpRequest.Builder file(String at, TestDesk.Session session) {
    return desk.request("POST", at + "/evidence?type=application/pdf&role=other", session)
        .setHeader("Content-Type", "application/octet-stream")
        .POST(BodyPublishers.ofString("%PDF-1.7"));
  }

  /** A list for the police of each county. */
  private static void lists() {
    Map.of("ours", COUNTY, "foreign-county", "张家港市")
        .forEach((name, county) -> {
          TreeMap<String, String> values = new TreeMap<>(Map.of("plate", "苏E70001"));
          var row = new HandoverList.NewRow("case of " + name, values);
          var done = desk.desk.lists().issue(ListKind.VIOLATIONS, county, "x", List.of(row), null);
          LISTS.put(name, ((ListBook.Change.Done) done).list().number());
        });
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void everyCellIsAsReviewed() throws IOException {
    Map<String, TestDesk.Session> callers = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      String word = role.name().toLowerCase(Locale.ROOT);
      callers.put(word, desk.as(role));
      callers.put(word + "@county", desk.user(word + "-county", role, COUNTY));
    }
    List<String> lines = new ArrayList<>();
    lines.add("route,object," + String.join(",", callers.keySet()));
    for (String object : OBJECTS.keySet()) {
      routes(object)
          .forEach((route, path) -> {
            StringBuilder line = new StringBuilder(route + "," + object);
            callers
                .values()
                .forEach(caller -> line.append(',').append(cell(route, path, caller, object)));
            lines.add(line.toString());
          });
      StringBuilder line = new StringBuilder("searchVehicles," + object);
      callers.values().forEach(caller -> line.append(',').append(searched(caller, object)));
      lines.add(line.toString());
    }
    Files.write(Path.of("target", "object-matrix-seen.csv"), lines);
    assertThat(lines).as("all of it is in target/object-matrix-seen.csv").isEqualTo(reviewed());
    assertThat(lines).hasSizeGreaterThan(60);
  }

  private static Map<String, String> routes(String object) {
    Map<String, String> routes = new LinkedHashMap<>();
    String vehicle = "/v1/vehicles/" + VEHICLES.get(object);
    routes.put("getVehicle", vehicle);
    routes.put("getTimeline", vehicle + "/timeline");
    routes.put("explainSilence", vehicle + "/silence");
    routes.put("getTelemetry", vehicle + "/telemetry?" + TIMES);
    String terminal = TERMINALS.get(object);
    if (terminal != null) {
      routes.put("getTerminal", "/v1/terminals/" + terminal);
      routes.put("listFrames", "/v1/terminals/" + terminal + "/frames?" + TIMES);
    }
    routes.put("getFinding", "/v1/findings/" + FINDINGS.get(object));
    routes.put("getCase", "/v1/cases/" + CASES.get(object));
    String ofCase = "/v1/cases/" + CASES.get(object);
    routes.put("getCaseNotice", ofCase + "/notice");
    routes.put("getCaseManifest", ofCase + "/manifests");
    routes.put("getEvidenceSheet", ofCase + "/sheet");
    routes.put("getEvidencePack", ofCase + "/pack?personal=full&purpose=REVIEW");
    routes.put(
        "getEvidenceFile",
        ofCase + "/evidence/" + FILES.get(object) + "?personal=full&purpose=REVIEW");
    routes.put("addEvidence", ofCase);
    routes.put("listCases", "/v1/cases?limit=500");
    routes.put("exportCases", "/v1/cases/export?format=csv");
    if (LISTS.containsKey(object)) {
      routes.put("getList", "/v1/lists/" + LISTS.get(object));
      routes.put("exportLists", "/v1/lists/export?format=csv");
      routes.put("listLists", "/v1/lists?limit=500");
    }
    routes.put("listVehicles", "/v1/vehicles?limit=500");
    routes.put("listPositions", "/v1/positions?box=110,20,130,40");
    routes.put("streamPositions", "/v1/positions/stream?for=0&box=110,20,130,40");
    routes.put("listTerminals", "/v1/terminals?limit=500");
    routes.put("listFindings", "/v1/findings?limit=500&" + TIMES);
    routes.put("exportFindings", "/v1/findings/export?format=csv&" + TIMES);
    routes.put("listQuarantine", "/v1/quarantine?limit=500&" + TIMES);
    routes.put("listConflicts", "/v1/conflicts?limit=500&" + TIMES);
    routes.put("listVehicleQuality", "/v1/quality/vehicles?limit=500&" + TIMES);
    routes.put(
        "listGaps", "/v1/quality/gaps?limit=500&filter=" + VEHICLES.get(object) + "&" + TIMES);
    routes.put("listShared", "/v1/quality/shared?limit=500");
    return routes;
  }

  /** One object: its status. A list or file: whether the object is in it. */
  private static String cell(String route, String path, TestDesk.Session caller, String object) {
    HttpResponse<String> answer =
        route.equals("addEvidence") ? desk.send(file(path, caller)) : desk.get(path, caller);
    if (answer.statusCode() == 403) {
      return "-";
    }
    if (route.equals("listPositions") && answer.statusCode() == 200) {
      return desk.ok(answer).getJsonArray("lon").contains(lon(object)) ? "seen" : "absent";
    }
    if (route.equals("streamPositions") && answer.statusCode() == 200) {
      return answer.body().matches("(?s).*\"lon\":\\[[^]]*\\b" + lon(object) + "\\b.*")
          ? "seen"
          : "absent";
    }
    boolean several = path.contains("limit=") || path.contains("/export");
    if (!several || answer.statusCode() != 200) {
      return Integer.toString(answer.statusCode());
    }
    boolean seen =
        answer.body().contains(Objects.requireNonNull(VEHICLES.get(object)))
            || answer.body().contains(Objects.requireNonNull(FINDINGS.get(object)))
            || answer.body().contains(Objects.requireNonNull(CASES.get(object)))
            || answer.body().contains(LISTS.getOrDefault(object, "of no list"));
    return seen ? "seen" : "absent";
  }

  /** Where the object is, rounded as for everybody; it tells them apart. */
  private static double lon(String object) {
    int number = List.copyOf(OBJECTS.keySet()).indexOf(object) + 1;
    return Math.round((120.61234 + number * 0.01) * 100) / 100.0;
  }

  private static String searched(TestDesk.Session caller, String object) {
    HttpResponse<String> answer = desk.post("/v1/vehicles/search", caller, search(object));
    if (answer.statusCode() == 403) {
      return "-";
    }
    return desk.ok(answer).getJsonArray("vehicles").isEmpty() ? "absent" : "seen";
  }

  private static JsonObject search(String object) {
    return new JsonObject().put("vin", Objects.requireNonNull(OBJECTS.get(object)).text());
  }

  private static List<String> reviewed() throws IOException {
    try (InputStream in = ObjectMatrixIT.class.getResourceAsStream("/object-matrix.csv")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(l -> !l.startsWith("#"))
          .toList();
    }
  }
}
