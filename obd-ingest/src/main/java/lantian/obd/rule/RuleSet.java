package lantian.obd.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * A dated set of limits (规则集): which limits hold from a day on, from which source, under which law.
 *
 * <p>A rule without a block is not in force under the set.
 */
public final class RuleSet {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final RuleBook book;
  private final String id;
  private final LocalDate from;
  private final Wording title;
  private final @Nullable Block[] blocks;

  private RuleSet(
      RuleBook book, String id, LocalDate from, Wording title, List<@Nullable Block> blocks) {
    this.book = book;
    this.id = id;
    this.from = from;
    this.title = title;
    this.blocks = blocks.toArray(new Block[0]);
  }

  /**
   * One rule's part of a set.
   *
   * @param limits the limits as the rule reads them
   * @param rows the same as a person reads them
   * @param law legal basis
   */
  public record Block(Object limits, List<Limit> rows, Law law) {}

  /**
   * Reads a file; throws {@link IllegalArgumentException} with one clear line for an unknown key
   * (naming the nearest valid one), a missing one, or a value out of range.
   *
   * @param name of the file, for messages
   */
  public static RuleSet read(RuleBook book, String name, InputStream in) {
    try {
      return of(book, name, JSON.readTree(in));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuleSet of(RuleBook book, String name, JsonNode root) {
    Keys.only(name, root, List.of("id", "from", "title", "rules"));
    String id = Keys.text(name, root, "id");
    if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(name + ": id must have 1 to 64 of A–Z a–z 0–9 . _ -");
    }
    JsonNode rules = Keys.need(name, root, "rules");
    Keys.only(name + ".rules", rules, book.ids());
    List<@Nullable Block> blocks = new ArrayList<>();
    Map<Object, Object> shared = new HashMap<>();
    for (Rule<?, ?> rule : book.rules()) {
      JsonNode block = rules.get(rule.id());
      blocks.add(block == null ? null : block(name + "." + rule.id(), rule, block, shared));
    }
    return new RuleSet(book, id, day(name, root), wording(name, root, "title"), blocks);
  }

  private static Block block(
      String where, Rule<?, ?> rule, JsonNode node, Map<Object, Object> shared) {
    Keys.only(where, node, List.of("limits", "law"));
    LimitsBlock limits = new LimitsBlock(where, Keys.need(where, node, "limits"), shared);
    Object read = rule.limits(limits);
    JsonNode law = Keys.need(where, node, "law");
    Keys.only(where + ".law", law, List.of("zh", "en", "verified"));
    Wording text =
        new Wording(Keys.text(where + ".law", law, "zh"), Keys.text(where + ".law", law, "en"));
    return new Block(read, limits.finish(), new Law(text, Keys.flag(where + ".law", law)));
  }

  private static Wording wording(String name, JsonNode root, String key) {
    JsonNode node = Keys.need(name, root, key);
    Keys.only(name + "." + key, node, List.of("zh", "en"));
    return new Wording(
        Keys.text(name + "." + key, node, "zh"), Keys.text(name + "." + key, node, "en"));
  }

  private static LocalDate day(String name, JsonNode root) {
    try {
      return LocalDate.parse(Keys.text(name, root, "from"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + ": from must be a day like 2026-07-01", e);
    }
  }

  /** Id of the set, for example {@code OBD-SCREEN-1}. */
  public String id() {
    return id;
  }

  /** First city day on which the set applies. */
  public LocalDate from() {
    return from;
  }

  /** First epoch second at which the set applies. */
  public long fromSecond() {
    return CityTime.startOf(Math.toIntExact(from.toEpochDay()));
  }

  /** What the set is called. */
  public Wording title() {
    return title;
  }

  /** The rules it was read for. */
  RuleBook book() {
    return book;
  }

  /** The rule's part, null if the rule is not in force under this set. */
  public @Nullable Block block(String rule) {
    int index = book.indexOf(rule);
    return index < 0 ? null : blocks[index];
  }

  @Nullable Block block(int index) {
    return blocks[index];
  }
}
