package lantian.desk.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * What does not agree in a row that was filed all the same (行冲突标记): the register takes what its
 * source says, and somebody looks. Names are codes that programs may rely on.
 */
public enum RowFlag {
  /** The colour is none that plates of the class have. */
  COLOUR_CLASS("号牌颜色与号牌种类不符，请核对", "the colour does not go with the class of the plate"),
  /** There is no such class. */
  CLASS_UNKNOWN("号牌种类代码不在 GA 24.7 表中", "no class of plates has this code"),
  /** Plates of new-energy vehicles have eight characters and are green; no others do. */
  COLOUR_LENGTH("号牌位数与颜色不符：新能源号牌为8位", "eight characters go with green plates, and with no others");

  private final String zh;
  private final String en;

  RowFlag(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** The Chinese words. */
  public String zh() {
    return zh;
  }

  /** The English words. */
  public String en() {
    return en;
  }

  /** What does not agree about a plate. */
  static List<RowFlag> of(Plate plate, @Nullable String plateClass) {
    List<RowFlag> flags = new ArrayList<>();
    if (plateClass != null) {
      Set<Plate.Colour> colours = PlateClass.colours(plateClass);
      if (colours == null) {
        flags.add(CLASS_UNKNOWN);
      } else if (!colours.contains(plate.colour())) {
        flags.add(COLOUR_CLASS);
      }
    }
    boolean green =
        plate.colour() == Plate.Colour.GREEN || plate.colour() == Plate.Colour.YELLOW_GREEN;
    int length = plate.number().codePointCount(0, plate.number().length());
    if ((length == 8 && !green) || (length == 7 && green)) {
      flags.add(COLOUR_LENGTH);
    }
    return flags;
  }
}
