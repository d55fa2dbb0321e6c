package lantian.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import lantian.deploy.bench.Choice;
import lantian.deploy.bench.ObdBench;
import lantian.deploy.bench.Section;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian bench obd}: receiving, storing and judging under load, against two limits. */
@Command(
    name = "obd",
    description = {
      "Measures receiving, storing and judging against a bare server and a raw insert, with a",
      "server and a mongod of its own. Prints Markdown; about 50 minutes, or two with --short."
    },
    mixinStandardHelpOptions = true)
final class BenchObd implements Callable<Integer> {
  /** What a server of a city has at least; a demo's 256 MB would measure the disk. */
  private static final int CACHE = 1_024;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--short",
      description = "Small loads, once: shows that it works; figures are not to be quoted.")
  private boolean quick;

  @Option(
      names = "--shape",
      paramLabel = "CONNECTIONSxWINDOW",
      description = "Only this shape, such as 50x16; may be repeated.")
  private List<String> shapes = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "Only shapes answered like this: ECHO or PLATFORM.")
  private @Nullable String policy;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SECTION",
      description = "Only these parts: ${COMPLETION-CANDIDATES}.")
  private Set<Section> sections = new LinkedHashSet<>();

  @Option(
      names = "--millions",
      split = ",",
      paramLabel = "N",
      description = "Million samples at which the cost with many vehicles is measured.")
  private List<Double> millions = new ArrayList<>();

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

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (cacheMegabytes < 256) {
      throw Failure.usage("--cache is at least 256");
    }
    BenchFolder.run(
        data,
        false,
        spec.commandLine().getErr(),
        folder ->
            new ObdBench(
                    new Choice(quick, sections, shapes, policy, millions, cacheMegabytes),
                    SiteOptions.root(),
                    folder,
                    Instant.now(),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr(),
                    json)
                .run());
    return 0;
  }
}
