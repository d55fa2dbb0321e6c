package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lantian.desk.cases.CrashPoint.Place;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever breaks off in the middle of a move leaves the case before it or after it. */
class CaseCrashIT {
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

  /** Ends everything, as a kill would. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @EnumSource
  void everyMoveIsDoneOrNotDone(Place place) {
    CaseBook dying =
        new CaseBook(
            bench.database,
            CaseSamples.MOVING,
            bench.register.readings(),
            reached -> {
              if (reached == place) {
                throw new Killed();
              }
            });
    Set<String> moves = new HashSet<>();
    int ordinal = 1;
    for (Transition row : CaseSamples.TABLE.transitions()) {
      for (String from : row.from()) {
        CaseRecord read = standing(row, from, ordinal++);
        dies(dying, read, row, place);
        moves.add(row.move().id());
      }
    }
    assertThat(moves).hasSameSizeAs(CaseSamples.TABLE.moves());
  }

  private void dies(CaseBook dying, CaseRecord read, Transition row, Place place) {
    Document before = stored(read.id());
    Asked asked = asked(read, row);
    assertThatThrownBy(() -> dying.move(read, row.move().id(), () -> asked, () -> {}))
        .as("%s", row)
        .isInstanceOf(Killed.class);
    CaseRecord moved = ((Answered.Moved) CaseSamples.MOVING.move(read, asked)).next();
    boolean done = place == Place.WRITTEN;
    if (!done) {
      assertThat(stored(read.id())).as("%s", row).isEqualTo(before);
    }
    assertThat(bench.book.find(read.id())).as("%s", row).hasValue(done ? moved : read);
    assertThat(events(read.id())).as("%s", row).isEqualTo(done ? moved.events() : read.events());
    // Asked again, it is done, or whoever asks is told that it has been.
    Optional<Answered> again = bench.book.move(read, row.move().id(), () -> asked, () -> {});
    assertThat(again.isPresent()).isEqualTo(!done);
    assertThat(bench.book.find(read.id())).hasValue(moved);
    assertThat(EventChain.check(moved, CaseSamples.TABLE, null)).isEmpty();
    bench.casework.outbox().published(read.id(), moved.events().size() - 1);
  }

  private Document stored(String id) {
    return Objects.requireNonNull(
        bench.database.getCollection(CaseBook.COLLECTION).find(new Document("_id", id)).first());
  }

  private List<CaseEvent> events(String id) {
    return bench.casework.outbox().unpublished(100).stream()
        .peek(row -> assertThat(row.caseId()).isEqualTo(id))
        .map(CaseEventRow::event)
        .toList();
  }

  /** A stored case from which the move can be made; its only event has led it there. */
  private CaseRecord standing(Transition row, String from, int ordinal) {
    CaseState state =
        new CaseState("received", "paid", "passed", "none").with(row.move().track(), from);
    for (Map.Entry<Track, Set<String>> when : row.when().entrySet()) {
      state = state.with(when.getKey(), when.getValue().iterator().next());
    }
    Set<CaseFlag> flags = EnumSet.noneOf(CaseFlag.class);
    if (row.clears() != null) {
      flags.add(row.clears());
    }
    Integer reviewers = row.reviewers();
    String kind = reviewers != null && reviewers == 1 ? CaseSamples.ONE : CaseSamples.TWO;
    CaseRecord empty =
        new CaseRecord(
            "%032x".formatted(ordinal),
            0,
            CaseSamples.SUBJECT,
            kind,
            ordinal,
            null,
            state,
            List.of(CaseSamples.finding(ordinal, 1, FindingState.CLOSED, kind, null)),
            List.of(),
            flags,
            List.of(CaseSamples.CLOCKS.start("T7", CaseSamples.at(1))),
            List.of("u-first"),
            List.of(),
            List.of());
    CaseRecord opened =
        CaseSamples.MOVING.mark(empty, "opened", "线索成案", Map.of(), CaseSamples.at(1));
    assertThat(bench.book.put(opened)).isTrue();
    return opened;
  }

  private static Asked asked(CaseRecord record, Transition row) {
    Instant late = CaseSamples.at(1).plus(Duration.ofDays(60));
    return Asked.of(
        row.move().id(),
        CaseSamples.allowed(record, row),
        late,
        "理由",
        CaseSamples.data(row),
        CaseSamples.open(record));
  }

  /** A corrected plate with the first review that lapses by it is one write. */
  @ParameterizedTest
  @EnumSource
  void aCorrectionIsDoneOrNotDone(Place place) {
    bench.room.write(CaseSamples.finding(1, 1, FindingState.CLOSED));
    bench.casework.follower().sweep();
    CaseRecord read = bench.led(bench.only(CaseSamples.TWO), "review");
    Document before = stored(read.id());
    CaseRecord next = CorrectingTest.corrected(read);
    CaseBook dying =
        new CaseBook(
            bench.database,
            CaseSamples.MOVING,
            bench.register.readings(),
            reached -> {
              if (reached == place) {
                throw new Killed();
              }
            });
    assertThatThrownBy(() -> dying.corrected(next, () -> {}, "a".repeat(24)))
        .isInstanceOf(Killed.class);
    boolean done = place == Place.WRITTEN;
    assertThat(bench.book.find(read.id())).hasValue(done ? next : read);
    assertThat(bench.book.done(read.id(), "a".repeat(24)).isPresent()).isEqualTo(done);
    assertThat(events(read.id())).isEqualTo(done ? next.events() : read.events());
    if (!done) {
      assertThat(stored(read.id())).isEqualTo(before);
    }
    // Asked again it is done, or whoever asks is told that it has been.
    assertThat(bench.book.corrected(next, () -> {}, "b".repeat(24))).isEqualTo(!done);
    assertThat(bench.book.find(read.id())).hasValue(next);
    assertThat(EventChain.check(next, CaseSamples.TABLE, null)).isEmpty();
  }

  /** What the room's changes do to cases is one write each, too. */
  @Test
  void whatAFindingDoesIsDoneOrNotDone() {
    CaseFinding finding = CaseSamples.finding(1, 1, FindingState.CLOSED);
    for (Place place : Place.values()) {
      CaseBook dying =
          new CaseBook(
              bench.database,
              CaseSamples.MOVING,
              bench.register.readings(),
              reached -> {
                if (reached == place) {
                  throw new Killed();
                }
              });
      Intake intake = new Intake(dying, new Grouping(CaseSamples.MOVING, () -> "d".repeat(32)));
      assertThatThrownBy(() -> intake.take(List.of(finding), bench.now.get()))
          .isInstanceOf(Killed.class);
      assertThat(bench.stored()).hasSize(place == Place.WRITTEN ? 1 : 0);
    }
    bench.room.write(finding);
    assertThat(bench.casework.follower().sweep()).isZero();
    assertThat(bench.stored()).hasSize(1);
  }
}
