package lantian.desk;

import com.mongodb.client.MongoCollection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lantian.desk.access.Account;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.desk.cases.CaseActor;
import lantian.desk.http.Declared;
import lantian.desk.job.JobSamples;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import lantian.desk.lists.Receipt;
import lantian.desk.organisation.Organisation;
import lantian.desk.outbox.Reader;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A good request for every operation of the contract (每个接口的正确请求样例). Whoever may call the operation
 * gets a good answer to it, however often it is sent; what may be done with a case also hangs on
 * its table, so that moves have a sample for each set of roles.
 */
final class Samples {
  private final TestDesk desk;
  private final AtomicInteger fresh = new AtomicInteger();
  private final Map<String, Function<TestDesk.@Nullable Session, HttpRequest.Builder>> samples =
      new TreeMap<>();
  private final String vehicle;
  private final String terminal;
  private final String finding;
  private final String victim;
  private final Document template;

  Samples(TestDesk desk) {
    this.desk = desk;
    JsonObject row =
        desk.ok(desk.get("/v1/terminals", desk.as(Role.ECOLOGY)))
            .getJsonArray("rows")
            .getJsonObject(0);
    vehicle = row.getJsonObject("vehicle").getString("id");
    terminal = row.getJsonObject("entry").getString("id");
    finding = desk.obd.findings.getFirst().id().text();
    victim = desk.ok(newUser(desk.as(Role.SECURITY))).getJsonObject("user").getString("id");
    desk.desk.casework().follower().sweep();
    template = java.util.Objects.requireNonNull(stored().find().first());
    open();
    access();
    fences();
    reports();
    data();
    rules();
    cases();
  }

  /** Names of the samples: the operation, with {@code +full} where personal data is asked for. */
  Iterable<String> names() {
    return samples.keySet();
  }

  boolean has(String name) {
    return samples.containsKey(name);
  }

  HttpRequest.Builder request(String name, TestDesk.@Nullable Session session) {
    return java.util.Objects.requireNonNull(samples.get(name), name).apply(session);
  }

  /** A role that gets a good answer to this sample. */
  static Role answersTo(String name) {
    String operation = name.replaceFirst("[+].*", "");
    if (name.equals("moveCase+repair")) {
      return Role.TRANSPORT;
    }
    return Declared.roles(operation).contains(Role.ECOLOGY)
        ? Role.ECOLOGY
        : Declared.roles(operation).iterator().next();
  }

  /** True if the operation ends the session it is called with. */
  static boolean endsSession(String name) {
    return name.equals("signOut") || name.equals("changePassword");
  }

  private void open() {
    get("live", "/live");
    get("ready", "/ready");
    get("metrics", "/metrics");
    get("contract", "/openapi.yaml");
    samples.put(
        "signIn",
        session -> {
          TestDesk.Session police = desk.as(Role.POLICE);
          JsonObject body =
              new JsonObject().put("name", police.name()).put("password", police.password());
          return desk.request("POST", "/v1/session", session).POST(TestDesk.json(body));
        });
    get("signOnOffer", "/v1/sign-on");
    samples.put(
        "beginSignOn",
        session -> desk.request("POST", "/v1/sign-on", session).POST(BodyPublishers.noBody()));
    samples.put("finishSignOn", new SignOnSample(desk)::request);
  }

  private void access() {
    get("me", "/v1/session");
    delete("signOut", s -> "/v1/session");
    get("listOwnSessions", "/v1/me/sessions");
    delete("endOwnSessions", s -> "/v1/me/sessions");
    delete("endOwnSession", s -> "/v1/me/sessions/" + otherSession(s));
    samples.put(
        "changePassword",
        session -> {
          String old = session == null ? "x" : session.password();
          JsonObject body =
              new JsonObject().put("old", old).put("new", "Other-Horse-" + fresh.incrementAndGet());
          return desk.request("PUT", "/v1/me/password", session).PUT(TestDesk.json(body));
        });
    get("listUsers", "/v1/users?limit=2");
    get("getUser", "/v1/users/" + victim);
    samples.put("createUser", session -> newUserRequest(session));
    samples.put(
        "changeUser",
        session ->
            desk.request("PATCH", "/v1/users/" + victim, session)
                .header("If-Match", tagOfVictim())
                .method("PATCH", TestDesk.json(new JsonObject().put("disabled", false))));
    samples.put(
        "linkUser",
        session ->
            desk.request("PUT", "/v1/users/" + victim + "/sign-on", session)
                .header("If-Match", tagOfVictim())
                .PUT(TestDesk.json(new JsonObject().put("subject", "victim-1"))));
    samples.put(
        "resetPassword",
        session ->
            desk.request("POST", "/v1/users/" + victim + "/password", session)
                .POST(BodyPublishers.noBody()));
    get("listUserSessions", "/v1/users/" + victim + "/sessions");
    delete("endUserSessions", s -> "/v1/users/" + victim + "/sessions");
    get("listMachineKeys", "/v1/machine-keys");
    samples.put("createMachineKey", this::newKeyRequest);
    samples.put(
        "rotateMachineKey",
        session ->
            desk.request("POST", "/v1/machine-keys/" + newKeyId() + "/rotation", session)
                .POST(TestDesk.json(new JsonObject().put("days", 30).put("overlapDays", 7))));
    delete("revokeMachineKey", s -> "/v1/machine-keys/" + newKeyId());
  }

  private void data() {
    personal("listVehicles", "/v1/vehicles?limit=5");
    personal("listPositions", "/v1/positions?box=120,31,121,32");
    personal("streamPositions", "/v1/positions/stream?for=0&box=120,31,121,32");
    personal("getVehicle", "/v1/vehicles/" + vehicle + "?");
    get("explainSilence", "/v1/vehicles/" + vehicle + "/silence");
    samples.put(
        "searchVehicles",
        session ->
            desk.request("POST", "/v1/vehicles/search", session)
                .POST(TestDesk.json(new JsonObject().put("plate", TestDesk.PLATE))));
    String range = "?from=2026-11-20T00:00:00%2B08:00&to=2026-11-21T00:00:00%2B08:00";
    personal("getTelemetry", "/v1/vehicles/" + vehicle + "/telemetry" + range);
    personal("listTerminals", "/v1/terminals?limit=5");
    personal("getTerminal", "/v1/terminals/" + terminal + "?");
    personal("listFrames", "/v1/terminals/" + terminal + "/frames?limit=5");
    samples.put(
        "importTerminals",
        session ->
            desk.request("POST", "/v1/terminals/import?dry_run=true", session)
                .setHeader("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("vin,maker\nLSZNJ01A9J0000009,某厂\n")));
    personal("listFindings", "/v1/findings" + range);
    personal("exportFindings", "/v1/findings/export" + range + "&format=csv");
    personal("getFinding", "/v1/findings/" + finding + "?");
    personal("listQuarantine", "/v1/quarantine?limit=5");
    personal("listConflicts", "/v1/conflicts?limit=5");
    get("listQuality", "/v1/quality" + range + "&by=MAKER&worst=LOST");
    get("exportQuality", "/v1/quality/export" + range + "&format=csv");
    get("getQualitySummary", "/v1/quality/summary" + range);
    personal("listVehicleQuality", "/v1/quality/vehicles" + range + "&by=VEHICLE_DAY");
    personal("exportVehicleQuality", "/v1/quality/vehicles/export" + range + "&format=csv");
    personal("listGaps", "/v1/quality/gaps" + range + "&filter=" + vehicle);
    personal("exportGaps", "/v1/quality/gaps/export" + range + "&format=csv&filter=" + vehicle);
    personal("listShared", "/v1/quality/shared?limit=5");
    personal("exportShared", "/v1/quality/shared/export?format=csv");
    get("listAudit", "/v1/audit?limit=5");
    get("exportAudit", "/v1/audit/export?format=csv&act=SIGN_IN");
    samples.put(
        "verifyAudit",
        session ->
            desk.request("POST", "/v1/audit/verification", session).POST(BodyPublishers.noBody()));
    get("listChanges", "/v1/changes?limit=5");
    get("listLists", "/v1/lists?limit=5");
    personal("getList", "/v1/lists/" + newList().number() + "?");
    samples.put(
        "issueList",
        session -> {
          JsonObject wanted =
              new JsonObject()
                  .put("kind", "REPAIRS")
                  .put("cases", new JsonArray().add(received("ordered")));
          return desk.request("POST", "/v1/lists", session).POST(TestDesk.json(wanted));
        });
    get("exportLists", "/v1/lists/export?format=csv");
    personal("exportList", "/v1/lists/" + newList().number() + "/export?format=csv");
    samples.put(
        "receiveList",
        session -> {
          HandoverList list = newList();
          JsonObject seen = new JsonObject().put("hash", list.hash());
          return desk.request("POST", "/v1/lists/" + list.number() + "/receipt", session)
              .POST(TestDesk.json(seen));
        });
    samples.put(
        "answerList",
        session -> {
          JsonObject row =
              new JsonObject().put("row", 1).put("result", "退回").put("reason", "非本地车辆");
          return desk.request("POST", "/v1/lists/" + receivedList() + "/results", session)
              .POST(TestDesk.json(new JsonObject().put("rows", new JsonArray().add(row))));
        });
    samples.put(
        "answerListByFile",
        session ->
            desk.request("POST", "/v1/lists/" + receivedList() + "/results/file", session)
                .setHeader("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("行号,办理结果,原因\n1,退回,非本地车辆\n")));
    get("listReceivers", "/v1/receivers");
    get("listDeliveries", "/v1/deliveries?limit=5");
    get("listOrganisations", "/v1/organisations");
    samples.put(
        "createOrganisation",
        session ->
            desk.request("POST", "/v1/organisations", session)
                .POST(
                    TestDesk.json(
                        new JsonObject()
                            .put("name", "机构" + fresh.incrementAndGet())
                            .put("kind", "STATION"))));
    samples.put(
        "changeOrganisation",
        session ->
            desk.request("PUT", "/v1/organisations/" + newOrganisation(), session)
                .setHeader("If-Match", "\"1\"")
                .PUT(
                    TestDesk.json(new JsonObject().put("kind", "STATION").put("state", "CLOSED"))));
    samples.put(
        "createReceiver",
        session ->
            desk.request("POST", "/v1/receivers", session)
                .POST(TestDesk.json(receiver("r" + fresh.incrementAndGet()))));
    samples.put(
        "getReceiver",
        session -> desk.request("GET", "/v1/receivers/" + newReceiver(), session).GET());
    samples.put(
        "changeReceiver",
        session ->
            desk.request("PATCH", "/v1/receivers/" + newReceiver(), session)
                .setHeader("If-Match", "\"1\"")
                .method("PATCH", TestDesk.json(new JsonObject().put("paused", true))));
    samples.put(
        "endReceiver",
        session ->
            desk.request("DELETE", "/v1/receivers/" + newReceiver(), session)
                .setHeader("If-Match", "\"1\"")
                .DELETE());
    samples.put(
        "rotateReceiverSecret",
        session ->
            desk.request("POST", "/v1/receivers/" + newReceiver() + "/secret", session)
                .POST(TestDesk.json(new JsonObject().put("overlapHours", 24))));
    samples.put(
        "testReceiver",
        session ->
            desk.request("POST", "/v1/receivers/" + newReceiver() + "/test", session)
                .POST(BodyPublishers.noBody()));
    samples.put(
        "skipDelivery",
        session -> {
          JsonObject why = new JsonObject().put("reason", "对方系统已停用");
          return desk.request("POST", "/v1/deliveries/" + failedDelivery() + "/skip", session)
              .POST(TestDesk.json(why));
        });
    samples.put(
        "retryDelivery",
        session ->
            desk.request("POST", "/v1/deliveries/" + failedDelivery() + "/retry", session)
                .POST(BodyPublishers.noBody()));
    get("systemStatus", "/v1/system");
    get("listJobs", "/v1/jobs?limit=5");
    samples.put(
        "getJob", session -> desk.request("GET", "/v1/jobs/" + job(session), session).GET());
    samples.put(
        "getJobFile",
        session -> desk.request("GET", "/v1/jobs/" + job(session) + "/file", session).GET());
    samples.put(
        "cancelJob",
        session ->
            desk.request("POST", "/v1/jobs/" + job(session) + "/cancel", session)
                .POST(BodyPublishers.noBody()));
  }

  private void reports() {
    get("listReports", "/v1/reports");
    samples.put(
        "createReport",
        session -> {
          JsonObject wanted = ReportsIT.daily("08:00").put("operation", "exportCases");
          return desk.request("POST", "/v1/reports", session).POST(TestDesk.json(wanted));
        });
    samples.put(
        "changeReport",
        session ->
            desk.request("PATCH", "/v1/reports/" + newReport(session), session)
                .header("If-Match", "\"0\"")
                .method("PATCH", TestDesk.json(new JsonObject().put("state", "ENDED"))));
  }

  private String newReport(TestDesk.@Nullable Session session) {
    String id = "%032x".formatted(fresh.incrementAndGet());
    Account owner = session == null ? null : accountOf(session);
    desk.database
        .getCollection("desk_reports")
        .insertOne(
            new Document("_id", id)
                .append("owner", owner == null ? "" : owner.id())
                .append("name", "样例")
                .append("operation", "exportCases")
                .append("format", "csv")
                .append("inputs", new Document())
                .append("english", false)
                .append("kind", "DAILY")
                .append("at", "08:00")
                .append("day", 1)
                .append("state", "ACTIVE")
                .append("next", java.util.Date.from(desk.now.get().plusSeconds(86_400)))
                .append("version", 0L));
    return id;
  }

  private void fences() {
    get("listFences", "/v1/fences");
    String made = newFence();
    get("getFence", "/v1/fences/" + made);
    samples.put("createFences", this::newFences);
    samples.put(
        "changeFence",
        session ->
            desk.request("PATCH", "/v1/fences/" + newFence(), session)
                .header("If-Match", "\"0\"")
                .method("PATCH", TestDesk.json(new JsonObject().put("name", "新名称"))));
  }

  private String newFence() {
    return desk.ok(desk.send(newFences(desk.as(Role.ECOLOGY_LEAD))))
        .getJsonArray("rows")
        .getJsonObject(0)
        .getString("id");
  }

  private HttpRequest.Builder newFences(TestDesk.@Nullable Session session) {
    return desk.request("POST", "/v1/fences", session)
        .setHeader("Content-Type", "application/geo+json")
        .POST(BodyPublishers.ofString(FencesIT.square("某区", 120.6, 31.3, 0.1).encode()));
  }

  private void rules() {
    get("listRuleSets", "/v1/rule-sets");
    get("getRuleSet", "/v1/rule-sets/OBD-SCREEN-1");
    samples.put(
        "proposeRuleSet",
        session -> desk.request("POST", "/v1/rule-sets", session).POST(TestDesk.json(newRules())));
    samples.put(
        "activateRuleSet",
        session -> {
          JsonObject set = proposed();
          JsonObject seen = new JsonObject().put("digest", set.getString("digest"));
          return decide(session, set.getString("id"), "activation", seen);
        });
    samples.put(
        "rejectRuleSet",
        session -> decide(session, proposed().getString("id"), "rejection", new JsonObject()));
    samples.put(
        "withdrawRuleSet",
        session -> {
          JsonObject set = proposed();
          String id = set.getString("id");
          JsonObject seen = new JsonObject().put("digest", set.getString("digest"));
          desk.ok(desk.send(decide(desk.as(Role.ECOLOGY_LEAD), id, "activation", seen)));
          return decide(session, id, "withdrawal", new JsonObject());
        });
  }

  /** A set of another id and another first day than any before. */
  private JsonObject newRules() {
    int number = fresh.incrementAndGet();
    JsonObject set =
        new JsonObject(RuleFile.text())
            .put("id", "SAMPLE-" + number)
            .put("from", java.time.LocalDate.of(2027, 1, 1).plusDays(number).toString());
    return new JsonObject().put("room", "obd").put("set", set).put("reason", "样例");
  }

  private JsonObject proposed() {
    return desk.ok(
        desk.send(
            desk.request("POST", "/v1/rule-sets", desk.as(Role.ECOLOGY))
                .POST(TestDesk.json(newRules()))));
  }

  private HttpRequest.Builder decide(
      TestDesk.@Nullable Session session, String id, String what, JsonObject body) {
    return desk.request("POST", "/v1/rule-sets/" + id + "/" + what, session)
        .POST(TestDesk.json(body.put("reason", "样例")));
  }

  private void cases() {
    personal("listCases", "/v1/cases?limit=5");
    personal("exportCases", "/v1/cases/export?format=csv");
    personal("getCase", "/v1/cases/" + received("ordered") + "?");
    personal("getTimeline", "/v1/vehicles/" + vehicle + "/timeline?");
    personal("getCaseNotice", "/v1/cases/" + received("ordered") + "/notice?");
    evidence("/v1/cases/" + sealed());
    get("getCaseTable", "/v1/case-table");
    samples.put(
        "holdReview",
        session ->
            desk.request("POST", "/v1/cases/" + received("ordered") + "/hold", session)
                .POST(BodyPublishers.noBody()));
    samples.put(
        "correctPlate",
        session ->
            desk.request("POST", "/v1/cases/" + candidate() + "/plate", session)
                .header("If-Match", "\"1\"")
                .POST(
                    TestDesk.json(
                        new JsonObject()
                            .put("plate", "苏E88888")
                            .put("plateColour", "YELLOW")
                            .put("reason", "样例"))));
    delete("releaseReview", s -> "/v1/cases/" + received("ordered") + "/hold");
    samples.put(
        "registerArrival",
        session ->
            desk.request("POST", "/v1/repairs/arrivals", session)
                .POST(
                    TestDesk.json(
                        new JsonObject()
                            .put("plate", TestDesk.PLATE)
                            .put("plateColour", "YELLOW"))));
    move("moveCase", "failed", "orderRepair", new JsonObject());
    move(
        "moveCase+repair",
        "ordered",
        "recordRepair",
        new JsonObject()
            .put("workshop", "某维修厂")
            .put("order", "W-1")
            .put("repairedOn", "2026-11-19"));
  }

  private void evidence(String at) {
    get("getCaseManifest", at + "/manifests");
    personal("getEvidenceSheet", at + "/sheet?");
    get("getEvidencePack+full", at + "/pack?personal=full&purpose=REVIEW");
    samples.put("addEvidence", session -> picture(at, session));
    JsonObject added = desk.ok(desk.send(picture(at, desk.as(Role.ECOLOGY))));
    get(
        "getEvidenceFile+full",
        at
            + "/evidence/"
            + added.getJsonObject("file").getString("id")
            + "?personal=full&purpose=REVIEW");
  }

  private HttpRequest.Builder picture(String at, TestDesk.@Nullable Session session) {
    return desk.request("POST", at + "/evidence?type=application/pdf&role=other", session)
        .setHeader("Content-Type", "application/octet-stream")
        .POST(BodyPublishers.ofString("%PDF-1.7 sample"));
  }

  /** A case that was confirmed and sealed. */
  private String sealed() {
    String id = received("none");
    Document confirmed = new Document("events.0.move", "confirm");
    stored().updateOne(new Document("_id", id), new Document("$set", confirmed));
    desk.desk.sealing().seal(id);
    return id;
  }

  private void move(String name, String repair, String move, JsonObject data) {
    samples.put(
        name,
        session ->
            desk.request("POST", "/v1/cases/" + received(repair) + "/transitions", session)
                .header("If-Match", "\"1\"")
                .POST(
                    TestDesk.json(
                        new JsonObject().put("move", move).put("reason", "样例").put("data", data))));
  }

  /** A job with a file of whoever asks, if that can have one. */
  private String job(TestDesk.@Nullable Session session) {
    String id = "%032x".formatted(fresh.incrementAndGet());
    JobSamples.done(desk.database, id, session == null ? null : accountOf(session));
    return id;
  }

  private @Nullable Account accountOf(TestDesk.Session session) {
    return desk.desk.accounts().byName(session.name()).orElse(null);
  }

  /** One more case of the sample's vehicle, as if it had been moved there. */
  private String received(String repair) {
    return standing("received", "pending", repair);
  }

  /** One more that nobody has reviewed. */
  private String candidate() {
    return standing("candidate", "none", "none");
  }

  private String standing(String main, String penalty, String repair) {
    String id = "%032x".formatted(fresh.incrementAndGet());
    Document copy = new Document(template);
    copy.append("_id", id).append("ordinal", fresh.incrementAndGet()).append("version", 1);
    Document state =
        new Document("main", main)
            .append("penalty", penalty)
            .append("repair", repair)
            .append("appeal", "none");
    Document event = template.getList("events", Document.class).getFirst();
    copy.append("state", state).append("confirmed", main.equals("received"));
    copy.append("events", List.of(new Document(event).append("to", state)));
    stored().insertOne(copy);
    desk.desk.casework().arrivals().arrived("某单位", copy.getString("subject"));
    return id;
  }

  private MongoCollection<Document> stored() {
    return desk.database.getCollection("desk_cases");
  }

  /** Nobody listens there. */
  private static JsonObject receiver(String name) {
    return new JsonObject()
        .put("name", name)
        .put("address", "http://127.0.0.1:9/hook")
        .put("role", "POLICE");
  }

  private String newOrganisation() {
    String name = "机构" + fresh.incrementAndGet();
    return desk.desk
        .organisations()
        .create(name, Organisation.Kind.STATION, null, "sample", name, new SecureRandom())
        .orElseThrow()
        .id();
  }

  private String newReceiver() {
    String name = "r" + fresh.incrementAndGet();
    return desk.desk
        .mailroom()
        .kept()
        .create(
            name,
            URI.create("http://127.0.0.1:9/hook"),
            new Reader(Role.POLICE, null, null),
            0,
            "sample",
            name,
            new SecureRandom())
        .orElseThrow()
        .receiver()
        .name();
  }

  private void get(String name, String path) {
    samples.put(name, session -> desk.request("GET", path, session).GET());
  }

  private void personal(String name, String path) {
    get(name, path);
    get(name + "+full", path + "&personal=full&purpose=REVIEW");
  }

  private void delete(String name, Function<TestDesk.@Nullable Session, String> path) {
    samples.put(name, session -> desk.request("DELETE", path.apply(session), session).DELETE());
  }

  private java.net.http.HttpResponse<String> newUser(TestDesk.Session security) {
    return desk.send(newUserRequest(security));
  }

  private HttpRequest.Builder newUserRequest(TestDesk.@Nullable Session session) {
    JsonObject body =
        new JsonObject()
            .put("name", "fresh" + fresh.incrementAndGet())
            .put("display", "新用户")
            .put("role", "STATION")
            .put("organisation", "东环检测站");
    return desk.request("POST", "/v1/users", session).POST(TestDesk.json(body));
  }

  private HttpRequest.Builder newKeyRequest(TestDesk.@Nullable Session session) {
    JsonObject body =
        new JsonObject()
            .put("label", "接口")
            .put("role", "POLICE")
            .put("organisation", "市交警支队")
            .put("days", 30);
    return desk.request("POST", "/v1/machine-keys", session).POST(TestDesk.json(body));
  }

  private String tagOfVictim() {
    return desk.get("/v1/users/" + victim, desk.as(Role.SECURITY))
        .headers()
        .firstValue("etag")
        .orElseThrow();
  }

  /** A session of the same user, begun for this. */
  private String otherSession(TestDesk.@Nullable Session session) {
    if (session == null) {
      return "0".repeat(24);
    }
    desk.signIn(session.name(), session.password());
    return desk.ok(desk.get("/v1/me/sessions", session)).getJsonArray("rows").stream()
        .map(JsonObject.class::cast)
        .filter(row -> !row.getBoolean("current"))
        .map(row -> row.getString("id"))
        .findFirst()
        .orElseThrow();
  }

  /** A list for the police. */
  private HandoverList newList() {
    TreeMap<String, String> values = new TreeMap<>(Map.of("plate", TestDesk.PLATE));
    var row = new HandoverList.NewRow("case" + fresh.incrementAndGet(), values);
    return ((ListBook.Change.Done)
            desk.desk.lists().issue(ListKind.VIOLATIONS, "姑苏区", "ecology", List.of(row), null))
        .list();
  }

  private String receivedList() {
    HandoverList list = newList();
    Receipt receipt =
        new Receipt(
            new CaseActor(Actor.Kind.USER, "u-police", "police", Role.POLICE, null, null),
            TestDesk.FILED);
    desk.desk.lists().receive(list.number(), receipt, list.hash());
    return list.number();
  }

  /** A delivery that failed, to a receiver that the desk does not serve. */
  private String failedDelivery() {
    long sequence = fresh.incrementAndGet();
    String id = String.format(java.util.Locale.ROOT, "gone_%015d", sequence);
    java.util.Date then = java.util.Date.from(TestDesk.FILED);
    desk.database
        .getCollection("desk_deliveries")
        .insertOne(
            new org.bson.Document("_id", id)
                .append("receiver", "gone")
                .append("sequence", sequence)
                .append("event", "case-1")
                .append("kind", "case.transferred")
                .append("way", "WEBHOOK")
                .append("state", "FAILED")
                .append("attempts", 1)
                .append("status", 500)
                .append("reason", "STATUS")
                .append("millis", 3L)
                .append("digest", "0".repeat(64))
                .append("first", then)
                .append("last", then)
                .append("next", then)
                .append("fence", 1L));
    return id;
  }

  private String newKeyId() {
    return desk.ok(desk.send(newKeyRequest(desk.as(Role.SECURITY))))
        .getJsonObject("key")
        .getString("id");
  }
}
