package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an OBD block says of readiness, identifiers and counters, and when it says nothing. */
class ObdBlockTest {
  private static final int BEFORE = 3;

  private final ByteBuffer bytes = ByteBuffer.allocate(BEFORE + ObdField.SIZE);
  private final ObdBlock block = new ObdBlock(bytes.array(), BEFORE);

  @Test
  void readsEveryFieldWhereItStands() {
    bytes.putShort(BEFORE + 2, (short) 0xFEA0); // monitors that there are
    bytes.putShort(BEFORE + 4, (short) 0x0600); // not complete
    text(6, "LSYNTEST5N0000018");
    bytes.putShort(BEFORE + 59, (short) 65_000); // general denominator
    bytes.putShort(BEFORE + 61, (short) 7); // ignition cycles
    bytes.putShort(BEFORE + 93, (short) 9); // the last denominator

    assertThat(block.supported()).isEqualTo(0xFEA0);
    assertThat(block.complete()).isEqualTo(0xF8A0);
    assertThat(block.readinessKnown()).isTrue();
    assertThat(Objects.requireNonNull(block.vin()).text()).isEqualTo("LSYNTEST5N0000018");
    assertThat(block.ratio(ObdBlock.GENERAL)).isEqualTo(65_000);
    assertThat(block.ratio(ObdBlock.IGNITION)).isEqualTo(7);
    assertThat(block.ratio(17)).isEqualTo(9);
    assertThat(block.ratiosKnown()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "fea0, 0000, true", "fea0, fea0, true", "fea0, fea1, false", "fea0, ffff, false",
    "0000, 0000, false", "ffff, 0000, false", "ffff, ffff, false", "0001, 0001, true"
  })
  void readinessThatIsFilledUpSaysNothing(String supported, String ready, boolean known) {
    bytes.putShort(BEFORE + 2, (short) HexFormat.fromHexDigits(supported));
    bytes.putShort(BEFORE + 4, (short) HexFormat.fromHexDigits(ready));

    assertThat(block.readinessKnown()).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 500, 40, true",
    "0, 500, 40, false",
    "100, 0, 40, false",
    "100, 500, 0, false",
    "65535, 500, 40, false",
    "100, 65535, 40, false",
    "100, 500, 65535, false",
    "12336, 12336, 12336, false",
    "1, 1, 2, true"
  })
  void countersThatAreFilledUpSayNothing(int general, int ignition, int monitors, boolean known) {
    for (int i = 0; i < ObdBlock.RATIOS; i++) {
      int word = i == ObdBlock.GENERAL ? general : i == ObdBlock.IGNITION ? ignition : monitors;
      bytes.putShort(BEFORE + 59 + 2 * i, (short) word);
    }
    assertThat(block.ratiosKnown()).isEqualTo(known);
  }

  @Test
  void theMonitorsAreAllWordsButTheFirstTwo() {
    long before = block.monitors();
    bytes.putInt(BEFORE + 59, 0x00010002); // general denominator and ignition cycles
    assertThat(block.monitors()).isEqualTo(before);
    for (int i = 2; i < ObdBlock.RATIOS; i++) {
      bytes.putShort(BEFORE + 59 + 2 * i, (short) 1);
      assertThat(block.monitors()).as("word " + i).isNotEqualTo(before);
      bytes.putShort(BEFORE + 59 + 2 * i, (short) 0);
    }
  }

  @Test
  void whatStandsAroundATextIsNoPartOfIt() {
    text(23, "P1234\0\0");
    long said = block.calid();
    text(23, "  P1234   ");
    assertThat(block.calid()).isEqualTo(said).isNotEqualTo(ObdBlock.UNKNOWN);
    text(23, "P12340");
    assertThat(block.calid()).isNotEqualTo(said);
    assertThat(block.cvn()).isEqualTo(ObdBlock.UNKNOWN);
    Arrays.fill(bytes.array(), BEFORE + 41, BEFORE + 45, (byte) 0xA5);
    bytes.put(BEFORE + 42, (byte) 7); // four raw bytes and NULs, as in the field
    assertThat(block.cvn()).isNotEqualTo(ObdBlock.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "000000000000000000", "\u00ff\u00ff\u00ff", "FFFFFF", "A"})
  void aTextThatIsFilledUpSaysNothing(String filled) {
    text(23, filled);
    text(41, filled);

    assertThat(block.calid()).isEqualTo(ObdBlock.UNKNOWN);
    assertThat(block.cvn()).isEqualTo(ObdBlock.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LSYNTEST4N0000018",
        "LSYNTEST5N000001O",
        "lsyntest5n0000018",
        "LSYNTEST5N000001*",
        "00000000000000000",
        "11111111111111111",
        ""
      })
  void aGarbledVinSaysNothing(String garbled) {
    text(6, garbled);

    assertThat(block.vin()).isNull();
  }

  private void text(int at, String text) {
    int room = at == 6 ? 17 : 18;
    Arrays.fill(bytes.array(), BEFORE + at, BEFORE + at + room, (byte) 0);
    bytes.put(BEFORE + at, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
