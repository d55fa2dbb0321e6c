package lantian.deploy.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import lantian.deploy.bench.SheetSpeed;
import lantian.deploy.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian bench sheet}: one workbook in a process of its own. */
@Command(
    name = "sheet",
    description = "Writes one workbook and says what it took; the bench starts it.",
    hidden = true,
    mixinStandardHelpOptions = true)
final class BenchSheet implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rows", required = true, description = "Its rows.")
  private int rows;

  @Override
  public Integer call() throws IOException {
    spec.commandLine().getOut().println(Json.line(SheetSpeed.workbook(rows)));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
