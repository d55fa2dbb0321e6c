package lantian.desk.canonical;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON (规范化表示): what is hashed or handed over reads the same wherever it is written. Keys
 * in the order of their characters, no blanks, whole numbers only, UTF-8, as RFC 8785 writes it.
 */
public final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();
  private static final TypeReference<Map<String, @Nullable Object>> FIELDS =
      new TypeReference<>() {};

  /** Text that is canonical JSON already and goes in as it is. */
  public record Ready(String text) {}

  private CanonicalJson() {}

  /** The one form of a record of texts, whole numbers, booleans, lists, maps and such records. */
  public static byte[] write(Record record) {
    return text(MAPPER.convertValue(record, FIELDS)).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes are anything but the one form of such a record
   */
  public static <R extends Record> R read(byte[] bytes, Class<R> type) throws IOException {
    R record = MAPPER.readValue(bytes, type);
    if (!Arrays.equals(write(record), bytes)) {
      throw new IOException("not in canonical form");
    }
    return record;
  }

  /**
   * The text of an object.
   *
   * @param fields null, String, Boolean, Integer, Long, {@link Ready}, or maps and lists of these
   * @throws IllegalArgumentException for anything else, a number with a fraction included
   */
  public static String text(Map<String, ? extends @Nullable Object> fields) {
    StringBuilder out = new StringBuilder(512);
    write(out, fields);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Ready ready -> out.append(ready.text());
      case String text -> quoted(out, text);
      case Boolean flag -> out.append(flag);
      case Integer number -> out.append(number);
      case Long number -> out.append(number);
      case Map<?, ?> map -> object(out, map);
      case List<?> list -> array(out, list);
      default -> throw new IllegalArgumentException("no canonical JSON: " + value.getClass());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    char before = '{';
    for (Map.Entry<?, ?> entry : new TreeMap<Object, Object>(map).entrySet()) {
      quoted(out.append(before), (String) entry.getKey());
      write(out.append(':'), entry.getValue());
      before = ',';
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, List<?> list) {
    char before = '[';
    for (Object element : list) {
      write(out.append(before), element);
      before = ',';
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private static void quoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
