package lantian.deploy.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import lantian.obd.read.FindingFilter;
import lantian.obd.read.ObdRead;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.RuleSource;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
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
      "its packets against the log, the values at its seconds, the judgement anew. With --from and",
      "--to, every finding of a period. Writes no finding; exit code 1 if one no longer follows."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();
  @Mixin private Purpose purpose = new Purpose();

  @Parameters(
      paramLabel = "FINDING",
      arity = "0..1",
      description = "Id of the finding, 32 hex digits.")
  private @Nullable String finding;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Every finding that lasted to this moment or beyond, +08:00.")
  private @Nullable Moment from;

  @Option(names = "--to", paramLabel = "TIME", description = "And began before this moment.")
  private @Nullable Moment to;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    FindingFilter period = period();
    FindingId id = finding == null ? null : id(finding);
    purpose.check();
    Logs.quiet();
    Settings settings = site.visiting(spec.commandLine().getErr()::println);
    InstantSource clock = InstantSource.system();
    try (Visit visit =
        new Visit(settings, site.mongod(spec.commandLine().getErr()::println), clock)) {
      Readings readings = new Readings(settings, visit, clock);
      if (id != null) {
        visit.record(Act.COMMAND_RUN, "explain " + id.text(), purpose.text());
        one(explaining(readings, visit, clock), id);
      } else {
        visit.record(
            Act.COMMAND_RUN,
            "explain from " + period.from() + " to " + period.to(),
            purpose.text());
        all(explaining(readings, visit, clock), readings.read(), period);
      }
    } catch (IllegalStateException e) {
      throw Failure.failed(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private FindingFilter period() {
    boolean whole = from != null && to != null;
    if (whole == (finding != null) || (from == null) != (to == null)) {
      throw Failure.usage("say either a FINDING or both --from and --to");
    }
    return new FindingFilter(null, null, null, at(from), at(to), null, null);
  }

  private static @Nullable Instant at(@Nullable Moment moment) {
    return moment == null ? null : moment.at();
  }

  private void one(Explaining explaining, FindingId id) {
    List<Step> steps =
        explaining.explain(id).orElseThrow(() -> Failure.usage("there is no finding " + id.text()));
    print(steps);
    long broken = broken(steps);
    if (broken > 0) {
      throw Failure.failed(
          "the finding does not stand as it is stored: %d of %d steps are broken"
              .formatted(broken, steps.size()));
    }
  }

  /** Tells of each finding in one line, and the steps of one that does not stand. */
  private void all(Explaining explaining, ObdRead read, FindingFilter period) {
    Map<Vin, List<FindingId>> vehicles = new LinkedHashMap<>();
    read.eachFinding(
        period,
        found -> vehicles.computeIfAbsent(found.vin(), vin -> new ArrayList<>()).add(found.id()));
    int all = vehicles.values().stream().mapToInt(List::size).sum();
    int[] told = new int[2];
    vehicles.forEach((vin, ids) -> {
      explaining.explain(
          vin,
          ids,
          (id, steps) -> {
            told[0]++;
            told[1] += stands(id, steps) ? 0 : 1;
          });
      spec.commandLine().getErr().printf("%,d of %,d findings%n", told[0], all);
    });
    spec.commandLine().getOut().flush();
    if (told[1] > 0) {
      throw Failure.failed(
          "%d of %d findings do not stand as they are stored".formatted(told[1], told[0]));
    }
  }

  private boolean stands(FindingId id, List<Step> steps) {
    boolean stands = broken(steps) == 0;
    spec.commandLine()
        .getOut()
        .println(
            json
                ? Json.line(new Told(id.text(), stands, steps.size()))
                : "%-7s %s  %d steps".formatted(stands ? "ok" : "BROKEN", id.text(), steps.size()));
    if (!stands) {
      print(steps.stream().filter(step -> !step.holds()).toList());
    }
    return stands;
  }

  private record Told(String finding, boolean holds, int steps) {}

  private static long broken(List<Step> steps) {
    return steps.stream().filter(step -> !step.holds()).count();
  }

  private static Explaining explaining(Readings readings, Visit visit, InstantSource clock) {
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
