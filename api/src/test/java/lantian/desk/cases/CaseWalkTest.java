package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.MOVING;
import static lantian.desk.cases.CaseSamples.ONE;
import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.data;
import static lantian.desk.cases.CaseSamples.finding;
import static lantian.desk.cases.CaseSamples.led;
import static lantian.desk.cases.CaseSamples.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Walks from a new case wherever moves lead: all of the table is used, and what must hold holds.
 */
class CaseWalkTest {
  private record Place(CaseState state, Set<CaseFlag> flags, int reviewers) {}

  private final Set<String> walked = new HashSet<>();
  private final Set<Place> seen = new HashSet<>();
  private final Deque<CaseRecord> open = new ArrayDeque<>();

  @ParameterizedTest
  @ValueSource(strings = {TWO, ONE})
  void everyRowIsWalkedAndNoWayLeadsAstray(String kind) {
    arrive(candidate(kind));
    while (!open.isEmpty()) {
      CaseRecord record = open.removeFirst();
      for (Transition row : TABLE.fitting(record)) {
        step(record, row);
      }
      refuted(record);
    }
    Set<String> all = new HashSet<>();
    for (Transition row : TABLE.transitions()) {
      if (row.reviewers() == null || row.reviewers() == TABLE.reviewersOf(kind)) {
        row.from().forEach(from -> all.add(row.move().id() + " " + from));
      }
    }
    // A kind with one reviewer never stands at reviewed.
    all.removeIf(name -> kind.equals(ONE) && name.endsWith(" reviewed"));
    assertThat(walked).containsExactlyInAnyOrderElementsOf(all);
    assertThat(seen).hasSizeGreaterThan(300);
  }

  private void step(CaseRecord record, Transition row) {
    Asked asked =
        Asked.of(
            row.move().id(),
            CaseSamples.allowed(record, row),
            at(24 * 40 * (record.events().size() + 1)),
            "理由",
            data(row),
            open(record));
    switch (MOVING.move(record, asked)) {
      case Answered.Moved moved -> {
        walked.add(row.move().id() + " " + record.state().of(row.move().track()));
        assertThat(EventChain.check(moved.next(), TABLE, null)).isEmpty();
        arrive(moved.next());
      }
      case Answered.Refused refused ->
          assertThat(refused.why()).as("%s from %s", row, record).isEqualTo(Answered.Why.GATE);
    }
  }

  /** One of its findings no longer follows. */
  private void refuted(CaseRecord record) {
    if (!TABLE.takes(record.state())) {
      CaseRecord next =
          CaseSamples.grouping()
              .take(
                  List.of(record),
                  finding(1, 2, FindingState.WITHDRAWN, record.kind(), null),
                  at(24 * 40 * (record.events().size() + 1)))
              .orElse(record);
      arrive(next);
    }
  }

  private void arrive(CaseRecord record) {
    if (seen.add(new Place(record.state(), record.flags(), record.reviewers().size()))) {
      holds(record);
      open.addLast(record);
    }
  }

  private static void holds(CaseRecord record) {
    CaseState state = record.state();
    String main = state.main();
    if (main.equals("closed")) {
      assertThat(state.penalty()).isIn("paid", "exempted", "cancelled");
      assertThat(state.repair()).isIn("passed", "notRequired", "scrapped");
    }
    if (Set.of("pending", "entered", "notified", "paid").contains(state.penalty())) {
      assertThat(main).as("a penalty without receipt: %s", state).isIn("received", "closed");
    }
    if (Set.of("entered", "notified").contains(state.penalty())) {
      assertThat(main).isEqualTo("received");
    }
    if (Set.of("revoked", "withdrawn", "dismissed", "merged").contains(main)) {
      assertThat(record.due()).as("a clock runs on in %s", state).isNull();
      assertThat(record.flags()).doesNotContain(CaseFlag.CONTRADICTED);
      assertThat(state.repair()).isNotIn("ordered", "repaired", "failed", "escalated");
    }
    if (state.appeal().equals("granted")) {
      assertThat(main).isEqualTo("revoked");
    }
    if (Set.of("ordered", "repaired", "failed", "escalated").contains(state.repair())) {
      assertThat(record.running("T7")).as("repair without a limit: %s", state).isPresent();
    } else {
      assertThat(record.running("T7")).as("limit without a repair: %s", state).isEmpty();
    }
    int reviewers = new HashSet<>(record.reviewers()).size();
    if (!TABLE.takes(state) && !Set.of("dismissed", "merged").contains(main)) {
      assertThat(reviewers).as("%s", record).isEqualTo(TABLE.reviewersOf(record.kind()));
    }
  }

  @Test
  void aWholeLife() {
    CaseRecord closed =
        led(
            candidate(TWO),
            "review",
            "confirm",
            "refer",
            "receive",
            "orderRepair",
            "enter",
            "notify",
            "recordRepair",
            "failRetest",
            "orderRepair",
            "pay",
            "recordRepair",
            "passRetest",
            "raiseAppeal",
            "upholdDecision",
            "close");
    assertThat(closed.state()).isEqualTo(new CaseState("closed", "paid", "passed", "upheld"));
    assertThat(closed.due()).isNull();
    assertThat(closed.events()).hasSize(17);
  }

  @Test
  void closingNeedsAllThreeTracks() {
    CaseRecord paid =
        led(candidate(TWO), "review", "confirm", "refer", "receive", "enter", "notify", "pay");
    assertThat(shut(paid)).containsExactly("repair");
    CaseRecord appealed = led(paid, "waiveRepair", "raiseAppeal");
    assertThat(shut(appealed)).containsExactly("appeal");
    CaseRecord both = led(candidate(TWO), "review", "confirm", "refer", "receive");
    assertThat(shut(both)).containsExactly("penalty", "repair");
    CaseRecord repaired = led(both, "orderRepair", "recordRepair", "passRetest");
    assertThat(shut(repaired)).containsExactly("penalty");
    assertThat(shut(led(repaired, "exempt"))).isEmpty();
    assertThat(shut(led(appealed, "upholdDecision"))).isEmpty();
    assertThat(led(repaired, "exempt", "close").state().main()).isEqualTo("closed");
  }

  @Test
  void anAppealThatIsGrantedGivesBackWhatWasPaid() {
    CaseRecord closed =
        led(
            candidate(TWO),
            "review",
            "confirm",
            "refer",
            "receive",
            "enter",
            "notify",
            "pay",
            "waiveRepair",
            "close");
    CaseRecord granted = led(closed, "raiseAppeal", "grantAppeal");
    assertThat(granted.state())
        .isEqualTo(new CaseState("revoked", "cancelled", "notRequired", "granted"));
    assertThat(granted.flags()).containsExactly(CaseFlag.REVERSAL_DUE);
    assertThat(led(granted, "giveBack").flags()).isEmpty();
    CaseRecord unpaid =
        led(
            candidate(TWO),
            "review",
            "confirm",
            "refer",
            "receive",
            "enter",
            "raiseAppeal",
            "grantAppeal");
    assertThat(unpaid.state().penalty()).isEqualTo("cancelled");
    assertThat(unpaid.flags()).isEmpty();
  }

  @Test
  void whatWasReturnedComesBackAsItWas() {
    CaseRecord returned = led(candidate(TWO), "review", "confirm", "refer", "receive", "return");
    assertThat(returned.state()).isEqualTo(new CaseState("returned", "none", "none", "none"));
    CaseRecord again = led(returned, "supplement", "refer", "receive");
    assertThat(again.state()).isEqualTo(new CaseState("received", "pending", "none", "none"));
    CaseRecord handedBack = led(again, "handBack", "takeOver");
    assertThat(handedBack.state().main()).isEqualTo("confirmed");
  }

  private static List<String> shut(CaseRecord record) {
    return MOVING.legal(record, CaseSamples.REVIEWER, open(record), at(1000)).stream()
        .filter(move -> move.transition().move().id().equals("close"))
        .flatMap(move -> move.gates().stream())
        .flatMap(gate -> gate.shut().stream())
        .map(GateReading.Why::about)
        .toList();
  }
}
