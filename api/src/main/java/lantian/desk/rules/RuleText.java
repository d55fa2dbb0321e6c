package lantian.desk.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule set as a person reads it (规则集文本).
 *
 * @param id id, which findings name
 * @param from first city day on which it applies
 * @param zh title, Chinese
 * @param en title, English
 * @param lines limits and legal bases, each key once
 */
public record RuleText(String id, LocalDate from, String zh, String en, List<Line> lines) {
  /** Takes the lines as they are. */
  public RuleText {
    lines = List.copyOf(lines);
  }

  /**
   * One limit or legal basis.
   *
   * @param rule rule it belongs to
   * @param key name inside the rule
   * @param value value as text
   * @param unit unit, empty if none
   * @param source clause or document it comes from
   * @param verified true if somebody compared it with the printed text
   */
  public record Line(
      String rule, String key, String value, String unit, String source, boolean verified) {}

  /**
   * A line that is not the same in another set.
   *
   * @param before as it was, null if it is new
   * @param after as it becomes, null if it goes
   */
  public record Difference(@Nullable Line before, @Nullable Line after) {}

  /**
   * What becomes different when this set follows another, in the order of the lines; what goes
   * stands at the end.
   *
   * @param before the set in force until then, null if there is none
   */
  public List<Difference> against(@Nullable RuleText before) {
    Map<String, Line> was = new LinkedHashMap<>();
    if (before != null) {
      before.lines.forEach(line -> was.put(line.rule() + " " + line.key(), line));
    }
    List<Difference> all = new ArrayList<>();
    for (Line line : lines) {
      Line old = was.remove(line.rule() + " " + line.key());
      if (!Objects.equals(old, line)) {
        all.add(new Difference(old, line));
      }
    }
    was.values().forEach(line -> all.add(new Difference(line, null)));
    return all;
  }
}
