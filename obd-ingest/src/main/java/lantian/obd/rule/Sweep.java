package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit of one rule at several values, side by side (限值扫描): as many variants of the rule as
 * there are values, judged in one pass over the items.
 */
public final class Sweep {
  /** Most values of one sweep: their memories must fit into that of a vehicle. */
  public static final int MOST = 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Target target;
  private final List<BigDecimal> values;
  private final RuleBook book;

  /**
   * What is varied.
   *
   * @param rule id of the rule
   * @param limit key of the limit in the rule's block
   * @param part key within the limit, such as a stage; null if the limit is one number
   */
  public record Target(String rule, String limit, @Nullable String part) {
    /** Reads {@code RULE.LIMIT} or {@code RULE.LIMIT.PART}. */
    public static Target of(String text) {
      String[] parts = text.split("\\.", -1);
      if (parts.length < 2 || parts.length > 3) {
        throw new IllegalArgumentException(
            text + " must be RULE.LIMIT or RULE.LIMIT.STAGE, such as OBD-NOX-LASTING.ppm.VI");
      }
      return new Target(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
    }

    @Override
    public String toString() {
      return rule + "." + limit + (part == null ? "" : "." + part);
    }
  }

  /**
   * A sweep.
   *
   * @throws IllegalArgumentException if there is no such rule, no value or too many
   */
  public Sweep(Target target, List<BigDecimal> values) {
    int index = RuleBook.STANDARD.indexOf(target.rule());
    if (index < 0) {
      throw new IllegalArgumentException("there is no rule " + target.rule());
    }
    List<BigDecimal> distinct =
        values.stream().map(BigDecimal::stripTrailingZeros).distinct().sorted().toList();
    if (distinct.isEmpty() || distinct.size() > MOST) {
      throw new IllegalArgumentException("a sweep has 1 to " + MOST + " values");
    }
    this.target = target;
    this.values = distinct;
    List<Rule<?, ?>> variants = new ArrayList<>();
    distinct.forEach(value -> variants.add(new Variant<>(id(value), RuleBook.STANDARD.at(index))));
    this.book = new RuleBook(variants);
  }

  /** The values, smallest first. */
  public List<BigDecimal> values() {
    return values;
  }

  /** Id of the rule that judges by a value; findings bear it. */
  public String id(BigDecimal value) {
    return target.rule() + "=" + value.toPlainString();
  }

  /**
   * The rule sets of these files, each with the rule at every value and no other rule.
   *
   * @throws IllegalArgumentException if a file has no such limit, or refuses a value
   */
  public RuleSets read(List<Path> files) throws IOException {
    List<RuleSet> sets = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      byte[] varied = JSON.writeValueAsBytes(varied(name, Files.readAllBytes(file)));
      sets.add(RuleSet.read(book, name, new ByteArrayInputStream(varied)));
    }
    return new RuleSets(book, sets);
  }

  private ObjectNode varied(String name, byte[] file) {
    ObjectNode set = object(name, tree(name, file), "the file");
    ObjectNode block = object(name, set.path("rules").path(target.rule()), target.rule());
    ObjectNode rules = set.putObject("rules");
    for (BigDecimal value : values) {
      ObjectNode variant = block.deepCopy();
      ObjectNode limit = object(name, variant.path("limits").path(target.limit()), "" + target);
      String part = target.part();
      if (part == null) {
        number(name, limit.path("value"));
        limit.put("value", value);
      } else {
        ObjectNode parts = object(name, limit.path("value"), "" + target);
        number(name, parts.path(part));
        parts.put(part, value);
      }
      rules.set(id(value), variant);
    }
    return set;
  }

  private void number(String name, JsonNode was) {
    if (!was.isNumber()) {
      throw new IllegalArgumentException(name + " has no number at " + target);
    }
  }

  private static ObjectNode object(String name, JsonNode node, String what) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(name + ": " + what + " is missing");
  }

  private static JsonNode tree(String name, byte[] file) {
    try {
      return JSON.readTree(file);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
