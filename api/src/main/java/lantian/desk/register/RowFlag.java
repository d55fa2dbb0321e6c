package lantian.desk.register;

import java.util.List;
import lantian.proto.Plate;

/**
 * What does not agree in a row that was filed all the same (行冲突标记): the register takes what its
 * source says, and somebody looks. Names are codes that programs may rely on.
 */
public enum RowFlag {
  /** The colour is none that plates of the class have. */
  COLOUR_CLASS("号牌颜色与号牌种类不符，请核对", "the colour does not go with the class of the plate"),
  /** There is no such class. */
  CLASS_UNKNOWN("号牌种类代码不在 GA 24.7 表中", "no class of plates has this code"),
  /** The plate is one of new-energy vehicles, the fuel is not. */
  COLOUR_FUEL("号牌颜色与燃料种类不符，请核对", "the colour of the plate does not go with the fuel"),
  /** One of them says that nothing is burnt. */
  STAGE_FUEL("排放阶段与燃料种类不符，请核对", "the stage does not go with the fuel"),
  /** The class of plates is kept for another use. */
  USE_CLASS("使用性质与号牌种类不符，请核对", "the use does not go with the class of the plate"),
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

  /** What does not agree about a plate by itself. */
  static List<RowFlag> of(Plate plate) {
    boolean green =
        plate.colour() == Plate.Colour.GREEN || plate.colour() == Plate.Colour.YELLOW_GREEN;
    int length = plate.number().codePointCount(0, plate.number().length());
    return (length == 8 && !green) || (length == 7 && green) ? List.of(COLOUR_LENGTH) : List.of();
  }
}
