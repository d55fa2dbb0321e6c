package lantian.desk.register;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code codes.json} as it stands there (代码表文件). Whether it makes sense is seen by
 * {@link CodeTables}.
 *
 * @param meanings by column and id: what may be filed
 * @param tables how sources write that
 * @param plateClasses classes of plates that there are
 * @param conflicts what does not go together in one row
 */
record CodeFile(
    Map<String, Map<String, Meaning>> meanings,
    List<Table> tables,
    List<String> plateClasses,
    List<Conflict> conflicts) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * What is meant, whoever writes it.
   *
   * @param zh in Chinese
   * @param en in English
   * @param also other words for it; null if there are none
   */
  record Meaning(String zh, String en, @Nullable List<String> also) {}

  /**
   * What the codes of one source mean in one column.
   *
   * @param codes word by which a file names the source
   * @param zh what people call it
   * @param field the column
   * @param from first day on which it is used, as 2026-01-31
   * @param verified true once somebody has compared it with the printed text
   * @param source where it was taken from
   * @param values ids of meanings by code
   */
  record Table(
      String codes,
      String zh,
      String field,
      String from,
      boolean verified,
      String source,
      Map<String, String> values) {}

  /**
   * Values that do not go together: where {@code when} holds, the other column has {@code only}
   * some values, or {@code never} some.
   *
   * @param flag what is said of such a row
   * @param when one column with values
   * @param only another column with the values that go with them; null if {@code never} says it
   * @param never another column with values that do not; null if {@code only} says it
   * @param verified true once somebody has compared it with the printed text
   * @param source where it was taken from
   */
  record Conflict(
      RowFlag flag,
      Map<String, List<String>> when,
      @Nullable Map<String, List<String>> only,
      @Nullable Map<String, List<String>> never,
      boolean verified,
      String source) {
    boolean in(Map<String, String> row) {
      return when.entrySet().stream().allMatch(one -> holds(row, one.getKey(), one.getValue()))
          && (breaks(row, only, false) || breaks(row, never, true));
    }

    private static boolean breaks(
        Map<String, String> row, @Nullable Map<String, List<String>> said, boolean held) {
      return said != null
          && said.entrySet().stream()
              .anyMatch(one ->
                  row.containsKey(one.getKey())
                      && holds(row, one.getKey(), one.getValue()) == held);
    }

    private static boolean holds(Map<String, String> row, String field, List<String> values) {
      String value = row.get(field);
      return value != null && values.contains(value);
    }
  }

  static CodeFile read(String text) {
    try {
      return MAPPER.readValue(text, CodeFile.class);
    } catch (IOException e) {
      throw new IllegalStateException("codes.json can't be read: " + e.getMessage(), e);
    }
  }

  static String builtIn() {
    try (InputStream in = CodeFile.class.getResourceAsStream("codes.json")) {
      if (in == null) {
        throw new IllegalStateException("codes.json is missing");
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
