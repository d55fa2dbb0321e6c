package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.desk.access.Role;
import lantian.desk.outbox.Notice;
import lantian.desk.route.CaseNotices;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A repair that is overdue is escalated by the clock: once, and nothing else is. */
class EscalationFollowerIT {
  private CaseBench bench;
  private EscalationFollower follower;

  @BeforeEach
  void open() {
    bench = new CaseBench();
    follower = bench.casework.escalation();
    bench.file(CaseSamples.SUBJECT, "苏E00001");
    bench.room.write(CaseSamples.finding(1, 1, FindingState.CLOSED, CaseSamples.ONE, null));
    bench.casework.follower().sweep();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theLastDayIsStillInTimeAndTheNextIsNot() {
    bench.now.set(due(ordered()));
    assertThat(follower.sweep()).isZero();
    assertThat(now().state().repair()).isEqualTo("ordered");

    bench.now.set(due(now()).plusMillis(1));
    assertThat(follower.sweep()).isOne();
    assertThat(now().state().repair()).isEqualTo("escalated");
    CaseEvent event = now().events().getLast();
    assertThat(event.move()).isEqualTo("escalate");
    assertThat(event.actor()).isEqualTo(CaseActor.DESK);
    assertThat(event.reason()).contains("维修复检期限至2026-");
    assertThat(EventChain.check(now(), CaseSamples.TABLE, null)).isEmpty();
    assertThat(follower.sweep()).isZero();

    List<Notice> told = new CaseNotices(bench.casework).next(100);
    assertThat(told).extracting(Notice::kind).filteredOn("case.escalate"::equals).hasSize(1);
    assertThat(told.getLast().audience().roles()).contains(Role.TRANSPORT);
  }

  @Test
  void twoFollowersAtOnceEscalateOnce() throws Exception {
    bench.now.set(due(ordered()).plusSeconds(1));
    try (Casework other = bench.another();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> both = List.of(follower::sweep, other.escalation()::sweep);
      int made = 0;
      for (Future<Integer> one : threads.invokeAll(both)) {
        made += one.get();
      }
      assertThat(made).isOne();
    }
    assertThat(escalations()).isOne();
  }

  @Test
  void ofTwoThatHaveBothReadTheCaseOneMovesIt() throws Exception {
    CaseRecord record = ordered();
    bench.now.set(due(record).plusSeconds(1));
    CaseEscalations all =
        new CaseEscalations(bench.database, bench.book, bench.casework.facts(), bench.now::get);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> one = () -> all.escalate(record.id());
      List<Boolean> made = new ArrayList<>();
      for (Future<Boolean> each : threads.invokeAll(List.of(one, one, one, one))) {
        made.add(each.get());
      }
      assertThat(made).containsOnlyOnce(true);
    }
    assertThat(escalations()).isOne();
  }

  @Test
  void aRepairThatWasRecordedIsLeftAloneUntilItFails() {
    CaseRecord repaired = bench.moved(ordered(), "recordRepair");
    bench.now.set(due(repaired).plus(Duration.ofDays(1)));
    assertThat(follower.sweep()).isZero();
    assertThat(now()).isEqualTo(repaired);

    // A failed re-test after the limit leaves nothing to wait for.
    CaseRecord failed = bench.moved(repaired, "failRetest");
    assertThat(follower.sweep()).isOne();
    assertThat(now().version()).isEqualTo(failed.version() + 1);
  }

  @Test
  void aCaseAtRestIsLeftAlone() {
    CaseRecord record = ordered();
    Instant due = due(record);
    CaseRecord revoked = bench.moved(record, "revoke");
    assertThat(CaseEscalations.over(revoked, CaseSamples.TABLE)).isNull();
    bench.now.set(due.plus(Duration.ofDays(1)));
    assertThat(follower.sweep()).isZero();
    assertThat(now()).isEqualTo(revoked);
  }

  @Test
  void aKillLeavesTheCaseBeforeOrAfterTheMove() {
    CaseRecord record = ordered();
    bench.now.set(due(record).plusSeconds(1));
    for (CrashPoint.Place place : CrashPoint.Place.values()) {
      try {
        dying(place).escalate(record.id());
      } catch (IllegalStateException killed) {
        assertThat(killed).hasMessage("killed");
      }
      int expected = place == CrashPoint.Place.WRITE_DUE ? 0 : 1;
      assertThat(escalations()).as("%s", place).isEqualTo(expected);
    }
    assertThat(follower.sweep()).isZero();
    assertThat(escalations()).isOne();
  }

  /** As a case stands that was written before the desk knew of the field. */
  @Test
  void aCaseFromBeforeIsEscalatedAfterTheNextStart() {
    CaseRecord record = ordered();
    asBefore();
    bench.now.set(due(record));
    assertThat(follower.sweep()).as("its last day").isZero();
    assertThat(bench.stored().getFirst().getDate("escalates")).isEqualTo(due(record));
    assertThat(now()).as("nothing else changes").isEqualTo(record);
    bench.now.set(due(record).plusMillis(1));
    try (Casework started = bench.another()) {
      follower.release();
      assertThat(started.escalation().sweep()).isOne();
    }
    assertThat(escalations()).isOne();
  }

  @Test
  void aCaseFromBeforeThatRestsGetsNoTime() {
    CaseRecord record = ordered();
    bench.moved(record, "revoke");
    asBefore();
    bench.now.set(due(record).plus(Duration.ofDays(9)));
    assertThat(follower.sweep()).isZero();
    assertThat(bench.stored().getFirst()).doesNotContainKey("escalates");
  }

  @Test
  void aBackfillGoesOnWhereItEndedAndIsDoneOnce() {
    bench.room.write(CaseSamples.finding(2, 1, FindingState.CLOSED, CaseSamples.TWO, null));
    bench.casework.follower().sweep();
    ordered();
    asBefore();
    List<String> ids = bench.stored().stream().map(one -> one.getString("_id")).toList();
    assertThat(ids).hasSize(2);
    assertThat(backfill().step()).isFalse();
    assertThat(mark()).containsEntry("after", ids.getFirst()).containsEntry("done", false);
    assertThat(backfill().step()).isFalse();
    assertThat(mark()).containsEntry("after", ids.getLast()).containsEntry("filled", 1L);
    assertThat(backfill().step()).isTrue();
    assertThat(bench.stored()).filteredOn(one -> one.containsKey("escalates")).hasSize(1);
    asBefore();
    assertThat(backfill().step()).isTrue();
    assertThat(bench.stored()).noneMatch(one -> one.containsKey("escalates"));
  }

  private EscalationBackfill backfill() {
    return new EscalationBackfill(bench.database, CaseSamples.TABLE, 1);
  }

  private Document mark() {
    return Objects.requireNonNull(bench.database.getCollection("desk_backfills").find().first());
  }

  private void asBefore() {
    bench
        .database
        .getCollection("desk_cases")
        .updateMany(new Document(), new Document("$unset", new Document("escalates", 1)));
  }

  private CaseEscalations dying(CrashPoint.Place place) {
    CaseBook book =
        new CaseBook(
            bench.database,
            CaseSamples.MOVING,
            bench.register.readings(),
            at -> {
              if (at == place) {
                throw new IllegalStateException("killed");
              }
            });
    return new CaseEscalations(bench.database, book, bench.casework.facts(), bench.now::get);
  }

  private CaseRecord ordered() {
    return bench.led(bench.only(CaseSamples.ONE), "confirm", "refer", "orderRepair");
  }

  private CaseRecord now() {
    return bench.only(CaseSamples.ONE);
  }

  private static Instant due(CaseRecord record) {
    return record.running("T7").orElseThrow().due();
  }

  private long escalations() {
    return now().events().stream().filter(event -> event.move().equals("escalate")).count();
  }
}
