package lantian.deploy.command;

import lantian.deploy.console.Failure;
import picocli.CommandLine.Command;

/** {@code lantian bench}: what the machine it runs on can do. */
@Command(
    name = "bench",
    description = "Measures a room on this machine (性能测试).",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchObd.class,
      BenchDesk.class,
      BenchJudge.class,
      BenchBare.class,
      BenchSheet.class
    })
final class BenchCommand implements Runnable {
  @Override
  public void run() {
    throw Failure.usage("name what to measure: obd, desk or judge (or --help)");
  }
}
