package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.MOVING;
import static lantian.desk.cases.CaseSamples.ONE;
import static lantian.desk.cases.CaseSamples.REVIEWER;
import static lantian.desk.cases.CaseSamples.SECOND;
import static lantian.desk.cases.CaseSamples.SUBJECT;
import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.facts;
import static lantian.desk.cases.CaseSamples.finding;
import static lantian.desk.cases.CaseSamples.id;
import static lantian.desk.cases.CaseSamples.led;
import static lantian.desk.cases.CaseSamples.moved;
import static lantian.desk.cases.CaseSamples.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Role;
import lantian.proto.FindingId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each gate, open and shut, with the step between the two as small as it gets. */
class GatesTest {
  private static final CaseRecord CONFIRMED = led(candidate(TWO), "review", "confirm");
  private static final FindingFacts.Evidence INTACT = FindingFacts.Evidence.INTACT;

  @Test
  void aPersonDecides() {
    assertOpen(Gate.PERSON_DECIDES, candidate(TWO), REVIEWER, open(CONFIRMED));
    assertShut(
        Gate.PERSON_DECIDES,
        candidate(TWO),
        CaseSamples.machine(Role.ECOLOGY),
        open(CONFIRMED),
        "");
    assertShut(Gate.PERSON_DECIDES, candidate(TWO), CaseActor.DESK, open(CONFIRMED), "");
  }

  @Test
  void theRegistryMatches() {
    Gate gate = Gate.REGISTRY_MATCH;
    assertOpen(gate, fact(true, true, false, false, FindingFacts.Evidence.UNKNOWN, false));
    assertLacks(gate, fact(true, false, true, true, INTACT, true), id(1).text());
    assertLacks(gate, fact(false, false, true, true, INTACT, true), id(1).text());
    assertLacks(gate, null, id(1).text());
  }

  @Test
  void theTerminalIsCertified() {
    Gate gate = Gate.TERMINAL_CERTIFIED;
    assertOpen(gate, fact(false, false, true, true, FindingFacts.Evidence.UNKNOWN, false));
    assertLacks(gate, fact(true, true, true, false, INTACT, true), id(1).text());
    assertLacks(gate, fact(true, true, false, true, INTACT, true), id(1).text());
    assertLacks(gate, null, id(1).text());
  }

  @Test
  void theEvidenceIsIntact() {
    Gate gate = Gate.EVIDENCE_INTACT;
    for (FindingFacts.Evidence state : FindingFacts.Evidence.values()) {
      FindingFacts fact = fact(false, false, false, false, state, false);
      if (state == INTACT) {
        assertOpen(gate, fact);
      } else {
        assertLacks(gate, fact, id(1).text());
      }
    }
    assertLacks(gate, null, id(1).text());
  }

  @Test
  void theLawWasInForce() {
    Gate gate = Gate.LEGAL_BASIS;
    assertOpen(gate, fact(false, false, false, false, FindingFacts.Evidence.UNKNOWN, true));
    assertLacks(gate, fact(true, true, true, true, INTACT, false), id(1).text());
    assertLacks(gate, null, id(1).text());
  }

  @Test
  void unverifiedLawCarriesACaseOnlyIfTheSettingSaysSo() {
    CaseRecord record = with(CONFIRMED, new LegalBasis("大气法", "Air law", false));
    GateFacts strict = open(record);
    assertShut(Gate.LEGAL_BASIS, record, REVIEWER, strict, id(1).text());
    GateFacts lenient =
        new GateFacts(strict.findings(), true, "Wuzhong", "Wuzhong", List.of(), null);
    assertOpen(Gate.LEGAL_BASIS, record, REVIEWER, lenient);
    CaseRecord none = with(CONFIRMED, new LegalBasis(" ", "", true));
    assertShut(Gate.LEGAL_BASIS, none, REVIEWER, lenient, id(1).text());
  }

  @Test
  void oneProvenSenderIsNeededAndEnough() {
    CaseRecord one = proven(CONFIRMED, true, false);
    assertOpen(Gate.PROVEN_SENDER, one, REVIEWER, GateFacts.NOTHING);
    assertShut(
        Gate.PROVEN_SENDER, proven(CONFIRMED, false, false), REVIEWER, GateFacts.NOTHING, "");
    // A refuted finding proves nobody.
    CaseRecord refuted = refuted(one, 1);
    assertShut(Gate.PROVEN_SENDER, refuted, REVIEWER, GateFacts.NOTHING, "");
    assertOpen(Gate.PROVEN_SENDER, refuted(one, 2), REVIEWER, GateFacts.NOTHING);
  }

  @Test
  void twoReviewersAreTwoPersons() {
    Gate gate = Gate.SECOND_REVIEWER;
    CaseRecord reviewed = moved(candidate(TWO), "review", REVIEWER, at(3));
    assertShut(gate, reviewed, REVIEWER, open(reviewed), "");
    assertOpen(gate, reviewed, SECOND, open(reviewed));
    // The same account under another name or organisation is the same person.
    CaseActor renamed =
        new CaseActor(
            REVIEWER.kind(), REVIEWER.id(), "other", Role.ECOLOGY, "elsewhere", "Wujiang");
    assertShut(gate, reviewed, renamed, open(reviewed), "");
    assertShut(gate, candidate(TWO), SECOND, open(reviewed), "");
  }

  @Test
  void aKindWithTwoReviewersCantBeConfirmedByOneAndAKindWithOneNeedsNoSecond() {
    CaseRecord two = candidate(TWO);
    Asked confirm = Asked.of("confirm", REVIEWER, at(3), "属实", Map.of(), open(two));
    assertThat(CaseSamples.refused(two, confirm).why()).isEqualTo(Answered.Why.ILLEGAL);
    CaseRecord reviewed = moved(two, "review", REVIEWER, at(3));
    Answered.Refused same = CaseSamples.refused(reviewed, confirm);
    assertThat(same.why()).isEqualTo(Answered.Why.GATE);
    assertThat(same.gates())
        .filteredOn(gate -> !gate.open())
        .extracting(GateReading::gate)
        .containsExactly(Gate.SECOND_REVIEWER);
    assertThat(moved(reviewed, "confirm", SECOND, at(4)).reviewers()).containsExactly("u-1", "u-2");
    assertThat(moved(candidate(ONE), "confirm", REVIEWER, at(3)).reviewers())
        .containsExactly("u-1");
  }

  @Test
  void afterAFirstReviewHasLapsedTheSamePersonMayReviewAgainButNotTwice() {
    CaseRecord reviewed = moved(candidate(TWO), "review", REVIEWER, at(3));
    CaseRecord lapsed =
        CaseSamples.grouping()
            .take(List.of(reviewed), finding(3, 1, FindingState.CLOSED), at(4))
            .orElseThrow();
    assertThat(lapsed.state().main()).isEqualTo("candidate");
    assertThat(lapsed.reviewers()).isEmpty();
    CaseRecord again = moved(lapsed, "review", REVIEWER, at(5));
    assertShut(Gate.SECOND_REVIEWER, again, REVIEWER, open(again), "");
    assertOpen(Gate.SECOND_REVIEWER, again, SECOND, open(again));
  }

  @Test
  void noActIsPunishedTwice() {
    Instant start = CONFIRMED.findings().getFirst().start();
    Instant end = CONFIRMED.findings().getLast().until();
    assertOpen(Gate.NO_SECOND_PENALTY, punished(start.minusSeconds(60), start.minusSeconds(1)));
    assertShut(Gate.NO_SECOND_PENALTY, punished(start.minusSeconds(60), start), "c2");
    assertShut(Gate.NO_SECOND_PENALTY, punished(end, end.plusSeconds(60)), "c2");
    assertOpen(Gate.NO_SECOND_PENALTY, punished(end.plusSeconds(1), end.plusSeconds(60)));
    // Between the two findings of the case nothing happened.
    Instant between = CONFIRMED.findings().getFirst().until().plusSeconds(1);
    assertOpen(Gate.NO_SECOND_PENALTY, punished(between, between.plusSeconds(60)));
  }

  @Test
  void theCountyIsTheOneOfTheAct() {
    assertOpen(Gate.SAME_COUNTY, counties("Wuzhong", "Wuzhong"));
    assertShut(Gate.SAME_COUNTY, counties("Wuzhong", "Wujiang"), "");
    assertShut(Gate.SAME_COUNTY, counties("Wuzhong", null), "");
    assertShut(Gate.SAME_COUNTY, counties(null, "Wuzhong"), "");
    assertShut(Gate.SAME_COUNTY, counties(null, null), "");
  }

  @Test
  void aRefutedFindingHasToBeDecidedOn() {
    assertOpen(Gate.NOT_CONTRADICTED, CONFIRMED, REVIEWER, GateFacts.NOTHING);
    CaseRecord refuted = refuted(CONFIRMED, 1);
    assertShut(Gate.NOT_CONTRADICTED, refuted, REVIEWER, GateFacts.NOTHING, "");
    CaseRecord maintained = led(refuted, "maintain");
    assertOpen(Gate.NOT_CONTRADICTED, maintained, REVIEWER, GateFacts.NOTHING);
    assertThat(TABLE.fitting(maintained)).noneMatch(row -> row.move().id().equals("maintain"));
    // Evidence of the refuted one is no longer asked for; but something has to stand.
    GateFacts second =
        new GateFacts(
            Map.of(id(2), fact(true, true, true, true, INTACT, true)),
            false,
            null,
            null,
            List.of(),
            null);
    assertOpen(Gate.EVIDENCE_INTACT, refuted, REVIEWER, second);
    assertShut(Gate.EVIDENCE_INTACT, refuted(refuted, 2), REVIEWER, second, "");
  }

  @Test
  void mergesOnlyIntoALivingCaseOfTheSameSubject() {
    assertOpen(Gate.MERGE_TARGET, target("c2", SUBJECT, false));
    assertShut(Gate.MERGE_TARGET, target("c2", "LSVAU2A37N2000002", false), "c2");
    assertShut(Gate.MERGE_TARGET, target("c2", SUBJECT, true), "c2");
    assertShut(Gate.MERGE_TARGET, target(CONFIRMED.id(), SUBJECT, false), "");
    assertShut(Gate.MERGE_TARGET, GateFacts.NOTHING, "");
  }

  @Test
  void aCorrectedPlateThatIsNotTheFiledOneShutsTheRegistersGate() {
    FindingFacts agrees =
        new FindingFacts(true, true, true, true, true, FindingFacts.Evidence.INTACT, true);
    FindingFacts differs =
        new FindingFacts(true, true, false, true, true, FindingFacts.Evidence.INTACT, true);
    FindingFacts unfiled =
        new FindingFacts(true, false, false, true, true, FindingFacts.Evidence.INTACT, true);
    assertOpen(Gate.REGISTRY_MATCH, facts(CONFIRMED, agrees));
    assertShut(Gate.REGISTRY_MATCH, facts(CONFIRMED, differs), id(1).text());
    GateReading shut =
        read(Gate.REGISTRY_MATCH, CONFIRMED, REVIEWER, facts(CONFIRMED, differs), at(9));
    assertThat(shut.shut().getFirst().zh()).contains("更正备案登记", "撤回更正");
    assertThat(shut.shut().getFirst().en()).contains("correct the register", "take the correction");
    // What is missing altogether is told first.
    assertThat(
            read(Gate.REGISTRY_MATCH, CONFIRMED, REVIEWER, facts(CONFIRMED, unfiled), at(9))
                .shut()
                .getFirst()
                .zh())
        .contains("未备案");
  }

  @Test
  void onlyARepairThatIsOverdueIsEscalated() {
    CaseRecord ordered = led(CONFIRMED, "orderRepair");
    Instant due = ordered.running("T7").orElseThrow().due();
    assertThat(read(Gate.REPAIR_OVERDUE, ordered, REVIEWER, GateFacts.NOTHING, due).open())
        .isFalse();
    assertThat(
            read(Gate.REPAIR_OVERDUE, ordered, REVIEWER, GateFacts.NOTHING, due.plusMillis(1))
                .open())
        .isTrue();
    assertThat(
            read(Gate.REPAIR_OVERDUE, CONFIRMED, REVIEWER, GateFacts.NOTHING, due.plusMillis(1))
                .open())
        .isFalse();
  }

  @Test
  void aRefusalTellsEveryGateAndWhyItIsShut() {
    FindingFacts poor = fact(true, false, true, false, FindingFacts.Evidence.ALTERED, true);
    Asked refer = Asked.of("refer", REVIEWER, at(9), "移送", Map.of(), facts(CONFIRMED, poor));
    Answered.Refused refused = CaseSamples.refused(CONFIRMED, refer);
    assertThat(refused.why()).isEqualTo(Answered.Why.GATE);
    assertThat(refused.gates()).hasSize(8);
    assertThat(refused.gates())
        .filteredOn(gate -> !gate.open())
        .extracting(GateReading::gate)
        .containsExactly(Gate.REGISTRY_MATCH, Gate.TERMINAL_CERTIFIED, Gate.EVIDENCE_INTACT);
    assertThat(refused.gates().get(1).shut())
        .extracting(GateReading.Why::about)
        .containsExactly(id(1).text(), id(2).text());
    assertThat(moved(CONFIRMED, "refer", REVIEWER, at(9)).state().main()).isEqualTo("referred");
  }

  private static FindingFacts fact(
      boolean filed,
      boolean plate,
      boolean terminal,
      boolean period,
      FindingFacts.Evidence evidence,
      boolean law) {
    return new FindingFacts(filed, plate, true, terminal, period, evidence, law);
  }

  private static GateFacts punished(Instant from, Instant to) {
    return new GateFacts(
        Map.of(), false, null, null, List.of(new GateFacts.PenalisedAct("c2", from, to)), null);
  }

  private static GateFacts counties(@Nullable String then, @Nullable String now) {
    return new GateFacts(Map.of(), false, then, now, List.of(), null);
  }

  private static GateFacts target(String id, String subject, boolean ended) {
    return new GateFacts(
        Map.of(), false, null, null, List.of(), new GateFacts.MergeTarget(id, subject, ended));
  }

  private static CaseRecord refuted(CaseRecord record, int number) {
    return CaseSamples.grouping()
        .take(List.of(record), finding(number, 2, FindingState.WITHDRAWN), at(50 + number))
        .orElseThrow();
  }

  private static CaseRecord proven(CaseRecord record, boolean first, boolean second) {
    List<CaseFinding> rows = record.findings();
    return record.rows(
        List.of(verified(rows.get(0), first), verified(rows.get(1), second)),
        List.of(),
        EnumSet.noneOf(CaseFlag.class));
  }

  private static CaseFinding verified(CaseFinding row, boolean verified) {
    return copy(row, verified, row.law());
  }

  private static CaseRecord with(CaseRecord record, LegalBasis law) {
    List<CaseFinding> rows = record.findings().stream().map(row -> copy(row, true, law)).toList();
    return record.rows(rows, List.of(), record.flags());
  }

  private static CaseFinding copy(CaseFinding row, boolean verified, LegalBasis law) {
    return new CaseFinding(
        row.id(),
        row.revision(),
        row.changed(),
        row.state(),
        row.replaces(),
        row.subject(),
        row.kind(),
        verified,
        row.origin(),
        row.ruleSet(),
        row.start(),
        row.end(),
        row.figures(),
        row.reason(),
        law,
        row.packets());
  }

  private static void assertOpen(Gate gate, FindingFacts each) {
    assertOpen(gate, CONFIRMED, REVIEWER, facts(CONFIRMED, each));
  }

  private static void assertOpen(Gate gate, GateFacts facts) {
    assertOpen(gate, CONFIRMED, REVIEWER, facts);
  }

  private static void assertOpen(Gate gate, CaseRecord record, CaseActor actor, GateFacts facts) {
    assertThat(read(gate, record, actor, facts, at(60)).shut()).isEmpty();
  }

  /** The first finding lacks something, the second lacks nothing: that is enough to shut it. */
  private static void assertLacks(Gate gate, @Nullable FindingFacts first, String about) {
    FindingFacts fine = fact(true, true, true, true, INTACT, true);
    Map<FindingId, FindingFacts> all =
        first == null ? Map.of(id(2), fine) : Map.of(id(1), first, id(2), fine);
    assertShut(
        gate, CONFIRMED, REVIEWER, new GateFacts(all, false, null, null, List.of(), null), about);
  }

  private static void assertShut(Gate gate, GateFacts facts, String about) {
    assertShut(gate, CONFIRMED, REVIEWER, facts, about);
  }

  private static void assertShut(
      Gate gate, CaseRecord record, CaseActor actor, GateFacts facts, String about) {
    List<GateReading.Why> shut = read(gate, record, actor, facts, at(60)).shut();
    assertThat(shut).as(gate.id()).isNotEmpty();
    assertThat(shut.getFirst().about()).isEqualTo(about);
    assertThat(shut.getFirst().zh()).matches(".*\\p{IsHan}.*");
  }

  private static GateReading read(
      Gate gate, CaseRecord record, CaseActor actor, GateFacts facts, Instant now) {
    return gate.read(new GateView(record, record.state(), actor, facts, now, MOVING.table()));
  }
}
