package lantian.obd.rule.nox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Rule;
import lantian.obd.rule.state.EngineTime;
import lantian.obd.rule.state.Spell;
import lantian.obd.rule.state.Unrelated;
import org.junit.jupiter.api.Test;

/** The fullest memory of each rule fits what a rule may write, and is read back as it was. */
class NoxMemoryTest {
  private static final int MOST = 512;
  private static final long NOW = 1_772_377_800L;
  private static final EngineTime ENGINE = new EngineTime(NOW - 900, NOW);
  private static final Episode TOLD =
      new Episode("R".repeat(64), NOW - 9, NOW, NOW - 1, 2_000, 3_000, 1_000, 5, true);

  @Test
  void daysBeforeTheyAreTold() {
    List<HighDays> six = Collections.nCopies(DailyLimits.MOST_DAYS - 1, high());
    keeps(new DailyNox(), new DailyNox.Memory(ENGINE, today(), six, 0, null));
  }

  @Test
  void daysOnceTheyAreTold() {
    keeps(new DailyNox(), new DailyNox.Memory(ENGINE, today(), List.of(high()), 6, TOLD));
  }

  @Test
  void blocksAndStretches() {
    NoxBlock block = new NoxBlock(NOW - 20, NOW, 20, 9_000, 250_000, false);
    Dependence stretch = Dependence.of(block, 100).with(block, 10);
    Unrelated unrelated = new Unrelated(NOW - 9_000, NOW, 7, 25_200, 900, true, TOLD);
    keeps(new UnrelatedNox(), new UnrelatedNox.Memory(ENGINE, block, stretch, unrelated));
  }

  @Test
  void words() {
    Ladder ladder =
        new Ladder(
            NOW - 99,
            NOW,
            80,
            0xFAFE_1234_0000_FFF0L,
            0xFAFE_1235_0001_FFF1L,
            8,
            0xFFF0,
            30,
            1,
            700,
            true,
            TOLD);
    keeps(new QuantisedNox(), new QuantisedNox.Memory(ENGINE, ladder));
  }

  @Test
  void windows() {
    Work block = new Work(NOW - 86_400 * 30L, 11_000_000_000L, 30_000_000_000L, 9_999, 500, false);
    Spell spell =
        Spell.begin(NOW - 700_000, NOW - 600_000, 9_000, 1, true)
            .shows(NOW, 9_100, 1, 20, false)
            .told(TOLD);
    List<Work> nine = Collections.nCopies(9, block);
    keeps(new WindowNox(), new WindowNox.Memory(ENGINE, NOW, block, nine, spell));
  }

  @Test
  void modelDays() {
    ModelLimits.Enough enough = new ModelLimits.Enough(86_400, 0xFFFF, 8, 100);
    ModelLimits.Norm norm = new ModelLimits.Norm(8, 3_000_000, 2_999_999);
    LoadRun run =
        new LoadRun(20_513, NOW - 90, NOW - 80, NOW, 80, 240_000_000L, false, norm, enough);
    ModelDay today = ModelDay.and(ModelDay.and(null, run), run);
    LowDays low =
        new LowDays(20_512, NOW - 9, NOW, 30, 2, 90_000, 60_000, 95_000, NOW - 5, true, TOLD);
    keeps(new ModelNox(), new ModelNox.Memory(ENGINE, run, today, low));
    keeps(new ModelNox(), new ModelNox.Memory(ENGINE, null, null, null));
  }

  /** More than a class counts are counted no further, and lose no neighbour. */
  @Test
  void classesAreCountedApart() {
    ModelLimits.Enough enough = new ModelLimits.Enough(1, 0xFFFF, 2, 50);
    ModelDay day = null;
    for (int load : new int[] {1, 4, 5, 8, 4, 8}) {
      ModelLimits.Norm norm = new ModelLimits.Norm(load, 500_000, 200_000);
      day = ModelDay.and(day, new LoadRun(20_513, NOW, NOW, NOW, 40_000, 0, true, norm, enough));
    }
    ModelDay all = Objects.requireNonNull(day);
    assertThat(all.counts()).isTrue();
    assertThat(all.low()).isEqualTo(0xFFFF_0000_0000_0000L + 40_000);
    assertThat(all.high()).isEqualTo(0xFFFF_0000_0000_0000L + 40_000);
  }

  @Test
  void whatNoRuleWroteIsRefused() {
    ByteBuffer out = ByteBuffer.allocate(MOST);
    new DailyNox().write(new DailyNox.Memory(ENGINE, null, List.of(), 0, TOLD), out);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DailyNox().read(out.flip()))
        .withMessageContaining("memory");
  }

  private static NoxDay today() {
    return new NoxDay(
        20_513, NOW - 60, NOW, 60, 59, 200_000, true, true, false, Distribution.NONE.with(300_000));
  }

  private static HighDays high() {
    return new HighDays(
        20_512, NOW - 90_000, NOW - 80_000, 250_000, 99_999, 200_000, 450_000, NOW - 80_500, true);
  }

  private static <M, L> void keeps(Rule<M, L> rule, M memory) {
    ByteBuffer out = ByteBuffer.allocate(MOST);
    rule.write(memory, out);
    assertThat(rule.read(out.flip())).isEqualTo(memory);
    assertThat(out.hasRemaining()).isFalse();
  }
}
