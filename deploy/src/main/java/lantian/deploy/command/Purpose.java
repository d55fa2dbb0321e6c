package lantian.deploy.command;

import lantian.deploy.console.Failure;
import picocli.CommandLine.Option;

/** What somebody looks at stored data or changes them for (用途), as the audit trail has it. */
final class Purpose {
  @Option(
      names = "--purpose",
      paramLabel = "TEXT",
      required = true,
      description = "What for; goes into the audit trail.")
  private String text = "";

  /** Refuses a blank one. */
  void check() {
    if (text.isBlank()) {
      throw Failure.usage("--purpose must say what for");
    }
  }

  String text() {
    return text;
  }
}
