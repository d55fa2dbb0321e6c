package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Another rule set from a midnight on: until its first second everything is as if there were only
 * the one before, and from then on it is what is told under.
 */
class NewLimitsTest {
  private static final int SEEDS = 20;
  private static final RuleSets BOTH =
      new RuleSets(RuleBook.STANDARD, Seeded.wholeSets().list().subList(0, 2));
  private static final RuleSet FIRST = BOTH.list().getFirst();
  private static final RuleSet SECOND = BOTH.list().getLast();
  private static final RuleSets ONE = new RuleSets(RuleBook.STANDARD, List.of(FIRST));

  /** What was told until the second set began and afterwards, and the memory in between. */
  private record Judged(List<String> before, byte[] memory, List<Finding> after) {
    static Judged of(RuleSets sets, long seed) {
      SeededDrive drive = SeededDrive.of(seed);
      Judge judge = new Judge(sets);
      List<String> before = new ArrayList<>();
      List<Finding> after = new ArrayList<>();
      Memory memory = judge.initial();
      byte[] between = new byte[0];
      for (NaiveItem item : NaiveMerge.merge(drive.copies()).values().iterator().next()) {
        boolean begun = item.second() >= SECOND.fromSecond();
        if (begun && between.length == 0) {
          between = memory.encode();
        }
        memory =
            judge.step(
                memory,
                new BodyReading(item),
                item.vin(),
                drive.factsAt(item.second()),
                f -> {
                  if (begun) {
                    after.add(f);
                  } else {
                    before.add(f.canonical());
                  }
                });
      }
      return new Judged(before, between, after);
    }
  }

  @RepeatedTest(SEEDS)
  void applyFromTheirDayAndNotBefore(RepetitionInfo seed) {
    Judged both = Judged.of(BOTH, seed.getCurrentRepetition());
    Judged one = Judged.of(ONE, seed.getCurrentRepetition());

    assertThat(both.before()).isEqualTo(one.before());
    assertThat(both.memory()).isNotEmpty().isEqualTo(one.memory());
    assertThat(both.before()).noneMatch(finding -> finding.contains(SECOND.id()));
  }

  @Test
  void areWhatIsToldUnderFromThenOn() {
    List<Finding> fresh = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (Finding finding : Judged.of(BOTH, seed).after()) {
        if (finding.start().getEpochSecond() >= SECOND.fromSecond()) {
          fresh.add(finding);
        }
      }
    }
    assertThat(fresh).hasSizeGreaterThan(100);
    assertThat(fresh).allMatch(finding -> finding.ruleSet().equals(SECOND.id()));
  }
}
