package lantian.deploy.simulate;

import lantian.deploy.console.Failure;
import picocli.CommandLine.Command;

/** {@code lantian simulate}: sends data of vehicles that do not exist. */
@Command(
    name = "simulate",
    description = "Sends the data of vehicles that do not exist (模拟).",
    mixinStandardHelpOptions = true,
    subcommands = SimulateObdCommand.class)
public final class SimulateCommand implements Runnable {
  /** For the command line. */
  public SimulateCommand() {}

  @Override
  public void run() {
    throw Failure.usage("name what to simulate: obd (or --help)");
  }
}
