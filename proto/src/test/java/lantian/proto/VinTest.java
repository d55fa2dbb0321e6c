package lantian.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VinTest {
  private static final Vin VIN = new Vin("LSUTESTCVIN000001");

  @Test
  void printsWithItsMiddleHidden() {
    assertThat(VIN).hasToString("LSU**********0001");
    assertThat("" + VIN).doesNotContain("TESTCVIN");
    assertThat(VIN.text()).isEqualTo("LSUTESTCVIN000001");
  }

  @Test
  void everyByteComesBackAsItCame() {
    byte[] wire = new byte[3 + Vin.LENGTH];
    for (int i = 0; i < Vin.LENGTH; i++) {
      wire[3 + i] = (byte) (i * 16);
    }
    Vin read = Vin.of(wire, 3);
    assertThat(read.bytes()).containsExactly(java.util.Arrays.copyOfRange(wire, 3, 20));
    assertThat(read.wellFormed()).isFalse();
    assertThat(Vin.of(VIN.bytes(), 0)).isEqualTo(VIN);
    assertThat(VIN.bytes()).isEqualTo(VIN.text().getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "LSUTESTCVIN00001", "LSUTESTCVIN0000001", "LSUTESTCVIN00000京"})
  void anythingButSeventeenLatinCharactersIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Vin(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LSUTESTCVON000001",
        "LSUTESTCVQN000001",
        "lSUTESTCVKN000001",
        "LSUTESTCV N000001"
      })
  void lettersThatNoVinHasAreKeptAndTold(String text) {
    assertThat(new Vin(text).text()).isEqualTo(text);
    assertThat(new Vin(text).wellFormed()).isFalse();
    assertThat(new Vin("LSUTESTCVKN000001").wellFormed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1M8GDM9AXKP042788", "LSYNTEST5N0000018", "LSYNTESTXN0000029"})
  void aRightCheckDigitIsKnownAndNoneOfItsNeighboursPass(String text) {
    assertThat(new Vin(text).checked()).isTrue();
    for (char digit : "0123456789X".toCharArray()) {
      String other = text.substring(0, 8) + digit + text.substring(9);
      assertThat(new Vin(other).checked()).isEqualTo(digit == text.charAt(8));
    }
    assertThat(new Vin(text.toLowerCase(java.util.Locale.ROOT)).checked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000000000000", "11111111111111111", "LSYNTEST5N000001O"})
  void fillingsAndOddLettersHaveNoCheckDigit(String text) {
    assertThat(new Vin(text).checked()).isFalse();
  }
}
