package lantian.desk.lists;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.desk.canonical.CanonicalJson;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * One row of a list, frozen (清单行).
 *
 * @param number its number in the list, from 1
 * @param caseId opaque id of the case
 * @param values what it says, by name of the column; {@link #PLATE} and {@link #COLOUR} are what a
 *     department's own file may name it by
 */
public record ListRow(int number, String caseId, SortedMap<String, String> values) {
  /** Column of the plate's number. */
  public static final String PLATE = "plate";

  /** Column of the plate's colour. */
  public static final String COLOUR = "colour";

  /** Copies the values. */
  public ListRow {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** SM3 over what it says, as hex. */
  public String digest() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("case", caseId);
    fields.put("number", number);
    fields.put("values", values);
    return digest(CanonicalJson.text(fields));
  }

  @Nullable String plate() {
    return values.get(PLATE);
  }

  static String digest(String canonical) {
    return HexFormat.of().formatHex(Sm3.of(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  /** Without what it says: that is personal. */
  @Override
  public String toString() {
    return "ListRow[" + number + " " + caseId + "]";
  }
}
