package lantian.desk.register;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lantian.proto.Plate.Colour;
import org.jspecify.annotations.Nullable;

/**
 * Classes of plates (号牌种类, GA 24.7) with the colours that each may have. Two sources contradict
 * each other on which of 51 and 52 is for large vehicles; both may be green or yellow and green.
 */
final class PlateClass {
  private static final Map<String, Set<Colour>> COLOURS = new HashMap<>();

  static {
    put(EnumSet.of(Colour.YELLOW), "01", "15", "16");
    put(EnumSet.of(Colour.BLUE), "02");
    put(EnumSet.of(Colour.BLACK), "03", "04", "05", "06", "26", "27");
    put(EnumSet.of(Colour.WHITE), "23", "31", "32");
    put(EnumSet.of(Colour.GREEN, Colour.YELLOW_GREEN), "51", "52");
    put(EnumSet.allOf(Colour.class), "07", "08", "13", "14", "18", "20", "22", "25", "99");
  }

  private PlateClass() {}

  private static void put(Set<Colour> colours, String... codes) {
    for (String code : codes) {
      COLOURS.put(code, colours);
    }
  }

  /** The colours that plates of a class may have; null if there is no such class. */
  static @Nullable Set<Colour> colours(String code) {
    return COLOURS.get(code);
  }
}
