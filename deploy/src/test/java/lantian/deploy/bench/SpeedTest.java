package lantian.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import lantian.obd.rule.RuleBook;
import org.junit.jupiter.api.Test;

/** The in-memory measurements measure something; their figures belong to the bench. */
class SpeedTest {
  private static final Payload PAYLOAD = Payload.of(1, 4, 120);

  @Test
  void judgesEverySampleWithEveryRule() {
    JudgeSpeed.Figures figures = new JudgeSpeed(PAYLOAD, 4, 1, 0.05).measure();
    assertThat(figures.samplesPerSecond()).isPositive();
    assertThat(figures.readNanos()).isPositive();
    assertThat(figures.ruleNanos())
        .containsOnlyKeys(RuleBook.STANDARD.ids().toArray(String[]::new));
    assertThat(figures.bytesPerSample()).isBetween(5.0, 37.0);
  }

  @Test
  void decodesSomething() {
    double n = new DecodeSpeed(PAYLOAD).nanosPerSample(0.2);
    assertThat(n).isPositive();
  }
}
