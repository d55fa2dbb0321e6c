package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every published vector decodes as expected. Keys that a vector lacks are not compared (spec
 * clause 14).
 */
public class VectorsTest {
  /** Keys that ask for keys of the cipher; {@code CipherVectorsTest} looks at them. */
  private static final List<String> ELSEWHERE =
      List.of("sm2", "sm2UserId", "signatureValid", "signedRange", "plainHex");

  static Stream<Arguments> vectors() throws IOException {
    return all().map(v -> Arguments.of(v.get("id").asText(), v));
  }

  /** Every vector. */
  public static Stream<JsonNode> all() throws IOException {
    try (InputStream in = VectorsTest.class.getResourceAsStream("vectors.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      return StreamSupport.stream(root.get("vectors").spliterator(), false).toList().stream();
    }
  }

  /** The bytes of a vector as hex, a blank between its reads. */
  public static String line(JsonNode vector) {
    if (vector.has("hex")) {
      return vector.get("hex").asText();
    }
    List<String> chunks = new ArrayList<>();
    vector.get("hexChunks").forEach(chunk -> chunks.add(chunk.asText()));
    return String.join(" ", chunks);
  }

  /** The profile that a vector is to be decoded under. */
  public static Profile profile(JsonNode vector) {
    return vector.has("profile")
        ? Profile.valueOf(vector.get("profile").asText())
        : Profile.GB17691;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void decodesAsExpected(String id, JsonNode vector) {
    JsonNode actual = new ObdDecode(profile(vector)).line(line(vector));
    compare(id, vector.get("expected"), actual);
  }

  /** Holds decode output against what a vector expects. */
  public static void compare(String where, JsonNode expected, JsonNode actual) {
    assertThat(actual).as(where).isNotNull();
    if (expected.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> it = expected.fields(); it.hasNext(); ) {
        Map.Entry<String, JsonNode> entry = it.next();
        if (!ELSEWHERE.contains(entry.getKey())) {
          compare(where + "." + entry.getKey(), entry.getValue(), actual.get(entry.getKey()));
        }
      }
    } else if (expected.isArray()) {
      assertThat(actual.size()).as(where + " length").isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        compare(where + "[" + i + "]", expected.get(i), actual.get(i));
      }
    } else if (expected.isNumber()) {
      assertThat(actual.isNumber()).as(where + " is a number").isTrue();
      assertThat(Math.abs(actual.asDouble() - expected.asDouble())).as(where).isLessThan(1e-6);
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }
}
