package lantian.desk.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each line of an answer finds its row or says why it does not. */
class ResultMatchingTest {
  private static final HandoverList LIST = ListSamples.received();

  @Test
  void aRowIsNamedByCaseNumberOrPlate() {
    ResultMatching.Matched matched =
        match(
            ListSamples.byCase(1, "case-a", "PENALISED"),
            ListSamples.byRow(2, 2, "退回", "号牌有误"),
            ListSamples.byPlate(3, "苏e·88888", "BLUE"),
            ListSamples.byPlate(4, "苏E 12345", null));
    assertThat(matched.lines())
        .extracting(LineAnswer::status, LineAnswer::row)
        .containsExactly(
            tuple(LineAnswer.Status.ACCEPTED, 1),
            tuple(LineAnswer.Status.ACCEPTED, 2),
            tuple(LineAnswer.Status.ACCEPTED, 4),
            tuple(LineAnswer.Status.ACCEPTED, 5));
    assertThat(matched.fresh().keySet()).containsExactlyInAnyOrder(1, 2, 4, 5);
    assertThat(matched.fresh().values().stream().map(RowResult::reason)).contains("号牌有误");
  }

  @Test
  void everyUnmatchedLineIsExplainedByItself() {
    expect(ListSamples.byCase(1, "case-x", "PENALISED"), ListFault.UNKNOWN_CASE);
    expect(ListSamples.byRow(1, 0, "已处罚", null), ListFault.UNKNOWN_ROW);
    expect(ListSamples.byRow(1, 6, "已处罚", null), ListFault.UNKNOWN_ROW);
    expect(ListSamples.byPlate(1, "苏E99999", null), ListFault.UNKNOWN_PLATE);
    expect(ListSamples.byPlate(1, "苏E12345", "BLUE"), ListFault.UNKNOWN_PLATE);
    expect(ListSamples.byPlate(1, "苏E7K913", "YELLOW"), ListFault.AMBIGUOUS);
    expect(ListSamples.byPlate(1, "苏E88888", null), ListFault.AMBIGUOUS);
    expect(line(null, null, null, "已处罚", null, null), ListFault.NO_KEY);
    expect(line("case-a", 2, null, "已处罚", null, null), ListFault.DISAGREE);
    expect(line("case-a", null, "苏E12345", "已处罚", null, null), ListFault.DISAGREE);
    expect(line("case-a", null, null, "已维修", null, null), ListFault.UNKNOWN_RESULT);
    expect(line("case-a", null, null, "penalised", null, null), ListFault.UNKNOWN_RESULT);
    expect(line("case-a", null, null, "不予处罚", null, " "), ListFault.NO_REASON);
    expect(line("case-a", null, null, "RETURNED", null, null), ListFault.NO_REASON);
    expect(line("case-a", null, null, "已处罚", "2026-11-26", null), ListFault.BAD_DAY);
    expect(line("case-a", null, null, "已处罚", "2026-02-30", null), ListFault.BAD_DAY);
    expect(line("case-a", null, null, "已处罚", "25.11.2026", null), ListFault.BAD_DAY);
    // Their neighbours that are taken.
    accept(line("case-b", 2, "苏E7K913", "已处罚", "2026-11-25", null), 2);
    accept(line("case-a", null, null, "不予处罚", null, "首次轻微"), 1);
  }

  @Test
  void whatCouldNotMoveItsCaseIsRefusedWithTheFieldThatIsMissing() {
    expect(penalty(null, "决1"), ListFault.NO_CODE);
    expect(penalty(" ", "决1"), ListFault.NO_CODE);
    expect(penalty("6063", null), ListFault.NO_REFERENCE);
    expect(penalty("6063", "\t"), ListFault.NO_REFERENCE);
    accept(penalty("6063", "决1"), 1);
    repairs(repair("已维修", null, "工单7", "2026-11-20"), ListFault.NO_WORKSHOP);
    repairs(repair("已维修", "某厂", null, "2026-11-20"), ListFault.NO_REFERENCE);
    repairs(repair("已维修", "某厂", "工单7", null), ListFault.NO_DAY);
    repairs(repair("已维修", "某厂", "工单7", "2026-11-20"), null);
    repairs(repair("报废或转出", null, null, null), ListFault.NO_REFERENCE);
    repairs(repair("SCRAPPED", null, "注销1号", null), null);
    repairs(repair("已督办", null, null, null), null);
    expect(line("case-a", null, null, "报废或转出", null, null), ListFault.UNKNOWN_RESULT);
  }

  @Test
  void anOldAnswerWithoutTheFieldsStillReadsAndMayBeSentAgain() {
    GivenResult bare = penalty(null, null);
    RowResult stored =
        new RowResult(
            RowResult.Kind.PENALISED,
            null,
            null,
            null,
            null,
            null,
            ListSamples.OFFICER,
            ListSamples.NOON);
    HandoverList old = LIST.answered(Map.of(1, stored));
    assertThat(match(old, bare).lines().getFirst().status()).isEqualTo(LineAnswer.Status.UNCHANGED);
  }

  private static GivenResult penalty(@Nullable String code, @Nullable String reference) {
    return new GivenResult(1, "case-a", null, null, null, "已处罚", reference, null, null, code, null);
  }

  private static GivenResult repair(
      String result, @Nullable String workshop, @Nullable String order, @Nullable String day) {
    return new GivenResult(1, "case-a", null, null, null, result, order, day, null, null, workshop);
  }

  private static void repairs(GivenResult line, @Nullable ListFault fault) {
    HandoverList list =
        HandoverList.issue(
                "WX-2026-000001",
                ListKind.REPAIRS,
                null,
                ListSamples.NOON,
                "ecology",
                ListSamples.rows(),
                null)
            .received(ListSamples.POLICE);
    assertThat(match(list, line).lines().getFirst().fault()).as("%s", line).isEqualTo(fault);
  }

  @Test
  void oneBadLineKeepsNoOtherFromBeingTaken() {
    ResultMatching.Matched matched =
        match(
            ListSamples.byCase(1, "case-x", "已处罚"),
            ListSamples.byCase(2, "case-a", "已处罚"),
            ListSamples.byRow(3, 1, "已处罚", null),
            ListSamples.byCase(4, "case-b", "已处罚"));
    assertThat(matched.lines().stream().map(LineAnswer::fault))
        .containsExactly(ListFault.UNKNOWN_CASE, null, ListFault.TWICE_IN_FILE, null);
    assertThat(matched.lines().stream().map(LineAnswer::line)).containsExactly(1, 2, 3, 4);
    assertThat(matched.fresh().keySet()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void theSameAnswerAgainChangesNothingAndAnotherIsTold() {
    GivenResult line = ListSamples.byCase(1, "case-a", "已处罚");
    HandoverList answered = LIST.answered(match(line).fresh());
    ResultMatching.Matched again = match(answered, line);
    assertThat(again.fresh()).isEmpty();
    assertThat(again.lines().getFirst().status()).isEqualTo(LineAnswer.Status.UNCHANGED);
    ResultMatching.Matched other = match(answered, line("case-a", null, null, "退回", null, "错"));
    assertThat(other.fresh()).isEmpty();
    assertThat(other.lines().getFirst().fault()).isEqualTo(ListFault.ANSWERED_OTHERWISE);
    assertThat(answered.answered(Map.of(1, returned())).results().values())
        .extracting(RowResult::kind)
        .containsExactly(RowResult.Kind.PENALISED);
  }

  private static RowResult returned() {
    return new RowResult(
        RowResult.Kind.RETURNED,
        null,
        null,
        "错",
        null,
        null,
        ListSamples.OFFICER,
        ListSamples.NOON);
  }

  private static GivenResult line(
      @Nullable String caseId,
      @Nullable Integer row,
      @Nullable String plate,
      String result,
      @Nullable String day,
      @Nullable String reason) {
    return new GivenResult(1, caseId, row, plate, null, result, "决字1号", day, reason, "6063", null);
  }

  private static void expect(GivenResult line, ListFault fault) {
    ResultMatching.Matched matched = match(line);
    assertThat(matched.fresh()).isEmpty();
    assertThat(matched.lines()).hasSize(1);
    assertThat(matched.lines().getFirst().status()).isEqualTo(LineAnswer.Status.REJECTED);
    assertThat(matched.lines().getFirst().fault()).as("%s", line).isEqualTo(fault);
  }

  private static void accept(GivenResult line, int row) {
    assertThat(match(line).lines())
        .containsExactly(new LineAnswer(1, LineAnswer.Status.ACCEPTED, row, null));
  }

  private static ResultMatching.Matched match(GivenResult... lines) {
    return match(LIST, lines);
  }

  private static ResultMatching.Matched match(HandoverList list, GivenResult... lines) {
    return ResultMatching.match(list, List.of(lines), ListSamples.OFFICER, ListSamples.NOON);
  }
}
