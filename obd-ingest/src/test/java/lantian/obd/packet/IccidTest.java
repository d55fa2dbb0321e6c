package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts can be an ICCID. */
class IccidTest {
  @ParameterizedTest
  @ValueSource(strings = {"89860000000000000001", "8986000000000000001", "898600MFSS0012345678"})
  void cardsHaveADigestOfTheirOwn(String card) {
    assertThat(Iccid.digest(card)).isNotEqualTo(Iccid.UNKNOWN);
    assertThat(Iccid.digest(card)).isNotEqualTo(Iccid.digest("89860000000000000002"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000000000000000000",
        "898600000000000001",
        "898600000000000000012",
        "8986000000000000000a",
        "8986000000000000000 ",
        "88860000000000000001"
      })
  void whatAModemSaysBeforeItIsReadyHasNone(String text) {
    assertThat(Iccid.digest(text)).isEqualTo(Iccid.UNKNOWN);
  }
}
