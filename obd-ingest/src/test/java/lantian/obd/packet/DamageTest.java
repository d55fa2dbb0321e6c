package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.stream.Stream;
import lantian.obd.frame.Bcc;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every prefix and every single-bit change of every vector: a value comes out, never an exception,
 * and no byte is lost.
 */
class DamageTest {
  private static final HexFormat HEX = HexFormat.of();

  static Stream<Arguments> vectors() throws java.io.IOException {
    return VectorsTest.vectors();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void everyPrefixIsAccountedFor(String id, JsonNode vector) {
    byte[] stream = HEX.parseHex(VectorsTest.line(vector).replace(" ", ""));
    ObdDecode decode = new ObdDecode(VectorsTest.profile(vector));
    for (int length = 1; length < stream.length; length++) {
      balanced(id, length, decode.line(HEX.formatHex(stream, 0, length)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void everySingleBitChangeIsAccountedFor(String id, JsonNode vector) {
    byte[] stream = HEX.parseHex(VectorsTest.line(vector).replace(" ", ""));
    ObdDecode decode = new ObdDecode(VectorsTest.profile(vector));
    for (int bit = 0; bit < stream.length * 8; bit++) {
      stream[bit / 8] ^= (byte) (1 << (bit % 8));
      balanced(id, stream.length, decode.line(HEX.formatHex(stream)));
      stream[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void everyBitOfTheUnitMayChangeUnderAGoodCheckByte(String id, JsonNode vector) {
    byte[] stream = HEX.parseHex(VectorsTest.line(vector).replace(" ", ""));
    ObdDecode decode = new ObdDecode(VectorsTest.profile(vector));
    boolean single = stream.length == 25 + (((stream[22] & 0xFF) << 8) | (stream[23] & 0xFF));
    for (int bit = 24 * 8; single && bit < (stream.length - 1) * 8; bit++) {
      stream[bit / 8] ^= (byte) (1 << (bit % 8));
      Bcc.seal(stream);
      ObjectNode out = decode.line(HEX.formatHex(stream));
      assertThat(out.get("frames").asInt()).as("%s bit %d", id, bit).isEqualTo(1);
      stream[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  private static void balanced(String id, int bytes, ObjectNode out) {
    int framed = 0;
    for (JsonNode frame : out.get("decoded")) {
      framed += 25 + frame.get("dataLen").asInt();
    }
    int rest = out.get("junkBytes").asInt() + out.get("leftoverBytes").asInt();
    assertThat(framed + rest).as("%s of %d bytes", id, bytes).isEqualTo(bytes);
  }
}
