package lantian.deploy.command;

import java.io.PrintWriter;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Tongue;
import lantian.deploy.settings.SettingError;
import lantian.deploy.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
      VerifyCommand.class,
      ArchiveCommand.class,
      BenchCommand.class,
      ExportCommand.class,
      JudgeCommand.class,
      ModelLimitsCommand.class,
      ExplainCommand.class,
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
    return run(arguments, out, err, Tongue.of(System.getenv()));
  }

  static int run(String[] arguments, PrintWriter out, PrintWriter err, Tongue tongue) {
    return new CommandLine(new Lantian())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Moment.class, Moment::of)
        .setParameterExceptionHandler((wrong, given) -> WrongUse.refuse(wrong, tongue))
        .setExecutionExceptionHandler((thrown, command, result) -> fail(thrown, command))
        .execute(arguments);
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
