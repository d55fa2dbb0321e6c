package lantian.deploy.bench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import lantian.deploy.simulate.truck.Fault;
import lantian.obd.rule.RuleBook;
import org.junit.jupiter.api.Test;

/** The file of faults speaks of all of them, and of no rule that is misspelt. */
class FaultBookTest {
  private final FaultBook book = FaultBook.read();

  @Test
  void everyKindStandsInItOnceAndSeveritiesAscend() {
    assertThat(book.entries()).hasSameSizeAs(Fault.Kind.values());
    for (Fault.Kind kind : Fault.Kind.values()) {
      FaultEntry entry = book.of(kind);
      assertThat(entry.slight().getFirst()).as(entry.kind()).isPositive();
      assertThat(entry.slight().getLast()).isLessThanOrEqualTo(entry.clear().getFirst());
      assertThat(entry.clear().getLast()).isLessThanOrEqualTo(entry.gross().getFirst());
      assertThat(entry.gross().getLast()).isLessThanOrEqualTo(1);
      assertThat(entry.why()).isNotBlank();
      assertThat(entry.hits()).isNotEmpty();
    }
  }

  @Test
  void everyRuleIsRightAboutSomeFault() {
    for (String rule : RuleBook.STANDARD.ids()) {
      assertThat(book.entries()).as(rule).anyMatch(entry -> entry.right(rule));
    }
  }

  @Test
  void aRangeWithoutTwoEndsIsRefused() {
    List<Double> one = List.of(1.0, 1.0);
    FaultEntry.Needs needs = new FaultEntry.Needs(0, 0, 0, 0);
    assertThatThrownBy(() ->
            new FaultEntry("mil-on", "", one, one, List.of(1.0), Set.of(), Set.of(), needs, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new FaultEntry("mil-of", "", one, one, one, Set.of(), Set.of(), needs, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
