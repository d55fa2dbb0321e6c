package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.desk.access.Role;
import lantian.desk.lease.Lease;
import lantian.proto.FindingId;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a room writes gets into the case book once, in whatever order and however it breaks off. */
class CaseFollowerIT {
  private static final List<FindingState> STATES = List.of(FindingState.values());

  private CaseBench bench;

  @BeforeEach
  void open() {
    bench = new CaseBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Where findings are, and where their case stands. */
  private record Outcome(String state, Map<String, Integer> rows) {}

  @RepeatedTest(15)
  void anyOrderAndAnyRepeatsGiveTheCasesOfThePureGrouping(RepetitionInfo seed) {
    var random = new SplittableRandom(seed.getCurrentRepetition());
    bench.room.page = random.nextInt(1, 6);
    Map<FindingId, Integer> revisions = new HashMap<>();
    Instant clock = CaseSamples.START;
    for (int step = 0; step < 30; step++) {
      int number = random.nextInt(1, 9);
      int revision = revisions.merge(CaseSamples.id(number), 1, Integer::sum);
      clock = clock.plusSeconds(random.nextInt(0, 3));
      bench.room.write(finding(number, revision, random, clock));
      switch (random.nextInt(6)) {
        case 0, 1 -> bench.casework.follower().sweep();
        case 2 -> forget();
        case 3 -> takeOver();
        default -> {}
      }
    }
    bench.casework.follower().sweep();
    assertThat(outcomes(stored())).isEqualTo(outcomes(pure()));
    for (CaseRecord record : stored()) {
      assertThat(EventChain.check(record, CaseSamples.TABLE, null)).isEmpty();
    }
  }

  private static CaseFinding finding(
      int number, int revision, SplittableRandom random, Instant changed) {
    String kind = number % 2 == 0 ? CaseSamples.ONE : CaseSamples.TWO;
    FindingState state = STATES.get(random.nextInt(STATES.size()));
    return at(CaseSamples.finding(number, revision, state, kind, null), changed, number % 3);
  }

  private static CaseFinding at(CaseFinding row, Instant changed, int subject) {
    return new CaseFinding(
        row.id(),
        row.revision(),
        changed,
        row.state(),
        row.replaces(),
        "LSVAU2A37N200000" + subject,
        row.kind(),
        row.verified(),
        row.origin(),
        row.ruleSet(),
        row.start(),
        row.end(),
        row.figures(),
        row.reason(),
        row.law(),
        row.packets());
  }

  /** The position is lost, as when the process is killed before it is saved. */
  private void forget() {
    bench
        .database
        .getCollection(Lease.COLLECTION)
        .updateOne(Filters.eq("_id", "cases"), Updates.unset("position"));
  }

  /** Another process takes part; it gets the lease when this one has given it back. */
  private void takeOver() {
    bench.casework.follower().release();
    try (Casework other = bench.another()) {
      other.follower().sweep();
    }
  }

  private List<CaseRecord> stored() {
    return bench.stored().stream().map(CaseDocument::record).toList();
  }

  private List<CaseRecord> pure() {
    Map<String, List<CaseRecord>> all = new TreeMap<>();
    Grouping grouping = CaseSamples.grouping();
    for (CaseFinding row : bench.room.all()) {
      List<CaseRecord> cases =
          all.computeIfAbsent(row.subject() + row.kind(), k -> new ArrayList<>());
      Optional<CaseRecord> next = grouping.take(cases, row, bench.now.get());
      next.ifPresent(written -> {
        cases.removeIf(old -> old.id().equals(written.id()));
        cases.add(written);
      });
    }
    return all.values().stream().flatMap(List::stream).toList();
  }

  private static Map<String, Outcome> outcomes(List<CaseRecord> cases) {
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (CaseRecord record : cases) {
      Map<String, Integer> rows = new TreeMap<>();
      record.findings().forEach(row -> rows.put(row.id().text(), row.revision()));
      outcomes.put(
          record.subject() + " " + record.kind() + " " + record.ordinal(),
          new Outcome(record.state().main(), rows));
    }
    return outcomes;
  }

  @Test
  void aKillBetweenEffectAndPositionDoublesNothing() {
    for (int number = 1; number < 6; number++) {
      bench.room.write(CaseSamples.finding(number, 1, FindingState.CLOSED));
    }
    assertThat(bench.casework.follower().sweep()).isPositive();
    List<Document> before = bench.stored();
    forget();
    assertThat(bench.casework.follower().sweep()).isZero();
    assertThat(bench.stored()).isEqualTo(before);
    bench.room.write(CaseSamples.finding(6, 1, FindingState.CLOSED));
    assertThat(bench.casework.follower().sweep()).isOne();
  }

  @Test
  void aChangeThatBecomesVisibleLateIsNotPassedOver() {
    bench.room.write(CaseSamples.finding(2, 1, FindingState.CLOSED));
    bench.casework.follower().sweep();
    Instant reached = CaseSamples.finding(2, 1, FindingState.CLOSED).changed();
    CaseFinding late = CaseSamples.finding(1, 1, FindingState.CLOSED);
    bench.room.write(at(late, reached.minus(CaseBench.OVERLAP).plusSeconds(1), 1));
    assertThat(bench.casework.follower().sweep()).isOne();
  }

  @Test
  void oneProcessFollowsAtATime() {
    bench.room.write(CaseSamples.finding(1, 1, FindingState.CLOSED));
    assertThat(bench.casework.follower().sweep()).isOne();
    try (Casework other = bench.another()) {
      bench.room.write(CaseSamples.finding(2, 1, FindingState.CLOSED));
      assertThat(other.follower().sweep()).isZero();
      assertThat(bench.stored().getFirst().getInteger("rows")).isOne();
      bench.casework.follower().release();
      assertThat(other.follower().sweep()).isOne();
    }
  }

  @Test
  void aHolderThatSleptPastItsLeaseStartsNoSecondCase() {
    bench.room.write(CaseSamples.finding(1, 1, FindingState.CLOSED));
    bench.casework.follower().sweep();
    bench
        .database
        .getCollection(Lease.COLLECTION)
        .updateOne(Filters.eq("_id", "cases"), Updates.inc("fence", 1L));
    bench.room.write(CaseSamples.finding(2, 1, FindingState.CLOSED));
    assertThat(bench.casework.follower().sweep()).isZero();
    assertThat(bench.stored()).hasSize(1);
  }

  @Test
  void anOfficerAndTheFollowerNeverWriteOverEachOther() throws Exception {
    bench.file(CaseSamples.SUBJECT, "苏E00001");
    bench.room.write(CaseSamples.finding(1, 1, FindingState.CLOSED));
    bench.casework.follower().sweep();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> following =
          threads.submit(() -> {
            for (int number = 2; number < 30; number++) {
              bench.room.write(CaseSamples.finding(number, 1, FindingState.CLOSED));
              bench.casework.follower().sweep();
            }
          });
      int reviewed = 0;
      while (!following.isDone()) {
        CaseRecord read = bench.only(CaseSamples.TWO);
        if (read.state().main().equals("candidate")) {
          Asked asked =
              bench.asked(read, "review", CaseSamples.person("u-" + reviewed, Role.ECOLOGY));
          reviewed += bench.book.move(read, "review", () -> asked, () -> {}).isPresent() ? 1 : 0;
        }
      }
      following.get();
      CaseRecord read = bench.only(CaseSamples.TWO);
      assertThat(read.findings()).hasSize(29);
      assertThat(EventChain.check(read, CaseSamples.TABLE, null)).isEmpty();
      assertThat(read.events().stream().filter(e -> e.move().equals("review"))).hasSize(reviewed);
    }
  }
}
