package lantian.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import lantian.deploy.Launcher;
import lantian.deploy.crash.CaseClient.Answer;
import lantian.deploy.crash.CaseClient.Step;
import lantian.deploy.mongo.MongoSettings;
import lantian.desk.DeskSettings;
import lantian.desk.access.Access;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import lantian.desk.cases.RepairArrivals;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of a server while a move of a case is under way, at a random moment around its write. The
 * case is before or after the move, an answer that was given holds, and everything that stands is
 * told once, sealed and in the audit trail.
 *
 * <p>3 kills; {@code -Dlantian.case.kills=110} for ten of each of the eleven moves.
 */
class CaseKillIT {
  private static final int KILLS = Integer.getInteger("lantian.case.kills", 3);
  private static final int SEED = Integer.getInteger("lantian.seed", 20261125);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<Step> WALK =
      List.of(
          new Step("first", "review", Map.of()),
          new Step("second", "confirm", Map.of()),
          new Step("first", "refer", Map.of()),
          new Step("police", "receive", Map.of()),
          new Step("police", "enter", Map.of("code", "6063", "number", "苏公交决字第1号")),
          new Step("police", "notify", Map.of("notice", "短信")),
          new Step("police", "pay", Map.of("amount", "200", "paidOn", "2026-11-25")),
          new Step("first", "orderRepair", Map.of()),
          new Step(
              "station",
              "recordRepair",
              Map.of("workshop", "某厂", "order", "W-1", "repairedOn", "2026-11-25")),
          new Step("station", "passRetest", Map.of("test", "J-1")),
          new Step("first", "close", Map.of()));

  @TempDir Path folder = Path.of("unset");

  private final Map<String, CaseClient> officers = new HashMap<>();
  private final List<String> cases = new ArrayList<>();
  private int keys;

  /** How long a move takes, in nanoseconds, as the moves before it took. */
  private long usual = 20_000_000;

  @Test
  void aCaseIsBeforeOrAfterTheMoveAndNothingElseSuffers() throws Exception {
    Path data = folder.resolve("data");
    Launcher.Said said =
        Launcher.run(Map.of(), "demo", "--once", "--trucks", "0", "--data", data.toString());
    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
    Map<String, String> quick =
        Map.of("LANTIAN_DESK_CASES_INTERVAL", "200ms", "LANTIAN_DESK_CASES_UNVERIFIED_LAW", "true");
    SplittableRandom random = new SplittableRandom(SEED);
    List<Integer> order = order();
    try (Serving serving = new Serving(data, quick)) {
      try (MongoClient client = client(serving)) {
        officers(database(client), serving.desk());
        candidates(database(client));
        arrivals(database(client));
      }
      int before = 0;
      int after = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        boolean moved = killed(serving, order.get(kill % order.size()), kill, random);
        before += moved ? 0 : 1;
        after += moved ? 1 : 0;
      }
      System.err.printf("%d kills: %d cases before the move, %d after%n", KILLS, before, after);
      assertThat(after).isGreaterThanOrEqualTo(KILLS / 2);
      try (MongoClient client = client(serving)) {
        List<JsonNode> stand = new ArrayList<>();
        for (String id : cases) {
          stand.add(officer("first").get(serving.desk(), "/v1/cases/" + id).body());
        }
        new CaseAftermath(database(client), PATIENCE).nothingElseSuffered(stand, data);
      }
      assertThat(serving.stop()).isZero();
    }
  }

  private static List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < WALK.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(SEED));
    return order;
  }

  private static MongoClient client(Serving serving) {
    return MongoClients.create(serving.mongo());
  }

  private static MongoDatabase database(MongoClient client) {
    return client
        .getDatabase(MongoSettings.defaults().database())
        .withWriteConcern(com.mongodb.WriteConcern.MAJORITY.withJournal(true))
        .withReadConcern(com.mongodb.ReadConcern.MAJORITY);
  }

  private void officers(MongoDatabase database, String desk) throws Exception {
    DeskSettings.Access settings = DeskSettings.defaults().access();
    Map<String, Role> people = new LinkedHashMap<>();
    people.put("first", Role.ECOLOGY);
    people.put("second", Role.ECOLOGY_LEAD);
    people.put("police", Role.POLICE);
    people.put("station", Role.STATION);
    try (Access access =
        Access.open(database, settings, InstantSource.system(), new SecureRandom())) {
      for (var person : people.entrySet()) {
        String name = "kill." + person.getKey();
        String once =
            access.accounts().create(new NewAccount(name, "试验人员", person.getValue(), "试验单位", null));
        officers.put(person.getKey(), new CaseClient(name).signIn(desk, once));
      }
    }
  }

  /** Every truck has come to the station, so that it sees what is to be repaired. */
  private static void arrivals(MongoDatabase database) {
    RepairArrivals arrivals = new RepairArrivals(database, InstantSource.system());
    database
        .getCollection("desk_cases")
        .distinct("subject", String.class)
        .forEach(subject -> arrivals.arrived("试验单位", subject));
  }

  private CaseClient officer(String who) {
    return Objects.requireNonNull(officers.get(who));
  }

  /** Kills the server in one move of a fresh case; true if the move stands. */
  private boolean killed(Serving serving, int place, int kill, SplittableRandom random)
      throws Exception {
    try (MongoClient client = client(serving)) { // Before the move begins: connecting takes time.
      MongoCollection<Document> stored = database(client).getCollection("desk_cases");
      stored.countDocuments();
      return killed(serving, stored, place, kill, random);
    }
  }

  private boolean killed(
      Serving serving,
      MongoCollection<Document> stored,
      int place,
      int kill,
      SplittableRandom random)
      throws Exception {
    String at = "/v1/cases/" + cases.get(kill);
    for (Step step : WALK.subList(0, place)) {
      done(serving, at, step);
    }
    Step step = WALK.get(place);
    CaseClient officer = officer(step.who());
    Answer was = officer("first").get(serving.desk(), at);
    String desk = serving.desk();
    String key = "kill-" + kill;
    CompletableFuture<Answer> asked = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            asked.complete(officer.move(desk, at, was.tag(), key, step));
          } catch (Exception e) {
            asked.completeExceptionally(e);
          }
        });
    if (kill % 2 == 0) { // Anywhere in the time that a move takes: mostly before its write.
      LockSupport.parkNanos((long) (usual * random.nextDouble()));
    } else { // Right behind its write, while the answer is made.
      awaitWritten(stored, cases.get(kill), was.tag());
      LockSupport.parkNanos((long) (usual * random.nextDouble() / 10));
    }
    serving.kill();
    boolean answered = answered(asked, step);
    long killedAt = System.nanoTime();
    serving.restart();
    Answer is = officer("first").get(serving.desk(), at);
    assertThat(is.status()).isEqualTo(200);
    int events = is.body().get("events").size() - was.body().get("events").size();
    String what = "seed %d, kill %d in %s".formatted(SEED, kill, step.move());
    assertThat(events).as(what).isBetween(answered ? 1 : 0, 1);
    if (events == 0) {
      assertThat(is.body().get("tracks")).as(what).isEqualTo(was.body().get("tracks"));
      assertThat(is.tag()).as(what).isEqualTo(was.tag());
      done(serving, at, step); // Nobody holds a turn for longer than a moment.
    } else {
      JsonNode last = is.body().get("events").get(is.body().get("events").size() - 1);
      assertThat(last.get("move").asText()).as(what).isEqualTo(step.move());
    }
    // Asked for again with its own key: done before, or somebody may still be at it.
    Answer again = officer.move(serving.desk(), at, was.tag(), key, step);
    assertThat(again.status()).as(what + again.body()).isIn(200, 409, 412);
    Duration took = Duration.ofNanos(System.nanoTime() - killedAt);
    System.err.printf(
        "%s: %s, right again after %.1f s%n",
        what, events == 1 ? "after the move" : "before it", took.toMillis() / 1e3);
    assertThat(took).as(what).isLessThan(PATIENCE);
    return events == 1;
  }

  private static void awaitWritten(MongoCollection<Document> stored, String id, String tag) {
    long before = Long.parseLong(tag.replace("\"", ""));
    Document written = new Document("_id", id).append("version", new Document("$gt", before));
    CaseAftermath.awaited(PATIENCE, () -> stored.find(written).first());
  }

  private static boolean answered(CompletableFuture<Answer> asked, Step step) throws Exception {
    try {
      Answer answer = asked.get();
      assertThat(answer.status()).as(step.move() + answer.body()).isEqualTo(200);
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(IOException.class);
      return false;
    }
  }

  private void done(Serving serving, String at, Step step) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String tag = officer("first").get(serving.desk(), at).tag();
      long asked = System.nanoTime();
      Answer answer = officer(step.who()).move(serving.desk(), at, tag, "step-" + keys++, step);
      if (answer.status() == 200) {
        usual = (usual + System.nanoTime() - asked) / 2;
        return;
      }
      // The seal of a case, or the turn of a process that died, may take a moment.
      assertThat(answer.status()).as(step.move() + answer.body()).isEqualTo(409);
      assertThat(System.nanoTime()).as(step.move() + answer.body()).isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** For each kill a candidate: a finding of the demo under another rule and at another time. */
  private void candidates(MongoDatabase database) {
    Document found =
        Objects.requireNonNull(
            database.getCollection("obd_findings").find(new Document("verified", true)).first(),
            "the demo has no finding to copy");
    for (int i = 0; i < KILLS; i++) {
      Document copy = new Document(found);
      for (String field : List.of("start", "end", "last", "peakAt")) {
        if (copy.get(field) instanceof Date time) {
          copy.append(field, Date.from(time.toInstant().plus(Duration.ofDays(i + 1))));
        }
      }
      copy.append("_id", "%032x".formatted(0xABCD_0000L + i)).append("rule", rule(i));
      copy.append("changed", Date.from(Instant.now()));
      database.getCollection("obd_findings").insertOne(copy);
    }
    for (int i = 0; i < KILLS; i++) {
      Document kind = new Document("kind", rule(i));
      cases.add(
          CaseAftermath.awaited(
                  PATIENCE, () -> database.getCollection("desk_cases").find(kind).first())
              .getString("_id"));
    }
  }

  private static String rule(int number) {
    return "OBD-KILL-%04d".formatted(number);
  }
}
