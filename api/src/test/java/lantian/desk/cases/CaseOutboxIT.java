package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every committed event is found until it is told of, and then no more. */
class CaseOutboxIT {
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

  private CaseRecord candidate(int number, String kind) {
    bench.room.write(CaseSamples.finding(number, 1, FindingState.CLOSED, kind, null));
    bench.casework.follower().sweep();
    return bench.only(kind);
  }

  private List<String> found(int most) {
    return bench.casework.outbox().unpublished(most).stream()
        .map(row -> row.seq() + " " + row.event().move())
        .toList();
  }

  @Test
  void eventsAreFoundInOrderUntilTheyArePublished() {
    CaseRecord one = candidate(1, CaseSamples.ONE);
    bench.now.set(bench.now.get().plusSeconds(1));
    CaseRecord two = candidate(2, CaseSamples.TWO);
    bench.now.set(bench.now.get().plusSeconds(1));
    bench.led(one, "confirm");
    assertThat(found(10)).containsExactly("0 opened", "0 opened", "1 confirm");
    assertThat(bench.casework.outbox().unpublished(10))
        .extracting(CaseEventRow::caseId)
        .containsExactly(two.id(), one.id(), one.id());
    assertThat(found(2)).containsExactly("0 opened", "0 opened");
    bench.casework.outbox().published(two.id(), 0);
    bench.casework.outbox().published(one.id(), 0);
    assertThat(found(10)).containsExactly("1 confirm");
    assertThat(bench.casework.outbox().unpublished(10).getFirst().event())
        .isEqualTo(bench.only(CaseSamples.ONE).events().getLast());
    bench.casework.outbox().published(one.id(), 1);
    assertThat(found(10)).isEmpty();
  }

  @Test
  void publishingAgainOrLateOrTooFarChangesNothing() {
    CaseRecord confirmed = bench.led(candidate(1, CaseSamples.ONE), "confirm");
    CaseOutbox outbox = bench.casework.outbox();
    outbox.published(confirmed.id(), 1);
    List<Document> told = bench.stored();
    outbox.published(confirmed.id(), 1);
    outbox.published(confirmed.id(), 0);
    outbox.published("0".repeat(32), 0);
    assertThat(bench.stored()).isEqualTo(told);
    bench.led(confirmed, "orderRepair");
    outbox.published(confirmed.id(), 99); // Events to come are not told of.
    assertThat(found(10)).isEmpty();
    bench.led(bench.only(CaseSamples.ONE), "recordRepair");
    assertThat(found(10)).containsExactly("3 recordRepair");
  }

  /** An officer's ETag stays good, and what is told stays told, whoever writes first. */
  @Test
  void whatIsToldSurvivesAMoveOfWhatWasReadBefore() {
    CaseRecord read = candidate(1, CaseSamples.ONE);
    bench.casework.outbox().published(read.id(), 0);
    assertThat(bench.book.find(read.id())).hasValue(read);
    bench.led(read, "confirm");
    assertThat(found(10)).containsExactly("1 confirm");
  }

  @Test
  void publishingWhileACaseMovesLosesAndDoublesNothing() throws Exception {
    CaseRecord record = bench.led(candidate(1, CaseSamples.ONE), "confirm", "orderRepair");
    List<String> told = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> moving =
          threads.submit(() -> {
            CaseRecord at = record;
            for (int round = 0; round < 25; round++) {
              at = bench.led(at, "recordRepair", "failRetest", "orderRepair");
            }
            return at.events().size();
          });
      while (!moving.isDone() || !found(1).isEmpty()) {
        for (CaseEventRow row : bench.casework.outbox().unpublished(3)) {
          told.add(row.caseId() + " " + row.seq());
          bench.casework.outbox().published(row.caseId(), row.seq());
        }
      }
      List<String> all = new ArrayList<>();
      for (int seq = 0; seq < moving.get(); seq++) {
        all.add(record.id() + " " + seq);
      }
      assertThat(told).isEqualTo(all);
    }
    Set<String> marks = new HashSet<>();
    bench.stored().forEach(stored -> marks.add(String.valueOf(stored.get("unpublished"))));
    assertThat(marks).containsExactly("null");
  }
}
