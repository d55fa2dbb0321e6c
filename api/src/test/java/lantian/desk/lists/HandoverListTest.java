package lantian.desk.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was issued is frozen; receipt and results are added and change nothing of it. */
class HandoverListTest {
  private static final HandoverList LIST = ListSamples.issued();

  @Test
  void theManifestNamesEveryRowByItsDigestAndNothingPersonal() {
    assertThat(LIST.manifest())
        .startsWith("{\"county\":\"姑苏区\",\"issued\":1795579200000,\"issuer\":\"ecology\",")
        .contains(
            "\"kind\":\"VIOLATIONS\",\"number\":\"WF-2026-000001\",\"rows\":[{\"case\":\"case-a\"")
        .contains(LIST.rows().getFirst().digest())
        .doesNotContain("苏E");
    assertThat(LIST.hash()).hasSize(64).isEqualTo(ListRow.digest(LIST.manifest()));
    assertThat(LIST.toString() + LIST.rows()).doesNotContain("苏E");
  }

  @Test
  void receiptAndResultsLeaveTheHashAlone() {
    HandoverList received = ListSamples.received();
    HandoverList answered = received.answered(results(received));
    assertThat(received.hash()).isEqualTo(LIST.hash());
    assertThat(answered.hash()).isEqualTo(LIST.hash());
    assertThat(answered.intact()).isTrue();
  }

  @Test
  void anyChangeOfWhatWasIssuedShows() {
    for (int i = 0; i < LIST.rows().size(); i++) {
      TreeMap<String, String> values = new TreeMap<>(LIST.rows().get(i).values());
      values.put("measured", "812.5");
      expectBroken(with(i, new ListRow(i + 1, LIST.rows().get(i).caseId(), values)));
      expectBroken(with(i, new ListRow(i + 1, "other", LIST.rows().get(i).values())));
    }
    expectBroken(LIST.rows().subList(0, 4));
    expectBroken(LIST.rows().reversed());
    assertThat(other(LIST.rows()).intact()).isTrue();
  }

  @Test
  void aListGoesFromIssuedToReceivedToAnswered() {
    assertThat(LIST.state()).isEqualTo(HandoverList.State.ISSUED);
    HandoverList received = ListSamples.received();
    assertThat(received.state()).isEqualTo(HandoverList.State.RECEIVED);
    Map<Integer, RowResult> most = results(received);
    RowResult last = most.remove(3);
    HandoverList nearly = received.answered(most);
    assertThat(nearly.state()).isEqualTo(HandoverList.State.RECEIVED);
    assertThat(nearly.answered(Map.of(3, last)).state()).isEqualTo(HandoverList.State.ANSWERED);
  }

  @Test
  void aReceiptConfirmsTheHashAndIsGivenOnce() {
    assertThat(LIST.refusal(ListSamples.POLICE, LIST.hash())).isEmpty();
    assertThat(LIST.refusal(ListSamples.POLICE, "0".repeat(64))).contains(ListFault.HASH);
    HandoverList received = ListSamples.received();
    assertThat(received.refusal(ListSamples.POLICE, LIST.hash())).isEmpty();
    Receipt other = new Receipt(ListSamples.KEY, ListSamples.NOON.plusSeconds(9));
    assertThat(received.refusal(other, LIST.hash())).contains(ListFault.RECEIVED_BY_OTHER);
    assertThat(received.received(other).receipt()).isEqualTo(ListSamples.POLICE);
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThat(HandoverList.refusal(ListSamples.rows())).isEmpty();
    assertThat(HandoverList.refusal(List.of())).contains(ListFault.EMPTY);
    List<HandoverList.NewRow> many = new ArrayList<>();
    for (int i = 0; i <= HandoverList.LONGEST; i++) {
      many.add(ListSamples.row("case" + i, "苏E00000", "BLUE"));
    }
    assertThat(HandoverList.refusal(many)).contains(ListFault.TOO_LONG);
    assertThat(HandoverList.refusal(many.subList(1, many.size()))).isEmpty();
    many.set(1, many.getFirst());
    assertThat(HandoverList.refusal(many.subList(0, 5))).contains(ListFault.TWICE);
  }

  private static Map<Integer, RowResult> results(HandoverList list) {
    Map<Integer, RowResult> results = new TreeMap<>();
    list.rows()
        .forEach(row ->
            results.put(
                row.number(),
                new RowResult(
                    RowResult.Kind.PENALISED,
                    null,
                    null,
                    null,
                    null,
                    null,
                    ListSamples.OFFICER,
                    ListSamples.NOON)));
    return results;
  }

  private static List<ListRow> with(int index, ListRow row) {
    List<ListRow> rows = new ArrayList<>(LIST.rows());
    rows.set(index, row);
    return rows;
  }

  private static void expectBroken(List<ListRow> rows) {
    assertThat(other(rows).intact()).isFalse();
  }

  private static HandoverList other(List<ListRow> rows) {
    return new HandoverList(
        LIST.number(),
        LIST.kind(),
        LIST.county(),
        LIST.issued(),
        LIST.issuer(),
        rows,
        LIST.root(),
        LIST.hash(),
        null,
        LIST.results(),
        List.of());
  }
}
