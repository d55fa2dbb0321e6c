package lantian.obd.store;

import lantian.obd.rule.RuleSets;
import lantian.obd.rule.RuleSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rule sets as whoever judges asks for them again and again (规则集跟踪). */
final class RuleWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RuleWatch.class);

  private final RuleSource rules;

  RuleWatch(RuleSource rules) {
    this.rules = rules;
  }

  /** Those that apply now, null if they can't be read: whoever can read them shall judge. */
  @Nullable RuleSets current() {
    try {
      return rules.current();
    } catch (RuntimeException e) {
      LOG.warn("the rule sets can't be read: {}", e.toString());
      return null;
    }
  }

  /** True if others apply by now; whoever judges goes on while they can't be read. */
  boolean replaced(RuleSets sets) {
    RuleSets now = current();
    return now != null && now != sets;
  }
}
