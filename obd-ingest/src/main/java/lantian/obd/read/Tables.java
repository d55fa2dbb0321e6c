package lantian.obd.read;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lantian.obd.packet.Field;
import lantian.obd.packet.HybridField;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.ObdField;
import lantian.obd.packet.Signal;
import lantian.obd.packet.SupplementField;
import lantian.obd.packet.TwcField;
import lantian.obd.packet.TwcNoxField;
import org.jspecify.annotations.Nullable;

/** Which table a body is read with (字段表). */
final class Tables {
  private static final List<Field> NONE = List.of();

  private static final Map<Integer, List<Field>> BY_TYPE =
      Map.of(
          ItemType.STREAM, List.of(Signal.values()),
          ItemType.TWC, List.of(TwcField.values()),
          ItemType.TWC_NOX, List.of(TwcNoxField.values()),
          ItemType.HYBRID, List.of(HybridField.values()),
          ItemType.SUPPLEMENT, List.of(SupplementField.values()),
          ItemType.OBD, List.of(ObdField.values()));

  private Tables() {}

  /** The fields of a body; empty for vendor blocks. */
  static List<Field> of(int type, int length) {
    boolean vendor = type == ItemType.SUPPLEMENT && length != SupplementField.SIZE;
    return vendor ? NONE : BY_TYPE.getOrDefault(type, NONE);
  }

  /** The field of this name in bodies of a type, null if there is none. */
  static @Nullable Field find(int type, String key) {
    return BY_TYPE.getOrDefault(type, NONE).stream()
        .filter(field -> field.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  /** Names of all fields. */
  static Set<String> known() {
    Set<String> known = new TreeSet<>();
    BY_TYPE.values().forEach(table -> table.forEach(field -> known.add(field.key())));
    return known;
  }

  /** −1 for a western longitude and a southern latitude, else 1. */
  static int sign(Field field, @Nullable Field state, byte[] bytes, int body) {
    int bit =
        field.key().equals(Signal.LONGITUDE.key())
            ? 4
            : field.key().equals(Signal.LATITUDE.key()) ? 2 : 0;
    return bit != 0 && state != null && (state.raw(bytes, body) & bit) != 0 ? -1 : 1;
  }

  /** Bodies with a table, by type. */
  static Set<Integer> types() {
    return BY_TYPE.keySet();
  }
}
