package lantian.deploy.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import lantian.deploy.console.Failure;
import lantian.deploy.settings.Nearest;
import lantian.deploy.settings.SettingError;
import lantian.deploy.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of all commands, and how any of them fails. */
@Command(
    name = "lantian",
    description = "Supervises emissions of vehicles and vessels for a city (蓝天).",
    mixinStandardHelpOptions = true,
    version = "lantian 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      ExportCommand.class,
      JudgeCommand.class,
      RebuildCommand.class,
      DecodeCommand.class,
      ReplayCommand.class,
      SimulateCommand.class,
      UserCommand.class,
    })
public final class Lantian {
  private Lantian() {}

  /** Runs one command and answers its exit code: 0 done, 1 failed, 2 used wrongly. */
  public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return new CommandLine(new Lantian())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Moment.class, Moment::of)
        .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
        .setExecutionExceptionHandler((thrown, command, result) -> fail(thrown, command))
        .execute(arguments);
  }

  private static int refuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + reason(wrong));
    return Failure.USAGE;
  }

  private static String reason(ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    Set<String> commands = spec.subcommands().keySet();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().getFirst(), spec);
    }
    String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong use");
    return commands.isEmpty() ? message : message + ": " + String.join(", ", commands);
  }

  private static String unknown(String word, CommandSpec spec) {
    boolean option = word.startsWith("-");
    List<String> names =
        option
            ? spec.options().stream().map(OptionSpec::longestName).toList()
            : List.copyOf(spec.subcommands().keySet());
    String kind = option ? "option" : names.isEmpty() ? "argument" : "command";
    String hint = names.isEmpty() ? "" : "; did you mean " + Nearest.to(word, names) + "?";
    return "unknown " + kind + " " + word + hint;
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
