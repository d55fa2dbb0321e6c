package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import lantian.obd.rule.RuleBook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same packets in any order, with any batching, repeated and repackaged, as realtime and as
 * reissue, over two midnights, with conflicts, a register that is put right on the way, and kills
 * up to the last batch: what a naive judge finds in one pass, byte for byte. Among the findings are
 * some of every rule there is.
 *
 * <p>90 seeds; {@code -Dlantian.seeds.all=true} for 510.
 */
class SeedIT {
  private static final int BATCHES_A_KILL = 150;

  private static final boolean ALL = Boolean.getBoolean("lantian.seeds.all");

  /** So many trucks are sure to be told of by every rule. */
  private static final int MANY = 36;

  /** How the copies of a truck come. */
  enum Manner {
    ORDERED,
    LIVE,
    SHUFFLED_PACKETS,
    SHUFFLED_ITEMS
  }

  @ParameterizedTest
  @CsvSource({
    "  1, 100, 12, ORDERED,          false, false",
    "101,  80, 12, ORDERED,          true,  false",
    "181,  60, 12, LIVE,             true,  true ",
    "241, 100, 12, SHUFFLED_PACKETS, true,  false",
    "341, 160, 36, SHUFFLED_PACKETS, true,  true ",
    "501,  10,  6, SHUFFLED_ITEMS,   true,  true ",
  })
  void whatANaiveJudgeFinds(
      int from, int all, int some, Manner manner, boolean kill, boolean refile) {
    try (Rig rig = new Rig()) {
      Convoy convoy =
          new Convoy(
              rig,
              from,
              ALL ? all : some,
              switch (manner) {
                case ORDERED -> Truck::ordered;
                case LIVE -> Truck::live;
                case SHUFFLED_PACKETS -> Truck::shuffledPackets;
                case SHUFFLED_ITEMS -> Truck::shuffledItems;
              });
      if (refile) {
        convoy.misfile();
      }
      int batches = 0;
      do {
        if (kill && ++batches % BATCHES_A_KILL == 0) {
          rig.kill();
          rig.restart();
        }
        if (refile && batches == BATCHES_A_KILL / 2) {
          convoy.file();
        }
      } while (convoy.feed());
      if (refile) {
        convoy.file();
      }
      if (kill) {
        rig.kill();
        rig.restart();
      }
      rig.settle();
      SortedSet<String> told = convoy.check();
      if (convoy.size() >= MANY) {
        // A wrong clock stands at the second of receipt, which these manners of sending change.
        assertThat(told)
            .containsExactlyInAnyOrderElementsOf(
                RuleBook.STANDARD.ids().stream()
                    .filter(rule -> !rule.equals("OBD-CLOCK-IMPLAUSIBLE"))
                    .toList());
      }
    }
  }
}
