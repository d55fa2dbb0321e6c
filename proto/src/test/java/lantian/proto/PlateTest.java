package lantian.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import lantian.proto.Plate.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateTest {
  @ParameterizedTest
  @CsvSource({"苏E12345, 苏E·1**45", "苏E123456, 苏E·1***56", "苏E1234, 苏E·1*34", "苏E123, ***"})
  void isShownWithItsMiddleHidden(String number, String shown) {
    Plate plate = new Plate(number, Colour.YELLOW);
    assertThat(plate.masked()).isEqualTo(shown);
    assertThat(plate).hasToString(shown + "/YELLOW");
  }

  @Test
  void numberAndColourNameAVehicleOnlyTogether() {
    assertThat(new Plate("苏E12345", Colour.BLUE))
        .isEqualTo(new Plate("苏E12345", Colour.BLUE))
        .isNotEqualTo(new Plate("苏E12345", Colour.YELLOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1234567890123"})
  void whatIsNoNumberIsRefused(String number) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Plate(number, Colour.BLUE));
  }
}
