package lantian.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Clocks;
import lantian.desk.cases.Moving;
import org.junit.jupiter.api.Test;

/** The cases of a bench are such as the desk itself makes, and always the same. */
class CaseMakerTest {
  private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
  private final Clocks clocks = Clocks.builtIn();
  private final Moving moving = new Moving(CaseTable.builtIn(clocks), clocks);

  private List<CaseRecord> made(long seed, int vehicles) {
    CaseMaker maker = new CaseMaker(seed, moving, NOW);
    return IntStream.range(0, vehicles).boxed().flatMap(v -> maker.of(v, 20).stream()).toList();
  }

  @Test
  void theSameSeedMakesTheSameCasesAndAnotherMakesOthers() {
    assertThat(made(1, 3)).isEqualTo(made(1, 3)).isNotEqualTo(made(2, 3));
  }

  @Test
  void everyVehicleHasExactlySoManyAndNoTwoAreAlike() {
    List<CaseRecord> all = made(1, 50);
    assertThat(all).hasSize(1_000);
    assertThat(all.stream().map(CaseRecord::id)).doesNotHaveDuplicates();
    assertThat(all.stream().map(c -> c.subject() + c.kind() + c.ordinal())).doesNotHaveDuplicates();
    assertThat(all).allMatch(c -> c.ordinal() == 1 || c.previous() != null);
  }

  @Test
  void casesStandEverywhereAPersonMayLookForThemAndNoneIsOfTheFuture() {
    List<CaseRecord> all = made(1, 100);
    Set<String> states = all.stream().map(c -> c.state().main()).collect(Collectors.toSet());
    assertThat(states)
        .contains(
            "candidate",
            "reviewed",
            "confirmed",
            "referred",
            "received",
            "returned",
            "closed",
            "dismissed",
            "revoked");
    assertThat(all).extracting(c -> c.state().penalty()).contains("pending", "notified", "paid");
    assertThat(all)
        .extracting(c -> c.state().repair())
        .contains("ordered", "failed", "escalated", "passed");
    assertThat(all.stream().flatMap(c -> c.events().stream()).map(CaseEvent::at))
        .allMatch(at -> !at.isAfter(NOW));
  }
}
