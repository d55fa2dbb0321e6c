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
import lantian.proto.Vin;
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
      "Judges stored data under other rule sets and prints what would change (试判), or how many",
      "vehicles each value of a limit would flag. Writes no finding: rules take force by being",
      "shipped with the program, or by two people at the desk."
    },
    mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();
  @Mixin private Purpose purpose = new Purpose();
  @Mixin private DayRange days = new DayRange();
  @Mixin private VehicleChoice choice = new VehicleChoice();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      required = true,
      description = "Rule set to judge under (JSON); may be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--sweep",
      paramLabel = "LIMIT=VALUES",
      description = {
        "Instead of changes: what each value of one limit would flag, in one pass, such as",
        "OBD-NOX-LASTING.ppm.VI=150,200,250."
      })
  private @Nullable String sweep;

  @Option(names = "--dry-run", description = "Says that nothing is to be written.")
  private boolean dryRun;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  private record Summary(String event, long vehicleDays, Map<Rehearing.Kind, Integer> changes) {}

  private record Swept(String event, long vehicleDays, String sweep, List<SweepRun.Row> values) {}

  @Override
  public Integer call() {
    int first = days.first();
    int behind = days.behind();
    purpose.check();
    choice.check();
    RuleSets rules = RuleFiles.read(files);
    SweepRun swept = swept();
    if (!dryRun) {
      throw Failure.usage(
          "say --dry-run: rules take force with the program or at the desk, not by this command");
    }
    days.check();
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
      visit.record(Act.COMMAND_RUN, "judge --dry-run" + choice.said(), purpose.text());
      Readings readings = new Readings(settings, visit, clock);
      Rehearing rehearing = readings.rehearing(swept == null ? rules : swept.rules());
      List<Vin> vins =
          choice.among(rehearing.vehicles(), readings.register(), days.begins(), days.ends());
      if (swept == null) {
        compare(rehearing, vins, first, behind);
      } else {
        sweep(swept, rehearing, vins, first, behind);
      }
    } catch (IllegalStateException e) {
      throw Failure.failed(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private void compare(Rehearing rehearing, List<Vin> vins, int first, int behind) {
    PrintWriter out = spec.commandLine().getOut();
    Map<Rehearing.Kind, Integer> counts = new EnumMap<>(Rehearing.Kind.class);
    Countdown countdown = countdown();
    rehearing.run(
        vins,
        first,
        behind,
        change -> {
          counts.merge(change.kind(), 1, Integer::sum);
          out.println(json ? Json.line(change) : words(change));
        },
        countdown::at);
    out.println(
        json
            ? Json.line(new Summary("end", countdown.days(), counts))
            : "%,d vehicle-days judged; changes: %s".formatted(countdown.days(), counts));
    out.flush();
  }

  private void sweep(SweepRun swept, Rehearing rehearing, List<Vin> vins, int first, int behind) {
    PrintWriter out = spec.commandLine().getOut();
    Countdown countdown = countdown();
    rehearing.each(vins, first, behind, (vin, told) -> swept.count(told), countdown::at);
    if (json) {
      out.println(
          Json.line(new Swept("end", countdown.days(), String.valueOf(sweep), swept.rows())));
    } else {
      out.printf("%12s %10s %10s%n", "value", "vehicles", "findings");
      for (SweepRun.Row row : swept.rows()) {
        out.printf(
            "%12s %,10d %,10d%n", row.value().toPlainString(), row.vehicles(), row.findings());
      }
      out.printf("%,d vehicles, %,d vehicle-days judged%n", vins.size(), countdown.days());
    }
    out.flush();
  }

  private Countdown countdown() {
    return new Countdown(spec.commandLine().getErr(), System::nanoTime);
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

  private @Nullable SweepRun swept() {
    try {
      return SweepRun.of(sweep, files);
    } catch (IOException e) {
      throw Failure.usage("--rules can't be read: " + e.getMessage());
    }
  }
}
