package lantian.deploy.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import lantian.deploy.simulate.truck.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults as they are typed. */
class FaultShareTest {
  @Test
  void kindCountMagnitudeAndBegin() {
    assertThat(FaultShare.of("scr-disabled=3@0.8+PT30M"))
        .isEqualTo(new FaultShare(Fault.Kind.SCR_DISABLED, 3, 0.8, Duration.ofMinutes(30)));
    assertThat(FaultShare.of("SILENT=1"))
        .isEqualTo(new FaultShare(Fault.Kind.SILENT, 1, 1, Duration.ZERO));
  }

  /** A fleet that is simulated over links would go without them and say nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"terminals-several", "terminal-removed", "clock-wrong", "clock-twelve"})
  void whatOnlyALabelledWorldHasIsRefused(String kind) {
    assertThatThrownBy(() -> FaultShare.of(kind + "=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kinds are scr-disabled, ")
        .hasMessageNotContaining(", " + kind);
  }
}
