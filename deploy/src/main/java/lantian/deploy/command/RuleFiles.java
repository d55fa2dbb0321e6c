package lantian.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lantian.deploy.console.Failure;
import lantian.obd.rule.RuleSets;

/** Rule sets that are named on the command line (规则集文件). */
final class RuleFiles {
  private RuleFiles() {}

  /** Reads them; what is wrong with one is told as wrong use of {@code --rules}. */
  static RuleSets read(List<Path> files) {
    try {
      return RuleSets.read(files);
    } catch (IOException e) {
      throw Failure.usage("--rules can't be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }
}
