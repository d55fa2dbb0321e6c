package lantian.deploy.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lantian.deploy.console.Failure;
import lantian.obd.rule.Finding;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.Sweep;
import org.jspecify.annotations.Nullable;

/** How many vehicles each value of a limit would flag (限值扫描), counted in one pass. */
final class SweepRun {
  private final Sweep sweep;
  private final RuleSets rules;
  private final Map<String, Integer> vehicles = new TreeMap<>();
  private final Map<String, Integer> findings = new TreeMap<>();

  private SweepRun(Sweep sweep, RuleSets rules) {
    this.sweep = sweep;
    this.rules = rules;
  }

  /**
   * One value and what it would flag.
   *
   * @param value the limit
   * @param vehicles vehicles with at least one finding
   * @param findings findings
   */
  record Row(BigDecimal value, int vehicles, int findings) {}

  /** Reads {@code RULE.LIMIT[.STAGE]=VALUE,VALUE,…}; null if nothing is to be swept. */
  static @Nullable SweepRun of(@Nullable String text, List<Path> files) throws IOException {
    if (text == null) {
      return null;
    }
    int sign = text.indexOf('=');
    if (sign < 0) {
      throw Failure.usage("--sweep must be RULE.LIMIT=VALUE,VALUE,…");
    }
    List<BigDecimal> values;
    try {
      values =
          List.of(text.substring(sign + 1).split(",", -1)).stream().map(SweepRun::number).toList();
      Sweep sweep = new Sweep(Sweep.Target.of(text.substring(0, sign)), values);
      return new SweepRun(sweep, sweep.read(files));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--sweep: " + e.getMessage());
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
  }

  /** The rule at every value. */
  RuleSets rules() {
    return rules;
  }

  /** Takes what one vehicle's items led to. */
  void count(Map<String, Finding> told) {
    Set<String> flagged = new HashSet<>();
    for (Finding finding : told.values()) {
      findings.merge(finding.rule(), 1, Integer::sum);
      flagged.add(finding.rule());
    }
    flagged.forEach(rule -> vehicles.merge(rule, 1, Integer::sum));
  }

  /** What each value would flag, the smallest value first. */
  List<Row> rows() {
    return sweep.values().stream()
        .map(value ->
            new Row(
                value,
                vehicles.getOrDefault(sweep.id(value), 0),
                findings.getOrDefault(sweep.id(value), 0)))
        .toList();
  }
}
