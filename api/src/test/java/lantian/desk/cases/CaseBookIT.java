package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.desk.access.Role;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.lease.Lease;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cases are written whole or not at all, and of two who write one is told. */
class CaseBookIT {
  private CaseBench bench;

  @BeforeEach
  void open() {
    bench = new CaseBench();
    bench.file(CaseSamples.SUBJECT, "苏E00001");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private CaseRecord candidate(String kind) {
    bench.room.write(CaseSamples.finding(1, 1, FindingState.CLOSED, kind, null));
    bench.casework.follower().sweep();
    return bench.only(kind);
  }

  @Test
  void aCaseIsReadAsItWasWritten() {
    CaseRecord paid =
        bench.led(
            candidate(CaseSamples.TWO),
            "review",
            "confirm",
            "refer",
            "receive",
            "orderRepair",
            "enter",
            "notify",
            "pay");
    bench.room.write(CaseSamples.finding(1, 2, FindingState.WITHDRAWN, CaseSamples.TWO, null));
    bench.casework.follower().sweep();
    CaseRecord read = bench.only(CaseSamples.TWO);
    assertThat(read.flags()).containsExactly(CaseFlag.CONTRADICTED);
    assertThat(read.supplements()).hasSize(1);
    assertThat(read.events()).startsWith(paid.events().toArray(CaseEvent[]::new));
    assertThat(read.clocks()).hasSizeGreaterThan(3);
    assertThat(EventChain.check(read, CaseSamples.TABLE, null)).isEmpty();
    CaseRecord maintained = bench.moved(read, "maintain");
    assertThat(bench.book.find(read.id())).hasValue(maintained);
    assertThat(CaseRow.of(maintained, CaseSamples.TABLE)).isEqualTo(listed().getFirst());
  }

  private List<CaseRow> listed() {
    CaseFilter all =
        new CaseFilter(
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            bench.now.get(),
            null,
            null,
            null,
            false,
            Set.of());
    return bench.book.page(all, null, 10).rows();
  }

  @Test
  void ofTwoOfficersAtOnceOneIsTold() throws Exception {
    CaseRecord read = candidate(CaseSamples.ONE);
    for (String move :
        List.of("confirm", "orderRepair", "recordRepair", "failRetest", "orderRepair")) {
      CaseRecord before = read;
      CaseActor actor = CaseSamples.allowed(before, CaseSamples.row(before, move));
      List<Optional<Answered>> answers =
          together(
              4,
              i -> bench.book.move(before, move, () -> bench.asked(before, move, actor), () -> {}));
      assertThat(answers.stream().filter(Optional::isPresent)).hasSize(1);
      CaseRecord after = bench.book.find(read.id()).orElseThrow();
      assertThat(after.version()).isEqualTo(before.version() + 1);
      assertThat(after.events()).hasSize(before.events().size() + 1);
      assertThat(EventChain.check(after, CaseSamples.TABLE, null)).isEmpty();
      read = after;
    }
  }

  @Test
  void whatBreaksOffBeforeTheWriteLeavesTheCaseAsItWas() {
    CaseRecord read = bench.led(candidate(CaseSamples.ONE), "confirm");
    List<Document> before = bench.stored();
    assertThatThrownBy(() ->
            bench.book.move(
                read,
                "refer",
                () -> bench.asked(read, "refer", CaseSamples.SECOND),
                () -> {
                  throw new MongoException("killed");
                }))
        .isInstanceOf(MongoException.class);
    assertThat(bench.stored()).isEqualTo(before);
    // Nothing is left behind that would hold up the next one.
    assertThat(bench.moved(read, "refer").state().main()).isEqualTo("referred");
  }

  @Test
  void whatBreaksOffAfterTheWriteHasMovedTheCase() {
    CaseRecord read = candidate(CaseSamples.ONE);
    CaseRecord written = bench.moved(read, "confirm"); // The answer got lost; it is asked again.
    assertThat(
            bench.book.move(
                read, "confirm", () -> bench.asked(read, "confirm", CaseSamples.SECOND), () -> {}))
        .isEmpty();
    assertThat(bench.book.find(read.id())).hasValue(written);
  }

  @Test
  void aShutGateWritesNothing() {
    CaseRecord read = candidate(CaseSamples.ONE);
    List<Document> before = bench.stored();
    bench.room.evidence = FindingFacts.Evidence.ALTERED;
    Answered answer =
        bench
            .book
            .move(
                read,
                "confirm",
                () -> bench.asked(read, "confirm", CaseSamples.REVIEWER),
                () -> {
                  throw new AssertionError("began");
                })
            .orElseThrow();
    assertThat(((Answered.Refused) answer).why()).isEqualTo(Answered.Why.GATE);
    assertThat(bench.stored()).isEqualTo(before);
    bench.room.evidence = FindingFacts.Evidence.INTACT;
    assertThat(bench.moved(read, "confirm").state().main()).isEqualTo("confirmed");
  }

  @Test
  void twoCasesNeverBothEnterAPenaltyForOneAct() throws Exception {
    CaseActor police = CaseSamples.person(Role.POLICE);
    for (int round = 1; round <= 8; round++) {
      List<CaseRecord> pending = new ArrayList<>();
      for (String kind : List.of(CaseSamples.ONE, "KIND-" + round)) {
        int number = round * 10 + pending.size();
        CaseFinding row = CaseSamples.finding(round, 1, FindingState.CLOSED, kind, null);
        bench.room.write(numbered(row, number));
        bench.casework.follower().sweep();
        CaseRecord last = latest(kind);
        CaseRecord confirmed =
            kind.equals(CaseSamples.ONE)
                ? bench.led(last, "confirm")
                : bench.led(last, "review", "confirm");
        pending.add(bench.led(confirmed, "refer", "receive"));
      }
      List<Optional<Answered>> answers =
          together(
              2,
              i -> {
                CaseRecord one = pending.get(i);
                return bench.book.move(
                    one, "enter", () -> bench.asked(one, "enter", police), () -> {});
              });
      assertThat(answers)
          .as("round %d", round)
          .filteredOn(a -> a.orElseThrow() instanceof Answered.Moved)
          .hasSize(1);
    }
  }

  private CaseRecord latest(String kind) {
    return bench.book.of(List.of(CaseSamples.SUBJECT)).stream()
        .filter(c -> c.kind().equals(kind))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static CaseFinding numbered(CaseFinding row, int number) {
    return new CaseFinding(
        CaseSamples.id(number),
        row.revision(),
        row.changed(),
        row.state(),
        row.replaces(),
        row.subject(),
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

  @Test
  void theTurnOfAProcessThatDiedIsSaidAndEnds() {
    CaseRecord read = bench.led(candidate(CaseSamples.ONE), "confirm");
    Lease lease =
        new Lease(bench.database, "subject " + CaseSamples.SUBJECT, Duration.ofMinutes(1));
    Lease.Held dead = lease.take().orElseThrow();
    assertThatThrownBy(() -> bench.moved(read, "refer"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.fault()).isEqualTo(Fault.CONFLICT));
    assertThat(bench.book.find(read.id())).hasValue(read);
    lease.release(dead); // As its time does.
    assertThat(bench.moved(read, "refer").state().main()).isEqualTo("referred");
  }

  private interface Part<T> {
    T of(int number) throws Exception;
  }

  private static <T> List<T> together(int count, Part<T> part)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        Callable<T> one =
            () -> {
              start.await();
              return part.of(number);
            };
        futures.add(threads.submit(one));
      }
      start.countDown();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }
}
