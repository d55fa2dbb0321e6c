package lantian.desk.register;

import java.util.Map;
import lantian.proto.Plate;
import lantian.proto.Plate.Colour;
import org.jspecify.annotations.Nullable;

/**
 * How a source numbers plate colours (号牌颜色代码来源). The same number is another colour elsewhere, so a
 * number alone is no colour. The tables were put together from documents and programs of others and
 * are not compared with the printed standards.
 */
enum PlateCodes {
  /** JT/T 697.7; the last two are from memory. */
  JTT697(
      "JT/T 697.7",
      Map.of(
          "1", Colour.BLUE,
          "2", Colour.YELLOW,
          "3", Colour.BLACK,
          "4", Colour.WHITE,
          "5", Colour.GREEN,
          "93", Colour.YELLOW_GREEN,
          "94", Colour.GREEN)),
  /** Programs of remote-sensing devices. */
  REMOTE_SENSING(
      "遥感设备", Map.of("0", Colour.BLUE, "1", Colour.YELLOW, "2", Colour.WHITE, "3", Colour.BLACK)),
  /** A provincial platform. */
  PROVINCIAL(
      "省平台",
      Map.of(
          "0", Colour.BLUE,
          "1", Colour.YELLOW,
          "2", Colour.WHITE,
          "3", Colour.BLACK,
          "4", Colour.GREEN));

  private final String zh;
  private final Map<String, Plate.Colour> colours;

  PlateCodes(String zh, Map<String, Plate.Colour> colours) {
    this.zh = zh;
    this.colours = colours;
  }

  /** What people call the source. */
  String zh() {
    return zh;
  }

  /** The colour of a number, null if this source has no such number. */
  @Nullable Colour colour(String code) {
    return colours.get(code);
  }
}
