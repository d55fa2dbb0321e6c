package lantian.deploy.command;

import java.util.concurrent.Callable;
import lantian.deploy.bench.BareServer;
import lantian.deploy.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lantian bench bare}: the first limit in a process of its own, until somebody stops it. */
@Command(
    name = "bare",
    description = "A server that only checks and answers; the bench starts it.",
    hidden = true,
    mixinStandardHelpOptions = true)
final class BenchBare implements Callable<Integer> {
  private static final int THREADS = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  private record Ready(int port) {}

  @Override
  public Integer call() throws InterruptedException {
    try (BareServer server = new BareServer(THREADS)) {
      spec.commandLine().getOut().println(Json.line(new Ready(server.port())));
      spec.commandLine().getOut().flush();
      Thread.currentThread().join();
    }
    return 0;
  }
}
