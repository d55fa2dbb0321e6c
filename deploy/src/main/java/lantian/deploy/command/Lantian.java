package lantian.deploy.command;

import java.io.PrintWriter;
import java.util.List;
import lantian.deploy.console.Failure;
import lantian.deploy.settings.Nearest;
import lantian.deploy.settings.SettingError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of all commands, and how any of them fails. */
@Command(
    name = "lantian",
    description = "Supervises emissions of vehicles and vessels for a city (蓝天).",
    mixinStandardHelpOptions = true,
    version = "lantian 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {})
public final class Lantian implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Lantian() {}

  /** Runs one command and answers its exit code: 0 done, 1 failed, 2 used wrongly. */
  public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return new CommandLine(new Lantian())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
        .setExecutionExceptionHandler((thrown, command, result) -> fail(thrown, command))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw Failure.usage(
        "name a command: " + String.join(", ", spec.subcommands().keySet()) + " (or --help)");
  }

  private static int refuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + reason(wrong));
    return Failure.USAGE;
  }

  private static String reason(ParameterException wrong) {
    String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong use");
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return message;
    }
    String first = unmatched.getUnmatched().getFirst();
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    boolean option = first.startsWith("-");
    List<String> names =
        option
            ? spec.options().stream().map(OptionSpec::longestName).toList()
            : List.copyOf(spec.subcommands().keySet());
    String kind = option ? "unknown option " : "unknown argument ";
    if (!option && !names.isEmpty()) {
      kind = "unknown command ";
    }
    return kind
        + first
        + (names.isEmpty() ? "" : "; did you mean " + Nearest.to(first, names) + "?");
  }

  private static int fail(Exception thrown, CommandLine command) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    return switch (thrown) {
      case Failure failure -> {
        err.println(name + ": " + failure.line());
        yield failure.exitCode();
      }
      case SettingError wrong -> {
        err.println(name + ": " + wrong.getMessage());
        yield Failure.USAGE;
      }
      default -> {
        err.println(name + ": unexpected " + thrown);
        thrown.printStackTrace(err);
        yield Failure.FAILED;
      }
    };
  }
}
