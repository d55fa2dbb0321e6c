package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.CLOCKS;
import static lantian.desk.cases.CaseSamples.REVIEWER;
import static lantian.desk.cases.CaseSamples.SECOND;
import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.finding;
import static lantian.desk.cases.CaseSamples.id;
import static lantian.desk.cases.CaseSamples.led;
import static lantian.desk.cases.CaseSamples.moved;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import lantian.proto.FindingId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Which findings are one case, whatever order they come in, and what comes too late for it. */
class GroupingTest {
  private static final List<FindingState> STATES = List.of(FindingState.values());

  private final Grouping grouping = CaseSamples.grouping();
  private final List<CaseRecord> cases = new ArrayList<>();

  /** Any order, with repeats and old revisions behind new ones: the case of the naive reference. */
  @RepeatedTest(600)
  void theOrderDoesNotMatter(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    List<CaseFinding> all = new ArrayList<>();
    int findings = 1 + random.nextInt(8);
    for (int number = 1; number <= findings; number++) {
      int revisions = 1 + random.nextInt(4);
      for (int revision = 1; revision <= revisions; revision++) {
        FindingState state = STATES.get(random.nextInt(STATES.size()));
        FindingId replaces = random.nextInt(4) == 0 ? id(1 + random.nextInt(findings)) : null;
        all.add(finding(number, revision, state, TWO, replaces));
      }
    }
    List<CaseFinding> stream = new ArrayList<>(all);
    for (int again = random.nextInt(10); again > 0; again--) {
      stream.add(all.get(random.nextInt(all.size())));
    }
    Collections.shuffle(stream, random);
    stream.forEach(this::take);

    assertThat(cases).as("seed %s", seed.getCurrentRepetition()).hasSize(1);
    assertSame(naive(all), cases.getFirst());
  }

  /** What a case of these findings is: the newest of each, by start. */
  private static CaseRecord naive(List<CaseFinding> all) {
    Map<FindingId, CaseFinding> newest = new HashMap<>();
    for (CaseFinding row : all) {
      newest.merge(row.id(), row, (a, b) -> a.revision() > b.revision() ? a : b);
    }
    List<CaseFinding> rows = new ArrayList<>(newest.values());
    rows.sort(Comparator.comparing(CaseFinding::start).thenComparing(row -> row.id().text()));
    List<Clock> clocks = new ArrayList<>();
    Instant start = null;
    Instant noticed = null;
    for (CaseFinding row : rows) {
      if (row.state() != FindingState.WITHDRAWN) {
        start = start == null || row.start().isBefore(start) ? row.start() : start;
        noticed = noticed == null || row.changed().isBefore(noticed) ? row.changed() : noticed;
      }
    }
    if (start != null && noticed != null) {
      clocks.add(CLOCKS.start("T1", start));
      clocks.add(CLOCKS.start("T6", noticed));
    }
    CaseState state =
        new CaseState(start == null ? "withdrawn" : "candidate", "none", "none", "none");
    return new CaseRecord(
        "",
        0,
        CaseSamples.SUBJECT,
        TWO,
        1,
        null,
        state,
        rows,
        List.of(),
        Set.of(),
        clocks,
        List.of(),
        List.of(),
        List.of());
  }

  private static void assertSame(CaseRecord expected, CaseRecord actual) {
    assertThat(actual.findings()).isEqualTo(expected.findings());
    assertThat(actual.state()).isEqualTo(expected.state());
    assertThat(actual.clocks().stream().filter(Clock::running).toList())
        .isEqualTo(expected.clocks());
    assertThat(actual.flags()).isEmpty();
    assertThat(actual.supplements()).isEmpty();
    assertThat(actual.ordinal()).isEqualTo(1);
    assertThat(actual.previous()).isNull();
    assertThat(actual.due()).isEqualTo(expected.due());
    assertThat(EventChain.check(actual, TABLE, null)).isEmpty();
  }

  /** With persons in between: what they decided on is fixed, and no finding is in two cases. */
  @RepeatedTest(600)
  void whatAPersonDecidedOnIsFixed(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    Map<String, List<CaseFinding>> fixed = new HashMap<>();
    Map<FindingId, Integer> revisions = new HashMap<>();
    for (int step = 0; step < 40; step++) {
      if (random.nextInt(6) == 0) {
        decide(random, fixed);
      } else {
        FindingId id = id(1 + random.nextInt(12));
        int number = Integer.parseInt(id.text(), 16);
        int revision = 1 + random.nextInt(4);
        FindingState state = STATES.get((number + revision) % 3);
        take(finding(number, revision, state));
        revisions.merge(id, revision, Math::max);
      }
      holds(fixed, revisions);
    }
  }

  private void decide(Random random, Map<String, List<CaseFinding>> fixed) {
    if (cases.isEmpty()) {
      return;
    }
    CaseRecord last = cases.getLast();
    CaseRecord next =
        switch (last.state().main()) {
          case "candidate" ->
              moved(last, random.nextBoolean() ? "review" : "dismiss", REVIEWER, at(99));
          case "reviewed" -> moved(last, "confirm", SECOND, at(99));
          default -> last;
        };
    cases.set(cases.size() - 1, next);
    if (!TABLE.takes(next.state())) {
      fixed.putIfAbsent(next.id(), next.findings());
    }
  }

  private void holds(Map<String, List<CaseFinding>> fixed, Map<FindingId, Integer> revisions) {
    int taking = 0;
    Map<FindingId, String> home = new HashMap<>();
    for (CaseRecord record : cases) {
      assertThat(EventChain.check(record, TABLE, null)).isEmpty();
      if (fixed.containsKey(record.id())) {
        assertThat(record.findings()).isEqualTo(fixed.get(record.id()));
        boolean refuted =
            record.supplements().stream().anyMatch(row -> !row.live())
                && record.state().main().equals("confirmed");
        assertThat(record.flags().contains(CaseFlag.CONTRADICTED)).isEqualTo(refuted);
      } else {
        taking++;
        assertThat(record).isSameAs(cases.getLast());
        assertThat(record.state().main().equals("withdrawn"))
            .isEqualTo(record.standing().isEmpty());
        assertThat(record.supplements()).isEmpty();
      }
      for (CaseFinding row : record.findings()) {
        assertThat(home.put(row.id(), record.id())).as("in two cases").isNull();
        assertThat(record.newest(row.id()).orElseThrow().revision())
            .isEqualTo(revisions.get(row.id()));
      }
    }
    assertThat(taking).isLessThanOrEqualTo(1);
    assertThat(home.keySet()).isEqualTo(revisions.keySet());
  }

  @Test
  void aRevisionThatIsKnownChangesNothing() {
    take(finding(1, 2, FindingState.CLOSED));
    assertThat(grouping.take(cases, finding(1, 2, FindingState.CLOSED), at(5))).isEmpty();
    assertThat(grouping.take(cases, finding(1, 1, FindingState.WITHDRAWN), at(5))).isEmpty();
    assertThat(grouping.take(cases, finding(1, 3, FindingState.CLOSED), at(5))).isPresent();
  }

  @Test
  void oneWriteIsOneVersion() {
    take(finding(1, 1, FindingState.CLOSED));
    assertThat(only().version()).isEqualTo(1);
    take(finding(2, 1, FindingState.CLOSED));
    assertThat(only().version()).isEqualTo(2);
    take(finding(1, 2, FindingState.WITHDRAWN));
    take(finding(2, 2, FindingState.WITHDRAWN));
    assertThat(only().version()).isEqualTo(4);
    assertThat(only().events()).extracting(CaseEvent::move).containsExactly("opened", "withdraw");
    take(finding(2, 3, FindingState.CLOSED));
    assertThat(only().version()).isEqualTo(5);
    assertThat(only().events().getLast().move()).isEqualTo("revive");
    assertThat(only().events()).allSatisfy(e -> assertThat(e.actor()).isEqualTo(CaseActor.DESK));
  }

  @Test
  void afterADecisionTheNextFindingOpensACaseBehindIt() {
    cases.add(led(candidate(TWO), "dismiss"));
    take(finding(3, 1, FindingState.OPEN));
    assertThat(cases).hasSize(2);
    assertThat(cases.getLast().ordinal()).isEqualTo(2);
    assertThat(cases.getLast().previous()).isEqualTo(cases.getFirst().id());
    take(finding(4, 1, FindingState.OPEN));
    assertThat(cases).hasSize(2);
    assertThat(cases.getLast().findings()).hasSize(2);
  }

  @Test
  void aFirstReviewLapsesWhenTheRowsChangeAndNotWhenTheyDont() {
    cases.add(moved(candidate(TWO), "review", REVIEWER, at(5)));
    take(finding(1, 1, FindingState.CLOSED));
    assertThat(only().state().main()).isEqualTo("reviewed");
    take(finding(1, 2, FindingState.CLOSED));
    assertThat(only().state().main()).isEqualTo("candidate");
    assertThat(only().reviewers()).isEmpty();
    assertThat(only().events().getLast().move()).isEqualTo("lapse");
  }

  @Test
  void aConfirmedCaseIsSupplementedAndARefutationIsForAPerson() {
    CaseRecord confirmed = led(candidate(TWO), "review", "confirm");
    cases.add(confirmed);
    take(finding(1, 2, FindingState.CLOSED));
    assertThat(only().findings()).isEqualTo(confirmed.findings());
    assertThat(only().supplements()).containsExactly(finding(1, 2, FindingState.CLOSED));
    assertThat(only().flags()).isEmpty();
    assertThat(only().events().getLast().move()).isEqualTo("supplemented");
    take(finding(1, 3, FindingState.WITHDRAWN));
    take(finding(2, 2, FindingState.WITHDRAWN));
    assertThat(only().state().main()).isEqualTo("confirmed"); // nothing is withdrawn of itself
    assertThat(only().flags()).containsExactly(CaseFlag.CONTRADICTED);
    assertThat(only().events().getLast().move()).isEqualTo("contradicted");
    assertThat(only().findings()).isEqualTo(confirmed.findings());
    assertThat(only().clocks()).isEqualTo(confirmed.clocks());
  }

  @Test
  void aDismissedCaseIsNotContradicted() {
    cases.add(led(candidate(TWO), "dismiss"));
    take(finding(1, 2, FindingState.WITHDRAWN));
    assertThat(only().flags()).isEmpty();
    assertThat(only().supplements()).hasSize(1);
  }

  @Test
  void whatReplacesAFindingOfAConfirmedCaseIsTheSameActAndNoNewCase() {
    cases.add(led(candidate(TWO), "review", "confirm"));
    take(finding(7, 1, FindingState.CLOSED, TWO, id(1)));
    assertThat(only().supplements()).extracting(CaseFinding::id).containsExactly(id(7));
    take(finding(8, 1, FindingState.CLOSED, TWO, id(7))); // what replaces the replacement too
    assertThat(only().supplements()).hasSize(2);
    take(finding(9, 1, FindingState.CLOSED, TWO, id(99)));
    assertThat(cases).hasSize(2);
  }

  @Test
  void whatReplacesAFindingOfADismissedCaseIsLookedAtAnew() {
    cases.add(led(candidate(TWO), "dismiss"));
    take(finding(7, 1, FindingState.CLOSED, TWO, id(1)));
    assertThat(cases).hasSize(2);
    assertThat(cases.getLast().findings()).extracting(CaseFinding::id).containsExactly(id(7));
  }

  @Test
  void aFullManifestTakesNoMoreFindingsButTheirRevisions() {
    for (int number = 1; number <= Grouping.MOST_FINDINGS; number++) {
      take(finding(number, 1, FindingState.CLOSED));
    }
    assertThat(cases).hasSize(1);
    take(finding(Grouping.MOST_FINDINGS + 1, 1, FindingState.CLOSED));
    assertThat(cases).hasSize(2);
    take(finding(1, 2, FindingState.CLOSED));
    assertThat(cases).hasSize(2);
    assertThat(cases.getFirst().newest(id(1)).orElseThrow().revision()).isEqualTo(2);
    assertThat(cases.getLast().findings()).hasSize(1);
  }

  private CaseRecord only() {
    assertThat(cases).hasSize(1);
    return cases.getFirst();
  }

  private void take(CaseFinding finding) {
    Optional<CaseRecord> written = grouping.take(List.copyOf(cases), finding, at(80));
    written.ifPresent(record -> {
      CaseRecord before =
          cases.stream().filter(c -> c.id().equals(record.id())).findFirst().orElse(null);
      assertThat(record.version()).isEqualTo(before == null ? 1 : before.version() + 1);
      if (before == null) {
        cases.add(record);
      } else {
        cases.set(cases.indexOf(before), record);
      }
    });
  }
}
