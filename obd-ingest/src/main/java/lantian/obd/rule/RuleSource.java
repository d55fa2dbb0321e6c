package lantian.obd.rule;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.filing.ActiveRules;
import org.jspecify.annotations.Nullable;

/**
 * Which rule sets are in force now (规则集来源).
 *
 * <p>Calls may block and may throw a {@link RuntimeException} while that can't be known.
 */
@FunctionalInterface
public interface RuleSource {
  /** The sets as they stand: the same object for as long as nothing has changed. */
  RuleSets current();

  /** These sets and no others. */
  static RuleSource of(RuleSets sets) {
    return () -> sets;
  }

  /** Those of the program with those that are put in force while it runs. */
  static RuleSource following(ActiveRules active) {
    return new RuleSource() {
      private List<String> known = List.of();
      private @Nullable RuleSets sets;

      @Override
      public synchronized RuleSets current() {
        List<ActiveRules.File> files = active.active();
        List<String> found = files.stream().map(ActiveRules.File::id).sorted().toList();
        if (sets == null || !found.equals(known)) {
          sets = with(files);
          known = found;
        }
        return sets;
      }
    };
  }

  private static RuleSets with(List<ActiveRules.File> files) {
    RuleSets builtIn = RuleSets.builtIn();
    List<RuleSet> all = new ArrayList<>(builtIn.list());
    for (ActiveRules.File file : files) {
      all.add(RuleSet.read(builtIn.book(), file.id(), new ByteArrayInputStream(file.body())));
    }
    return new RuleSets(builtIn.book(), all);
  }
}
