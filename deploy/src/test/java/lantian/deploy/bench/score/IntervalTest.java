package lantian.deploy.bench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Intervals against values from tables. */
class IntervalTest {
  @Test
  void wilsonAgreesWithTables() {
    Interval all = Interval.of(10, 10);
    assertThat(all.low()).isCloseTo(0.7225, within(5e-4));
    assertThat(all.high()).isCloseTo(1, within(1e-12));
    Interval some = Interval.of(8, 10);
    assertThat(some.low()).isCloseTo(0.4902, within(5e-4));
    assertThat(some.high()).isCloseTo(0.9433, within(5e-4));
  }

  @Test
  void nothingSeenSaysNothing() {
    assertThat(Interval.of(0, 0).low()).isZero();
    assertThat(Interval.of(0, 0).high()).isEqualTo(1);
    assertThat(Interval.of(0, 0).share()).isNaN();
  }

  @Test
  void greatestMeanAgreesWithTables() {
    assertThat(Interval.most(0)).isCloseTo(2.996, within(1e-3));
    assertThat(Interval.most(1)).isCloseTo(4.744, within(1e-3));
    assertThat(Interval.most(12)).isCloseTo(19.443, within(1e-3));
  }
}
