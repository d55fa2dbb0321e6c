package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.MOVING;
import static lantian.desk.cases.CaseSamples.REVIEWER;
import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.led;
import static lantian.desk.cases.CaseSamples.open;
import static lantian.desk.cases.CaseSamples.person;
import static lantian.desk.cases.CaseSamples.refused;
import static lantian.desk.cases.CaseSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a move asks for, what it leaves behind, and that nothing else has a say. */
class MovingTest {
  private static final CaseRecord RECEIVED =
      led(candidate(TWO), "review", "confirm", "refer", "receive");
  private static final CaseActor POLICE = person(Role.POLICE);

  @Test
  void everyMoveNeedsAReasonInPlainWords() {
    for (String reason : List.of("", " ", "\u3000", "a\nb", "a\0", "\u0085", "a\ud83d")) {
      Answered.Refused refused = refused(RECEIVED, cancel("plateMisread", reason));
      assertThat(refused.why()).isEqualTo(Answered.Why.DATA);
      assertThat(refused.fields()).containsExactly("reason");
    }
    assertThat(MOVING.move(RECEIVED, cancel("plateMisread", "号牌识别有误 \ud83d\ude9a")))
        .isInstanceOf(Answered.Moved.class);
  }

  @Test
  void aReasonHasAnEnd() {
    assertThat(MOVING.move(RECEIVED, cancel("other", "长".repeat(DataField.LONGEST))))
        .isInstanceOf(Answered.Moved.class);
    assertThat(refused(RECEIVED, cancel("other", "长".repeat(DataField.LONGEST + 1))).fields())
        .containsExactly("reason");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "emergencyDuty",
        "stolenOrMisused",
        "necessity",
        "handledOnSpot",
        "inconsistentSignals",
        "unclearRecord",
        "plateMisread",
        "other"
      })
  void theEightGroundsCancel(String ground) {
    Answered answer = MOVING.move(RECEIVED, cancel(ground, "核实"));
    assertThat(((Answered.Moved) answer).next().state().penalty()).isEqualTo("cancelled");
    assertThat(((Answered.Moved) answer).event().data()).isEqualTo(Map.of("ground", ground));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Other", "ninth", "other ", "1"})
  void noOtherGroundDoes(String ground) {
    assertThat(refused(RECEIVED, cancel(ground, "核实")).fields()).containsExactly("ground");
  }

  @Test
  void dataThatIsMissingOrNotAskedForIsNamed() {
    CaseRecord notified = led(RECEIVED, "enter", "notify");
    Map<String, String> data = Map.of("amount", "-1", "fine", "1");
    Answered.Refused refused =
        refused(notified, Asked.of("pay", POLICE, at(9), "已缴款", data, open(notified)));
    assertThat(refused.why()).isEqualTo(Answered.Why.DATA);
    assertThat(refused.fields()).containsExactly("amount", "paidOn", "fine");
    assertThat(words(refused.legal())).contains("pay", "exempt", "cancel");
  }

  @ParameterizedTest
  @CsvSource({
    "amount, 0, true",
    "amount, 200.5, true",
    "amount, 200.505, false",
    "amount, 1e3, false",
    "amount, 1234567890, false",
    "paidOn, 2026-02-28, true",
    "paidOn, 2026-02-29, false",
    "paidOn, 2026-2-1, false",
    "paidOn, 20260228, false",
    "into, ffffffffffffffffffffffffffffffff, true",
    "into, fffffffffffffffffffffffffffffff, false",
    "into, FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, false",
    "order, M-2026/17, true",
    "order, ' ', false"
  })
  void fieldsTakeWhatTheyAreFor(String field, String value, boolean fits) {
    assertThat(TABLE.field(field).accepts(value)).isEqualTo(fits);
  }

  @Test
  void theFirstThingThatIsWrongIsTold() {
    CaseRecord record = candidate(TWO);
    Map<String, String> none = Map.of();
    // Wrong role and no reason: the role.
    Asked police = Asked.of("review", POLICE, at(3), "", none, GateFacts.NOTHING);
    assertThat(refused(record, police).why()).isEqualTo(Answered.Why.ROLE);
    assertThat(refused(record, police).legal()).isEmpty();
    // No reason and shut gates: the reason.
    Asked silent = Asked.of("review", REVIEWER, at(3), "", none, GateFacts.NOTHING);
    assertThat(refused(record, silent).why()).isEqualTo(Answered.Why.DATA);
    Asked unknown = Asked.of("review", REVIEWER, at(3), "初审", none, GateFacts.NOTHING);
    assertThat(refused(record, unknown).why()).isEqualTo(Answered.Why.GATE);
  }

  @Test
  void sameInputSameAnswerAndTheCaseBeforeStaysAsItWas() {
    CaseRecord before = candidate(TWO);
    List<CaseEvent> events = List.copyOf(before.events());
    Asked asked = Asked.of("review", REVIEWER, at(3), "初审", Map.of(), open(before));
    assertThat(MOVING.move(before, asked)).isEqualTo(MOVING.move(before, asked));
    assertThat(before.events()).isEqualTo(events);
    assertThat(before.state().main()).isEqualTo("candidate");
  }

  @Test
  void theEventSaysWhoWhatAndWhen() {
    CaseRecord before = candidate(TWO);
    Instant now = at(3).plusNanos(123_456_789);
    CaseActor actor = CaseSamples.person("u-9", Role.ECOLOGY);
    Asked asked = Asked.of("review", actor, now, "初审", Map.of(), open(before));
    CaseEvent event = ((Answered.Moved) MOVING.move(before, asked)).event();
    assertThat(event.seq()).isEqualTo(before.events().size());
    assertThat(event.at()).isEqualTo(at(3).plusMillis(123));
    assertThat(event.actor()).isEqualTo(actor);
    assertThat(event.move()).isEqualTo("review");
    assertThat(event.from()).isEqualTo(before.state());
    assertThat(event.to()).isEqualTo(before.state().with(Track.MAIN, "reviewed"));
    assertThat(event.reason()).isEqualTo("初审");
    assertThat(event.previous()).isEqualTo(before.events().getLast().hash());
  }

  @Test
  void aFullTimelineTakesNoMove() {
    List<CaseEvent> many =
        new ArrayList<>(Collections.nCopies(Moving.MOST_EVENTS - 1, RECEIVED.events().getFirst()));
    CaseRecord almost = withEvents(many);
    assertThat(MOVING.move(almost, cancel("other", "核实"))).isInstanceOf(Answered.Moved.class);
    many.add(RECEIVED.events().getFirst());
    assertThat(refused(withEvents(many), cancel("other", "核实")).why()).isEqualTo(Answered.Why.FULL);
  }

  @Test
  void theDeskActsOnlyWhereTheTableSaysSoAndNobodyActsForTheDesk() {
    CaseRecord record = candidate(TWO);
    assertThat(words(MOVING.legal(record, CaseActor.DESK, open(record), at(3))))
        .containsExactly("withdraw");
    CaseActor pretender =
        new CaseActor(CaseActor.DESK.kind(), "desk", "desk", Role.ECOLOGY, null, null);
    Asked asked = new Asked("withdraw", pretender, at(3), "撤回", new TreeMap<>(), open(record));
    assertThat(refused(record, asked).why()).isEqualTo(Answered.Why.ROLE);
  }

  private static CaseRecord withEvents(List<CaseEvent> events) {
    return new CaseRecord(
        RECEIVED.id(),
        RECEIVED.version(),
        RECEIVED.subject(),
        RECEIVED.kind(),
        RECEIVED.ordinal(),
        RECEIVED.previous(),
        RECEIVED.state(),
        RECEIVED.findings(),
        RECEIVED.supplements(),
        RECEIVED.flags(),
        RECEIVED.clocks(),
        RECEIVED.reviewers(),
        RECEIVED.corrections(),
        events);
  }

  private static Asked cancel(String ground, String reason) {
    return Asked.of("cancel", POLICE, at(9), reason, Map.of("ground", ground), open(RECEIVED));
  }
}
