package lantian.deploy.bench.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.world.Severity;
import lantian.deploy.simulate.world.World;
import lantian.obd.rule.RuleBook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The short form of {@code lantian bench judge}: a few honest trucks, and one of each gross fault
 * that shows within days. Its seed chooses no limits.
 */
class JudgedWorldTest {
  private static final long SEED = 5_005;
  private static final int HONEST = 10;
  private static final int DAYS = 7;

  /** Faults that a week with few hours may not show, or that no rule sees for sure yet. */
  private static final Set<Fault.Kind> SLOW =
      EnumSet.of(Fault.Kind.NOX_UNRELATED, Fault.Kind.NOX_QUANTISED, Fault.Kind.POSITION_ELSEWHERE);

  private static final FaultBook BOOK = FaultBook.read();
  private static Trials.Result result = new Trials.Result(List.of(), List.of(), new Spread());
  private static Scores scores = new Scores(BOOK, List.of(), result);

  /** Faults that a rule looks for and that show in a week. */
  private static List<FaultEntry> quick() {
    return BOOK.entries().stream()
        .filter(entry -> entry.hits().stream().anyMatch(RuleBook.STANDARD.ids()::contains))
        .filter(entry -> entry.needs().hours() <= 10)
        .filter(entry -> !SLOW.contains(entry.fault()))
        .toList();
  }

  @BeforeAll
  static void judge() throws InterruptedException {
    List<World.Wrong> wrongs =
        quick().stream()
            .map(e -> new World.Wrong(e.fault(), Severity.GROSS, e.gross().getFirst(), 1))
            .toList();
    result = new Trials(new World(SEED, DAYS, true)).run(HONEST, wrongs, _ -> {});
    scores = new Scores(BOOK, RuleBook.STANDARD.ids(), result);
  }

  @Test
  void noHonestTruckIsAccused() {
    assertThat(scores.honestDays()).isGreaterThan(HONEST * DAYS / 2);
    assertThat(scores.falselyAccused()).isEmpty();
  }

  @Test
  void everyGrossFaultIsFoundOnlyAfterItBegan() {
    assertThat(quick()).hasSizeGreaterThan(8);
    for (FaultEntry entry : quick()) {
      Scores.Recall recall = scores.recall(entry, Severity.GROSS);
      assertThat(recall.found().hits()).as(entry.kind()).isEqualTo(recall.found().of());
      assertThat(recall.found().of() + recall.hidden()).isEqualTo(1);
      assertThat(scores.precision(entry).hits()).isEqualTo(scores.precision(entry).of());
    }
  }

  @Test
  void anotherNumberOfTrucksLeavesEachAsItIs() throws InterruptedException {
    Trials.Result fewer = new Trials(new World(SEED, DAYS, true)).run(2, List.of(), _ -> {});
    assertThat(fewer.honest()).isEqualTo(result.honest().subList(0, 2));
  }
}
