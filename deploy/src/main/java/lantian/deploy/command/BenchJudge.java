package lantian.deploy.command;

import java.util.concurrent.Callable;
import lantian.deploy.bench.JudgeBench;
import lantian.deploy.bench.JudgePlan;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian bench judge}: how often the rules are right about a labelled world. */
@Command(
    name = "judge",
    description = {
      "Judges a labelled world of honest and faulty trucks without any server (判定评测): what is",
      "found and missed, how late, how often wrongly, and how fast. Prints Markdown."
    },
    mixinStandardHelpOptions = true)
final class BenchJudge implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--short", description = "A small world: shows that it works.")
  private boolean quick;

  @Option(
      names = "--tuning",
      description = "With a seed for choosing limits; without the engine family that is held out.")
  private boolean tuning;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides every truck: 1 to 99 with --tuning, otherwise from 100 on.")
  private @Nullable Long seed;

  @Option(names = "--honest-days", paramLabel = "N", description = "Days of honest trucks.")
  private @Nullable Integer honest;

  @Option(names = "--faulty-days", paramLabel = "N", description = "Days of faulty trucks.")
  private @Nullable Integer faulty;

  @Option(names = "--json", description = "One JSON object a line instead of Markdown.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    new JudgeBench(plan(), spec.commandLine().getOut(), spec.commandLine().getErr(), json).run();
    return 0;
  }

  private JudgePlan plan() {
    JudgePlan base = quick ? JudgePlan.SHORT : tuning ? JudgePlan.TUNING : JudgePlan.FULL;
    long drawn = seed != null ? seed : tuning ? JudgePlan.TUNING.seed() : base.seed();
    try {
      JudgePlan plan =
          new JudgePlan(
              drawn,
              honest == null ? base.honestDays() : honest,
              faulty == null ? base.faultyDays() : faulty,
              base.watched(),
              base.speedSeconds());
      if (plan.tuning() != tuning) {
        throw Failure.usage("seeds 1 to 99 are for choosing limits, with --tuning; others are not");
      }
      return plan;
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }
}
