package lantian.obd.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bodies of info type 0x01 put together field by field, for tests. */
final class BlockBody {
  private final ByteBuffer bytes;

  /** Nothing said but lamp and number of codes. */
  BlockBody(int mil, int dtcCount) {
    bytes = ByteBuffer.wrap(StreamBody.obd(mil, dtcCount));
  }

  /**
   * By what a timeline says: {@code mil dtc}, {@code sup ready} as hex words, {@code vin calid cvn}
   * as text, {@code gen ign mon} as counters.
   */
  static byte[] of(Map<String, String> said) {
    BlockBody body =
        new BlockBody(
            Integer.parseInt(said.getOrDefault("mil", "0")),
            Integer.parseInt(said.getOrDefault("dtc", "0")));
    body.readiness(hex(said, "sup"), hex(said, "ready"));
    body.text(6, 17, said.getOrDefault("vin", ""));
    body.text(23, 18, said.getOrDefault("calid", ""));
    body.text(41, 18, said.getOrDefault("cvn", ""));
    return body.ratios(number(said, "gen"), number(said, "ign"), number(said, "mon")).bytes();
  }

  private static int hex(Map<String, String> said, String key) {
    return Integer.parseInt(said.getOrDefault(key, "0"), 16);
  }

  private static int number(Map<String, String> said, String key) {
    return Integer.parseInt(said.getOrDefault(key, "0"));
  }

  /** Monitors that there are, and those that are not complete. */
  BlockBody readiness(int supported, int incomplete) {
    bytes.putShort(2, (short) supported).putShort(4, (short) incomplete);
    return this;
  }

  /** A text from an offset; the rest of its room is NUL. */
  BlockBody text(int at, int room, String text) {
    byte[] written = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < room; i++) {
      bytes.put(at + i, i < written.length ? written[i] : 0);
    }
    return this;
  }

  /** General denominator, ignition counter, and the same for all that follows. */
  BlockBody ratios(int general, int ignition, int monitors) {
    bytes.putShort(59, (short) general).putShort(61, (short) ignition);
    for (int i = 2; i < 18; i++) {
      bytes.putShort(59 + 2 * i, (short) monitors);
    }
    return this;
  }

  byte[] bytes() {
    return bytes.array().clone();
  }
}
