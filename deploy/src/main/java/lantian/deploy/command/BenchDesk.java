package lantian.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import lantian.deploy.bench.DeskBench;
import lantian.deploy.bench.DeskPlan;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian bench desk}: lists over many cases, and what the desk writes and sends. */
@Command(
    name = "desk",
    description = {
      "Measures case lists, files and webhooks over a million generated cases, with a server and",
      "a mongod of its own. Prints Markdown; about 15 minutes, or some seconds with --short."
    },
    mixinStandardHelpOptions = true)
final class BenchDesk implements Callable<Integer> {
  private static final int CACHE = 1_024;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--short",
      description = "Few cases, once: shows that it works; figures are not to be quoted.")
  private boolean quick;

  @Option(names = "--cases", paramLabel = "N", description = "So many cases, at least 1000.")
  private @Nullable Integer cases;

  @Option(
      names = "--cache",
      paramLabel = "MB",
      description = "Cache of the mongod that is measured (default ${DEFAULT-VALUE}).")
  private int cacheMegabytes = CACHE;

  @Option(names = "--json", description = "One JSON object a line instead of Markdown.")
  private boolean json;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "New or empty folder to work in, kept afterwards (default: one that is removed).")
  private @Nullable Path data;

  @Option(
      names = "--again",
      description = "With --data: measures over the cases that an earlier run has left there.")
  private boolean again;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (cacheMegabytes < 256) {
      throw Failure.usage("--cache is at least 256");
    }
    DeskPlan plan = plan();
    BenchFolder.run(
        data,
        again,
        spec.commandLine().getErr(),
        folder ->
            new DeskBench(
                    plan,
                    SiteOptions.root(),
                    folder,
                    cacheMegabytes,
                    Instant.now(),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr(),
                    json)
                .run());
    return 0;
  }

  private DeskPlan plan() {
    DeskPlan whole = quick ? DeskPlan.SHORT : DeskPlan.FULL;
    if (cases == null) {
      return whole;
    }
    if (cases < 1_000 || cases > 10_000_000) {
      throw Failure.usage("--cases is 1000 to 10000000");
    }
    return whole.with(cases);
  }
}
