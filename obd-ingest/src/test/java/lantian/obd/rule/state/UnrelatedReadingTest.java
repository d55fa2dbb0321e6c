package lantian.obd.rule.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.SplittableRandom;
import lantian.obd.rule.Episode;
import lantian.obd.rule.exhaust.UnrelatedInlet;
import org.junit.jupiter.api.Test;

/** What a reading that does not follow keeps, and the share that its drivers explain. */
class UnrelatedReadingTest {
  private static final int MOST = 512;
  private static final long NOW = 1_772_377_800L;
  private static final UnrelatedReading RULE = new UnrelatedReading(UnrelatedInlet.READING);
  private static final Episode TOLD =
      new Episode("R".repeat(64), NOW - 9, NOW, NOW - 1, 2_000, 3_000, 1_000, 5, true);

  @Test
  void theFullestMemoryFitsAndIsReadBack() {
    Slice before = slice(100, 0xFAFE, 20_000, true);
    Slice now = slice(400, 0, 30_000, false);
    Coupling stretch = Coupling.and(Coupling.and(null, before, now), now, before);
    Unrelated unrelated = new Unrelated(NOW - 9_000, NOW, 7, 25_200, 900, true, TOLD);
    EngineTime engine = new EngineTime(NOW - 900, NOW);
    var memory = new UnrelatedReading.Memory(engine, now, before, stretch, unrelated);
    ByteBuffer written = ByteBuffer.allocate(MOST);

    RULE.write(memory, written);
    written.flip();

    assertThat(RULE.read(written)).isEqualTo(memory);
    assertThat(written.hasRemaining()).isFalse();
  }

  @Test
  void greatestWordsOfTheLongestStretchDoNotOverflow() {
    Slice low = slice(0, 0, 0, true);
    Slice high = slice(0xFAFE, 0xFAFE, 0xFAFE, true);
    Coupling stretch = Coupling.and(null, low, low);
    stretch = Coupling.and(stretch, high, high);
    for (int i = 1; i < 500; i++) {
      stretch = Coupling.and(stretch, low, i % 2 == 0 ? low : high);
      stretch = Coupling.and(stretch, high, i % 2 == 0 ? high : low);
    }
    assertThat(stretch.pairs()).isEqualTo(1000);
    assertThat(stretch.explained()).isEqualTo(100_000);
    assertThat(stretch.varied(0xFAFE / 2, 0xFAFE / 2)).isTrue();
    assertThat(stretch.varied(0xFAFE / 2 + 1, 0)).isFalse();
  }

  /** A slow wander beside a slow load: alone, the one would seem to explain 45 % of the other. */
  @Test
  void whatTheReadingWasBeforeExplainsNothingTwice() {
    assertThat(wandering(0).explained()).isEqualTo(314);
    assertThat(wandering(1).explained()).isGreaterThan(50_000);
  }

  /** The reading keeps most of what it was, takes up the driver by this share, and wanders. */
  private static Coupling wandering(long share) {
    SplittableRandom random = new SplittableRandom(42);
    Slice before = slice(1_000, 0, 20_000, true);
    Coupling stretch = null;
    for (int i = 0; i < 60; i++) {
      long fuel = (before.meanFuel() * 19 + random.nextLong(2_000)) / 20;
      long kept = before.meanReading() * 19 / 20 + 1_000;
      long reading = kept + share * (fuel - 1_000) + random.nextLong(201) - 100;
      Slice now = slice(fuel, 0, reading, true);
      stretch = Coupling.and(stretch, before, now);
      before = now;
    }
    return Objects.requireNonNull(stretch);
  }

  private static Slice slice(long fuel, long second, long reading, boolean verified) {
    return new Slice(NOW - 20, NOW, 2, 2 * fuel, 2 * second, 2 * reading, verified);
  }
}
