package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.CLOCKS;
import static lantian.desk.cases.CaseSamples.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that contradicts itself keeps the desk from starting and says why. */
class CaseTableTest {
  private static final String TEXT = Branch.resource("case-table.yaml");

  @Test
  void theBuiltInOneIsSound() {
    assertThatCode(() -> CaseTable.read(TEXT, CLOCKS.ids())).doesNotThrowAnyException();
    assertThat(TABLE.initial()).isEqualTo(new CaseState("candidate", "none", "none", "none"));
    assertThat(TABLE.reviewersOf("OBD-NOX-LASTING")).isEqualTo(2);
    assertThat(TABLE.reviewersOf("OBD-MIL-LASTING")).isEqualTo(1);
    assertThat(TABLE.reviewersOf("A-KIND-NOBODY-LISTED")).isEqualTo(2);
    assertThat(TABLE.field("ground").codes()).hasSize(8);
  }

  @Test
  void everyIdHasWordsInBothLanguages() {
    for (Track track : Track.values()) {
      assertThat(TABLE.states(track)).allSatisfy(s -> words(s.zh(), s.en()));
    }
    assertThat(TABLE.moves()).allSatisfy(m -> words(m.zh(), m.en()));
    assertThat(TABLE.marks()).allSatisfy(m -> words(m.zh(), m.en()));
    assertThat(TABLE.fields()).allSatisfy(f -> words(f.zh(), f.en()));
    assertThat(Gate.values()).allSatisfy(g -> words(g.zh(), g.en()));
    assertThat(CaseFlag.values()).allSatisfy(f -> words(f.zh(), f.en()));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "from: [paid], | from: [payed], | unknown state penalty.payed",
        "to: entered, | to: entred, | unknown state penalty.entred",
        "when: {main: [received]}, roles: [police], needs: [notice] "
            + "| when: {main: [receved]}, roles: [police], needs: [notice] "
            + "| unknown state main.receved",
        "{track: penalty, from: [none], to: pending} "
            + "| {track: penalty, from: [none], to: waiting} | unknown state penalty.waiting",
        "roles: [station], needs: [test], stops | roles: [garage], needs: [test], stops "
            + "| unknown role garage",
        "gates: [repairOverdue] | gates: [repairLate] | unknown gate repairLate",
        "stops: [T3], | stops: [T33], | unknown clock T33",
        "opening: {starts: [T1, T6]} | opening: {starts: [T1, T9]} | unknown clock T9",
        "needs: [statement] | needs: [testimony] | unknown field testimony",
        "clears: REVERSAL_DUE | clears: REVERSAL | unknown flag REVERSAL",
        "- {move: escalate, | - {move: escalade, | unknown move escalade",
        "track: repair, zh: 逾期升级 | track: mending, zh: 逾期升级 | unknown track mending",
        "type: amount | type: money | unknown type money",
        "review: lapses, reversible: true} | review: laps, reversible: true} "
            + "| unknown review laps",
        "- {move: upholdDecision, from: [raised] | - {move: grantAppeal, from: [raised] "
            + "| grantAppeal has two rows from raised",
        "- {move: upholdDecision, from: [raised] | - {move: grantAppeal, from: [raised] "
            + "| move upholdDecision has no transition",
        "{id: upheld, zh: 维持, en: Decision upheld, terminal: true} "
            + "| {id: upheld, zh: 维持, en: Decision upheld} | appeal.upheld is a dead end",
        "from: [confirmed], to: referred | from: [confirmed], to: received "
            + "| main.referred can't be reached",
        "{id: repaired, zh: 已维修, en: Repaired} | {id: ordered, zh: 已维修, en: Repaired} "
            + "| the state of repair ordered is there twice",
        "{id: raised, zh: 申诉中, en: Raised} "
            + "| {id: raised, zh: 申诉中, en: Raised, initial: true} | appeal has 2 initial states",
        "{id: raised, zh: 申诉中, en: Raised} "
            + "| {id: raised, zh: 申诉中, en: Raised, takes: true} | can't take findings",
        "needs: [test], reversible: true | needs: [test], reversible: false "
            + "| failRetest from repaired is reversible",
        "needs: [statement], reversible: false | needs: [statement], reversible: true "
            + "| raiseAppeal from none is not reversible",
        "needs: [statement], reversible: false | needs: [statement] | lacks reversible",
        "reviewers: 1} | reviewers: 3} | kind OBD-MIL-LASTING: 1 or 2 reviewers",
        "otherKinds: {reviewers: 2} | otherKinds: {reviewers: 0} | otherKinds: 1 or 2 reviewers",
        "from: [raised], to: upheld | from: [], to: upheld | upholdDecision from  starts nowhere",
        "from: [raised], to: upheld | from: [raised], to: raised | say same",
        "when: {penalty: [none, pending], appeal: [none, upheld]}, roles: [police], needs: [lacking] "
            + "| when: {main: [received]}, roles: [police], needs: [lacking] "
            + "| asks for its own track",
        "{track: repair, from: [ordered, repaired, failed, escalated], to: notRequired} "
            + "| {track: main, from: [confirmed], to: revoked} | moves its own track twice",
        "{track: penalty, from: [paid], to: cancelled, raises: REVERSAL_DUE} "
            + "| {track: penalty, from: [none], to: cancelled, raises: REVERSAL_DUE} "
            + "| two effects on penalty.none",
        "gates: [personDecides], clears: REVERSAL_DUE, | gates: [personDecides], "
            + "| raises REVERSAL_DUE, which nobody can lower in penalty.cancelled",
        "roles: [transport, desk], gates: [repairOverdue] "
            + "| roles: [transport, desk], gates: [personDecides] "
            + "| escalate from ordered, failed asks the desk itself for what only a person can give",
        "roles: [transport, desk], gates: [repairOverdue] "
            + "| roles: [transport, desk], needs: [document], gates: [repairOverdue] | asks the desk",
        "opening: {starts | opening: {begins | unknown key begins",
        "takes: true} | takse: true} | unknown key takse",
        "terminal: true} | terminal: yes please} | terminal is not true or false"
      })
  void aBrokenOneIsRefused(String was, String is, String says) {
    assertThat(TEXT).contains(was);
    assertThatThrownBy(() -> CaseTable.read(TEXT.replace(was, is), CLOCKS.ids()))
        .isInstanceOf(BrokenTable.class)
        .hasMessageStartingWith("case-table.yaml is broken:\n - ")
        .hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no mapping",
        "[1, 2] | no mapping",
        "'a: 1\na: 2' | duplicate key",
        "'a: [' | "
      })
  void whatIsNoTableIsRefused(String text, @Nullable String says) {
    assertThatThrownBy(() -> CaseTable.read(text, CLOCKS.ids()))
        .isInstanceOf(BrokenTable.class)
        .hasMessageContaining(says == null ? "case-table.yaml is broken" : says);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    String broken =
        TEXT.replace("stops: [T3]", "stops: [T33]").replace("to: entered", "to: entred");
    assertThatThrownBy(() -> CaseTable.read(broken, CLOCKS.ids()))
        .hasMessageContaining("T33")
        .hasMessageContaining("entred");
  }

  private static void words(String zh, String en) {
    assertThat(zh).matches(".*\\p{IsHan}.*");
    assertThat(en).matches("[A-Z][ -~]+");
  }
}
