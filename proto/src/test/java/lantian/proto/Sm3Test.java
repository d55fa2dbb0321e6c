package lantian.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The two examples of GB/T 32905-2016, appendix A. */
class Sm3Test {
  private static final String OF_ABC =
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
  private static final String OF_SIXTEEN_ABCD =
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";

  @Test
  void agreesWithTheStandard() {
    assertThat(hex(Sm3.of(ascii("abc")))).isEqualTo(OF_ABC);
    assertThat(hex(Sm3.of(ascii("abcd".repeat(16))))).isEqualTo(OF_SIXTEEN_ABCD);
  }

  @Test
  void partsCountAsOneText() {
    assertThat(hex(Sm3.of(ascii("a"), ascii(""), ascii("bc")))).isEqualTo(OF_ABC);
    assertThat(hex(Sm3.of(ascii("a"), ascii("cb")))).isNotEqualTo(OF_ABC);
    assertThat(Sm3.of()).hasSize(Sm3.LENGTH);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
