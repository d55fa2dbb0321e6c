package lantian.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import lantian.deploy.Launcher;
import lantian.deploy.crash.CaseClient.Answer;
import lantian.deploy.crash.CaseClient.Step;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.proof.Proof;
import lantian.deploy.server.Ledgers;
import lantian.desk.DeskSettings;
import lantian.desk.access.Access;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestBook;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.RootKeys;
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
  private static final Set<String> SEALED = Set.of("confirm", "refer");

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

  /** How long a move takes, in nanoseconds. */
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
      }
      int before = 0;
      int after = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        boolean moved = killed(serving, order.get(kill % order.size()), kill, random);
        before += moved ? 0 : 1;
        after += moved ? 1 : 0;
      }
      System.err.printf("%d kills: %d cases before the move, %d after%n", KILLS, before, after);
      try (MongoClient client = client(serving)) {
        nothingElseSuffered(serving, database(client), data);
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

  private CaseClient officer(String who) {
    return Objects.requireNonNull(officers.get(who));
  }

  /** Kills the server in one move of a fresh case; true if the move stands. */
  private boolean killed(Serving serving, int place, int kill, SplittableRandom random)
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
    // Around the write, which is somewhere in the time that a move takes.
    LockSupport.parkNanos((long) (4.0 * usual * (kill % 3 + random.nextDouble()) / 3));
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
      Answer answer = officer(step.who()).move(serving.desk(), at, tag, "step-" + keys++, step);
      if (answer.status() == 200) {
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
          awaited(() -> database.getCollection("desk_cases").find(kind).first()).getString("_id"));
    }
  }

  private static String rule(int number) {
    return "OBD-KILL-%04d".formatted(number);
  }

  private interface Awaited<T> {
    @org.jspecify.annotations.Nullable
    T look();
  }

  private static <T> T awaited(Awaited<T> awaited) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T found = awaited.look();
      if (found != null) {
        return found;
      }
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private void nothingElseSuffered(Serving serving, MongoDatabase database, Path data)
      throws Exception {
    for (String id : cases) {
      JsonNode events =
          officer("first").get(serving.desk(), "/v1/cases/" + id).body().get("events");
      List<Long> expected = new ArrayList<>();
      List<String> sealing = new ArrayList<>();
      for (JsonNode event : events) {
        expected.add(event.get("seq").asLong());
        if (SEALED.contains(event.get("move").asText())) {
          sealing.add(event.get("move").asText());
        }
      }
      awaited(() -> told(database, id).size() >= expected.size() ? id : null);
      assertThat(told(database, id)).as("each told once, in order").isEqualTo(expected);
      awaited(() -> sealed(database, id).equals(sealing) ? id : null);
      begun(database, id, events);
    }
    assertThat(ids(database)).doesNotHaveDuplicates();
    List<Flaw> flaws =
        Proof.of(
                Ledgers.of(database, null),
                data.resolve("pins"),
                RootKeys.read(data.resolve("pins/keys")),
                records -> {})
            .flaws();
    // The copied findings follow from no vehicle-day; all else has to be whole.
    assertThat(flaws).filteredOn(flaw -> !flaw.ledger().equals("findings")).isEmpty();
  }

  private static List<Long> told(MongoDatabase database, String id) {
    return database
        .getCollection("desk_outbox")
        .find(new Document("source", id))
        .sort(new Document("_id", 1))
        .map(event -> event.getLong("number"))
        .into(new ArrayList<>());
  }

  private static List<String> ids(MongoDatabase database) {
    return database
        .getCollection("desk_outbox")
        .find()
        .map(event -> event.getString("id"))
        .into(new ArrayList<>());
  }

  private static List<String> sealed(MongoDatabase database, String id) {
    return new ManifestBook(database, InstantSource.system())
        .of(id).stream().map(Manifest::content).map(content -> content.event().move()).toList();
  }

  /** Nothing stands that no record tells of. */
  private static void begun(MongoDatabase database, String id, JsonNode events) {
    Set<String> moves =
        database
            .getCollection("desk_audit")
            .find(new Document("object", id).append("act", "CASE_MOVED"))
            .map(record -> String.valueOf(record.getString("reason")))
            .into(new ArrayList<>())
            .stream()
            .collect(Collectors.toSet());
    for (JsonNode event : events) {
      if (event.get("actor").get("kind").asText().equals("USER")) {
        assertThat(moves).as("audit of " + id).contains(event.get("move").asText());
      }
    }
  }
}
