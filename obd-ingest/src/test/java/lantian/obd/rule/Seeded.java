package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The three rule sets of the seeded timelines: small limits, changed at two midnights. */
public final class Seeded {
  private static final List<String> NAMES = List.of("SEEDED-1", "SEEDED-2", "SEEDED-3");

  private Seeded() {}

  /** For the judge. */
  public static RuleSets sets() {
    List<RuleSet> out = new ArrayList<>();
    for (String name : NAMES) {
      out.add(RuleSet.read(RuleBook.STANDARD, name, new ByteArrayInputStream(bytes(name))));
    }
    return new RuleSets(RuleBook.STANDARD, out);
  }

  /** For the naive judge. */
  public static List<JsonNode> trees() {
    try {
      List<JsonNode> out = new ArrayList<>();
      for (String name : NAMES) {
        out.add(new JsonMapper().readTree(bytes(name)));
      }
      return out;
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
