package lantian.deploy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.console.Logs;
import lantian.deploy.server.Readings;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.audit.Act;
import lantian.obd.rule.Finding;
import lantian.obd.rule.RuleSets;
import lantian.obd.store.Rehearing;
import lantian.obd.store.Rehearing.Change;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian judge}: what other rules would make of what is stored. */
@Command(
    name = "judge",
    description = {
      "Judges stored data under other rule sets and prints what would change (试判). Writes no",
      "finding: a rule set takes force by being shipped with the program."
    },
    mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();

  @Option(
      names = "--from",
      paramLabel = "DAY",
      required = true,
      description = "First day whose findings are compared, +08:00.")
  private @Nullable Moment from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      required = true,
      description = "First day that is not judged any more.")
  private @Nullable Moment to;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      required = true,
      description = "Rule set to judge under (JSON); may be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--dry-run", description = "Says that nothing is to be written.")
  private boolean dryRun;

  @Option(
      names = "--purpose",
      paramLabel = "TEXT",
      required = true,
      description = "What for; goes into the audit trail.")
  private String purpose = "";

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  private record Summary(String event, long vehicleDays, Map<Rehearing.Kind, Integer> changes) {}

  @Override
  public Integer call() {
    int first = day(from);
    int behind = day(to);
    if (purpose.isBlank()) {
      throw Failure.usage("--purpose must say what for");
    }
    RuleSets rules = rules();
    if (!dryRun) {
      throw Failure.usage("say --dry-run: rules take force with the program, not by this command");
    }
    if (behind <= first) {
      throw Failure.usage("--to must be a day after --from");
    }
    if (rules.at(CityTime.startOf(first)) == null) {
      throw Failure.usage(
          "no rule set is in force on the day of --from; the first one begins on "
              + rules.list().getFirst().from());
    }
    Logs.quiet();
    Settings settings = site.visiting(spec.commandLine().getErr()::println);
    InstantSource clock = InstantSource.system();
    try (Visit visit =
        new Visit(settings, site.mongod(spec.commandLine().getErr()::println), clock)) {
      visit.record(Act.COMMAND_RUN, "judge --dry-run", purpose);
      run(new Readings(settings, visit, clock).rehearing(rules), first, behind);
    } catch (IllegalStateException e) {
      throw Failure.failed(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private void run(Rehearing rehearing, int first, int behind) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Map<Rehearing.Kind, Integer> counts = new EnumMap<>(Rehearing.Kind.class);
    long[] days = new long[1];
    rehearing.run(
        first,
        behind,
        change -> {
          counts.merge(change.kind(), 1, Integer::sum);
          out.println(json ? Json.line(change) : words(change));
        },
        progress -> {
          days[0] = progress.days();
          if (progress.vehicles() % 100 == 0 || progress.vehicles() == progress.of()) {
            err.printf(
                "%,d of %,d vehicles, %,d vehicle-days%n",
                progress.vehicles(), progress.of(), progress.days());
          }
        });
    out.println(
        json
            ? Json.line(new Summary("end", days[0], counts))
            : "%,d vehicle-days judged; changes: %s".formatted(days[0], counts));
    out.flush();
  }

  private static String words(Change change) {
    Finding shown = Objects.requireNonNull(change.then() == null ? change.now() : change.then());
    return "%-7s %s  %s  from %s  %s"
        .formatted(
            change.kind(),
            shown.rule(),
            shown.subject().text(),
            shown.start().atOffset(CityTime.ZONE).toLocalDateTime(),
            shown.reason().zh());
  }

  private RuleSets rules() {
    try {
      return RuleSets.read(files);
    } catch (IOException e) {
      throw Failure.usage("--rules can't be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static int day(@Nullable Moment moment) {
    return CityTime.dayNumber(Objects.requireNonNull(moment).at().getEpochSecond());
  }
}
