package lantian.obd.read;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.rule.Law;
import lantian.obd.rule.Limit;
import lantian.obd.rule.Rule;
import lantian.obd.rule.RuleBook;
import lantian.obd.rule.RuleSet;
import lantian.obd.rule.RuleSets;

/**
 * A rule set as a person reads it (规则集一览).
 *
 * @param id id, which findings name
 * @param from first city day on which it applies
 * @param zh title, Chinese
 * @param en title, English
 * @param rows limits and legal bases in the order of the rule book
 */
public record RuleSheet(String id, LocalDate from, String zh, String en, List<Row> rows) {
  /** Key of the row that holds a rule's legal basis. */
  public static final String LAW = "law";

  /**
   * One limit, or the legal basis of a rule.
   *
   * @param rule id of the rule
   * @param key name of the limit, or {@link #LAW}
   * @param value value as text; of a legal basis its Chinese words
   * @param unit unit, empty if none
   * @param source clause or document; of a legal basis its English words
   * @param verified true if somebody compared it with the printed text
   */
  public record Row(
      String rule, String key, String value, String unit, String source, boolean verified) {}

  /** The sets that come with the program. */
  public static List<RuleSheet> builtIn() {
    return RuleSets.builtIn().list().stream().map(RuleSheet::of).toList();
  }

  /**
   * Reads the file of a set.
   *
   * @throws IllegalArgumentException with one clear line if nobody could judge by it
   */
  public static RuleSheet read(byte[] body) {
    return of(RuleSet.read(RuleBook.STANDARD, "set", new ByteArrayInputStream(body)));
  }

  private static RuleSheet of(RuleSet set) {
    List<Row> rows = new ArrayList<>();
    for (Rule<?, ?> rule : RuleBook.STANDARD.rules()) {
      RuleSet.Block block = set.block(rule.id());
      if (block != null) {
        Law law = block.law();
        rows.add(new Row(rule.id(), LAW, law.text().zh(), "", law.text().en(), law.verified()));
        block.rows().forEach(limit -> rows.add(row(rule.id(), limit)));
      }
    }
    return new RuleSheet(set.id(), set.from(), set.title().zh(), set.title().en(), rows);
  }

  private static Row row(String rule, Limit limit) {
    return new Row(
        rule, limit.key(), limit.value(), limit.unit(), limit.source(), limit.verified());
  }
}
