package lantian.desk.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.desk.fault.FieldError;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * A plate that a person types (号牌录入核对). What is only flagged in a filing file, which says what its
 * source says, is an error here: whoever types it has the plate before him.
 */
public final class PlateEntry {
  private static final String FORM = "[\\p{IsHan}A-Z0-9]{5,12}";

  /** Plates of eight characters that are not green. */
  private static final String ARMED_POLICE = "WJ.*";

  private PlateEntry() {}

  /**
   * What is wrong.
   *
   * @param plateClass code of GA 24.7, null if it is not known
   */
  public static List<FieldError> faults(
      String number, Plate.Colour colour, @Nullable String plateClass) {
    List<FieldError> errors = new ArrayList<>();
    if (!number.matches(FORM)) {
      errors.add(
          FieldError.of(
              "plate",
              "FORM",
              "号牌号码应为5至12位汉字、大写字母和数字，不含空格和间隔号，请照号牌重填",
              "a plate has 5 to 12 characters: Chinese, capitals and digits, no blanks or dots;"
                  + " type it as it is printed"));
      return errors;
    }
    Map<String, String> row = new HashMap<>(Map.of(Column.PLATE_COLOUR.field(), colour.name()));
    if (plateClass != null) {
      row.put(Column.PLATE_CLASS.field(), plateClass);
    }
    List<RowFlag> flags = new ArrayList<>(CodeTables.BUILT_IN.flags(row));
    flags.addAll(RowFlag.of(new Plate(number, colour)));
    for (RowFlag flag : flags) {
      if (flag != RowFlag.COLOUR_LENGTH || !number.matches(ARMED_POLICE)) {
        errors.add(FieldError.of(field(flag), flag.name(), flag.zh(), flag.en()));
      }
    }
    return errors;
  }

  private static String field(RowFlag flag) {
    return switch (flag) {
      case CLASS_UNKNOWN, USE_CLASS -> "plateClass";
      case COLOUR_CLASS, COLOUR_FUEL, STAGE_FUEL, COLOUR_LENGTH -> "plateColour";
    };
  }
}
