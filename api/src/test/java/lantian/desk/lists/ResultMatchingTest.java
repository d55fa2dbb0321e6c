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
    return new GivenResult(1, caseId, row, plate, null, result, null, day, reason, null, null);
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
