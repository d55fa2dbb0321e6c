package lantian.deploy.command;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.console.Logs;
import lantian.deploy.explain.Explaining;
import lantian.deploy.explain.Step;
import lantian.deploy.server.Readings;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.audit.Act;
import lantian.desk.route.ObdRules;
import lantian.desk.rules.RuleSetBook;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.RuleSource;
import lantian.proto.FindingId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lantian explain FINDING}: why it stands, from the stored bytes up. */
@Command(
    name = "explain",
    description = {
      "Makes a finding once more from the stored bytes, step by step (线索复核): its limits and law,",
      "its packets against the log, the values at its seconds, the judgement anew. Writes no",
      "finding; exit code 1 if it no longer follows."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();

  @Parameters(paramLabel = "FINDING", description = "Id of the finding, 32 hex digits.")
  private String finding = "";

  @Option(
      names = "--purpose",
      paramLabel = "TEXT",
      required = true,
      description = "What for; goes into the audit trail.")
  private String purpose = "";

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    FindingId id = id(finding);
    if (purpose.isBlank()) {
      throw Failure.usage("--purpose must say what for");
    }
    Logs.quiet();
    Settings settings = site.visiting(spec.commandLine().getErr()::println);
    InstantSource clock = InstantSource.system();
    try (Visit visit =
        new Visit(settings, site.mongod(spec.commandLine().getErr()::println), clock)) {
      visit.record(Act.COMMAND_RUN, "explain " + id.text(), purpose);
      List<Step> steps =
          explaining(settings, visit, clock)
              .explain(id)
              .orElseThrow(() -> Failure.usage("there is no finding " + id.text()));
      print(steps);
      long broken = steps.stream().filter(step -> !step.holds()).count();
      if (broken > 0) {
        throw Failure.failed(
            "the finding does not stand as it is stored: %d of %d steps are broken"
                .formatted(broken, steps.size()));
      }
    } catch (IllegalStateException e) {
      throw Failure.failed(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private static Explaining explaining(Settings settings, Visit visit, InstantSource clock) {
    Readings readings = new Readings(settings, visit, clock);
    RuleSets rules =
        RuleSource.following(ObdRules.active(RuleSetBook.open(visit.durable(), clock))).current();
    return new Explaining(readings.read(), readings.rehearing(rules), rules);
  }

  private void print(List<Step> steps) {
    PrintWriter out = spec.commandLine().getOut();
    for (Step step : steps) {
      out.println(
          json
              ? Json.line(step)
              : "%-7s %-8s %s".formatted(step.holds() ? "ok" : "BROKEN", step.step(), step.says()));
    }
    out.flush();
  }

  private static FindingId id(String text) {
    try {
      return new FindingId(text);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("FINDING: " + e.getMessage());
    }
  }
}
