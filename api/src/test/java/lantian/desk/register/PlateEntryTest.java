package lantian.desk.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lantian.desk.fault.FieldError;
import lantian.proto.Plate.Colour;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person types has to be a plate. */
class PlateEntryTest {
  private static List<String> faults(String number, Colour colour, @Nullable String plateClass) {
    return PlateEntry.faults(number, colour, plateClass).stream()
        .map(error -> error.field() + " " + error.code())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"苏E12345", "沪A1B2C3", "苏E1234挂", "粤Z1234港"})
  void platesArePlates(String number) {
    assertThat(faults(number, Colour.YELLOW, null)).isEmpty();
    assertThat(faults(number, Colour.YELLOW, "01")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"苏E 12345", "苏E·12345", "苏e12345", "苏E12", " ", "苏E123456789012"})
  void whatIsNotWrittenSoIsNot(String number) {
    assertThat(faults(number, Colour.YELLOW, null)).containsExactly("plate FORM");
  }

  @Test
  void colourClassAndLengthGoTogether() {
    assertThat(faults("苏E12345", Colour.YELLOW, "02")).containsExactly("plateColour COLOUR_CLASS");
    assertThat(faults("苏E12345", Colour.BLUE, "02")).isEmpty();
    assertThat(faults("苏E12345", Colour.YELLOW, "77")).containsExactly("plateClass CLASS_UNKNOWN");
    assertThat(faults("苏E12345", Colour.GREEN, null)).containsExactly("plateColour COLOUR_LENGTH");
    assertThat(faults("苏ED12345", Colour.GREEN, null)).isEmpty();
    assertThat(faults("苏ED12345", Colour.YELLOW, null))
        .containsExactly("plateColour COLOUR_LENGTH");
  }

  @Test
  void platesOfTheArmedPoliceHaveEightCharactersAndAreWhite() {
    assertThat(faults("WJ苏1234X", Colour.WHITE, "31")).isEmpty();
    assertThat(faults("WJ苏1234X", Colour.BLUE, "31")).containsExactly("plateColour COLOUR_CLASS");
    assertThat(faults("苏WJ1234X", Colour.WHITE, "31")).containsExactly("plateColour COLOUR_LENGTH");
  }

  @Test
  void aFaultSaysHowToMendItAndNeverRepeatsThePlate() {
    FieldError error = PlateEntry.faults("苏E·12345", Colour.YELLOW, null).getFirst();
    assertThat(error.zh()).contains("大写字母和数字", "照号牌").doesNotContain("12345");
    assertThat(error.en()).contains("capitals", "as it is printed").doesNotContain("12345");
  }
}
