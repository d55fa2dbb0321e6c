package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The three rule sets of the seeded timelines: small limits, changed at two midnights. The rules on
 * terminal and data have two sets of their own, for timelines of their own; the whole sets hold
 * both.
 */
public final class Seeded {
  private static final List<String> NAMES = List.of("SEEDED-1", "SEEDED-2", "SEEDED-3");
  private static final List<String> ROAD = List.of("ROAD-1", "ROAD-2");

  private Seeded() {}

  /** For the judge. */
  public static RuleSets sets() {
    return sets(trees());
  }

  /** For the naive judge. */
  public static List<JsonNode> trees() {
    return NAMES.stream().map(Seeded::tree).toList();
  }

  /** Every rule there is, for the judge. */
  public static RuleSets wholeSets() {
    return sets(wholeTrees());
  }

  /** Every rule there is, for the naive judge. */
  public static List<JsonNode> wholeTrees() {
    List<JsonNode> out = trees();
    for (int i = 0; i < out.size(); i++) {
      JsonNode road = tree(ROAD.get(Math.min(i, ROAD.size() - 1)));
      ((ObjectNode) out.get(i).get("rules")).setAll((ObjectNode) road.get("rules"));
    }
    return out;
  }

  private static RuleSets sets(List<JsonNode> trees) {
    List<RuleSet> out = new ArrayList<>();
    for (JsonNode tree : trees) {
      byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
      String name = tree.get("id").asText();
      out.add(RuleSet.read(RuleBook.STANDARD, name, new ByteArrayInputStream(bytes)));
    }
    return new RuleSets(RuleBook.STANDARD, out);
  }

  private static JsonNode tree(String name) {
    try {
      return new JsonMapper().readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String name) {
    String path = "/lantian/obd/rule/seeded/" + name + ".json";
    try (InputStream in = Seeded.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
