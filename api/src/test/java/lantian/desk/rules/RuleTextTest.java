package lantian.desk.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import lantian.desk.rules.RuleText.Difference;
import lantian.desk.rules.RuleText.Line;
import org.junit.jupiter.api.Test;

/** What becomes different when one set follows another. */
class RuleTextTest {
  private static final Line PPM = line("ppm", "500");
  private static final Line HOURS = line("hours", "24");

  @Test
  void ofTwoEqualSetsNothing() {
    assertThat(set(PPM, HOURS).against(set(HOURS, PPM))).isEmpty();
  }

  @Test
  void aChangedLineStandsWithBoth() {
    Line stricter = line("ppm", "400");
    assertThat(set(stricter, HOURS).against(set(PPM, HOURS)))
        .containsExactly(new Difference(PPM, stricter));
  }

  @Test
  void verifyingALineIsAChange() {
    Line verified = new Line("NOX", "ppm", "500", "ppm", "clause", true);
    assertThat(set(verified).against(set(PPM))).containsExactly(new Difference(PPM, verified));
  }

  @Test
  void aNewLineHasNoBeforeAndALostOneNoAfter() {
    assertThat(set(PPM).against(set(HOURS)))
        .containsExactly(new Difference(null, PPM), new Difference(HOURS, null));
    assertThat(set(PPM).against(null)).containsExactly(new Difference(null, PPM));
  }

  /** Two rules may name a limit alike. */
  @Test
  void theSameKeyOfAnotherRuleIsAnotherLine() {
    Line other = new Line("MIL", "ppm", "500", "ppm", "clause", false);
    assertThat(set(other).against(set(PPM)))
        .containsExactly(new Difference(null, other), new Difference(PPM, null));
  }

  private static RuleText set(Line... lines) {
    return new RuleText("A", LocalDate.of(2026, 12, 1), "甲", "A", List.of(lines));
  }

  private static Line line(String key, String value) {
    return new Line("NOX", key, value, "ppm", "clause", false);
  }
}
