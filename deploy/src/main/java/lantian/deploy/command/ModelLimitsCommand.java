package lantian.deploy.command;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.console.Logs;
import lantian.deploy.server.Readings;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.audit.Act;
import lantian.desk.route.ObdRules;
import lantian.desk.rules.RuleSetBook;
import lantian.obd.rule.RuleSet;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.RuleSource;
import lantian.obd.rule.nox.ModelCensus;
import lantian.obd.rule.nox.ModelLimits;
import lantian.obd.rule.nox.ModelMeasure;
import lantian.obd.rule.nox.ModelNox;
import lantian.obd.store.Perusal;
import lantian.obd.store.Rehearing;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian model-limits}: what upstream NOx the vehicles of each model show. */
@Command(
    name = "model-limits",
    description = {
      "Computes from stored data how much NOx the vehicles of each filed model show before the SCR",
      "at each load (同型号限值测算), and prints usualPpm and leastPpm for the block of",
      "OBD-NOX-UNLIKE-MODEL in a rule set to come. Puts nothing in force (decision 0055)."
    },
    mixinStandardHelpOptions = true)
final class ModelLimitsCommand implements Callable<Integer> {
  private static final int FEWEST = 4;
  private static final int MOST_PCT = 95;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();
  @Mixin private Purpose purpose = new Purpose();
  @Mixin private DayRange days = new DayRange();
  @Mixin private VehicleChoice choice = new VehicleChoice();

  @Option(
      names = "--least-vehicles",
      paramLabel = "N",
      description =
          "Fewest vehicles of a model, and of a load of it, at least 4 (${DEFAULT-VALUE}).")
  private int leastVehicles = 10;

  @Option(
      names = "--fence",
      paramLabel = "N",
      description = {
        "How many interquartile ranges the least lies below the lower quartile, 0 to 100",
        "(${DEFAULT-VALUE})."
      })
  private int fence = 3;

  @Option(
      names = "--most-pct",
      paramLabel = "N",
      description = "But at most so many per cent of the median, 1 to 95 (${DEFAULT-VALUE}).")
  private int mostPct = 60;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rule set (JSON) that says how to measure, instead of the latest one.")
  private @Nullable Path file;

  /** One limit of one model as a rule set has it. */
  private record Row(Map<String, BigDecimal> value, String source, boolean verified) {}

  private record Block(Map<String, Row> usualPpm, Map<String, Row> leastPpm) {}

  @Override
  public Integer call() {
    int first = days.first();
    int behind = days.behind();
    check();
    Logs.quiet();
    Settings settings = site.visiting(spec.commandLine().getErr()::println);
    InstantSource clock = InstantSource.system();
    try (Visit visit =
        new Visit(settings, site.mongod(spec.commandLine().getErr()::println), clock)) {
      ModelLimits limits = limits(visit, clock);
      visit.record(Act.COMMAND_RUN, "model-limits" + choice.said(), purpose.text());
      Readings readings = new Readings(settings, visit, clock);
      Perusal perusal = readings.perusal();
      List<Vin> vins =
          choice.among(perusal.vehicles(), readings.register(), days.begins(), days.ends());
      print(census(perusal, vins, limits, first, behind), limits, first, behind);
    } catch (IllegalStateException e) {
      throw Failure.failed(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private void check() {
    purpose.check();
    choice.check();
    days.check();
    if (leastVehicles < FEWEST) {
      throw Failure.usage("--least-vehicles must be at least 4: fewer have no quartiles");
    }
    if (fence < 0 || fence > 100 || mostPct < 1 || mostPct > MOST_PCT) {
      throw Failure.usage("--fence must be 0 to 100, --most-pct 1 to 95");
    }
  }

  /** As the file says how to measure, or the latest set that has the rule. */
  private ModelLimits limits(Visit visit, InstantSource clock) {
    RuleSets sets = file == null ? active(visit, clock) : RuleFiles.read(List.of(file));
    for (RuleSet set : sets.list().reversed()) {
      RuleSet.Block block = set.block(ModelNox.ID);
      if (block != null) {
        spec.commandLine().getErr().println("measured as rule set " + set.id() + " says");
        return (ModelLimits) block.limits();
      }
    }
    throw Failure.usage("no rule set has a block of " + ModelNox.ID);
  }

  private static RuleSets active(Visit visit, InstantSource clock) {
    return RuleSource.following(ObdRules.active(RuleSetBook.open(visit.durable(), clock)))
        .current();
  }

  private ModelCensus census(
      Perusal perusal, List<Vin> vins, ModelLimits limits, int first, int behind) {
    ModelCensus census = new ModelCensus();
    Countdown countdown = new Countdown(spec.commandLine().getErr(), System::nanoTime);
    long read = 0;
    for (int i = 0; i < vins.size(); i++) {
      ModelMeasure measure = new ModelMeasure(limits);
      read += perusal.read(vins.get(i), first, behind, measure::take);
      census.add(measure.finish());
      countdown.at(new Rehearing.Progress(i + 1, vins.size(), read));
    }
    if (read == 0) {
      throw Failure.failed(
          "nothing is stored from %s to %s of these vehicles"
              .formatted(LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(behind - 1L)));
    }
    return census;
  }

  private void print(ModelCensus census, ModelLimits limits, int first, int behind) {
    PrintWriter err = spec.commandLine().getErr();
    Map<String, Row> usual = new LinkedHashMap<>();
    Map<String, Row> least = new LinkedHashMap<>();
    List<ModelCensus.Figures> all =
        census.figures(new ModelCensus.Terms(leastVehicles, fence, mostPct));
    if (all.isEmpty()) {
      err.println("no vehicle whose model is filed drove enough");
    }
    for (ModelCensus.Figures one : all) {
      String lacks = lacks(one, limits);
      if (lacks == null) {
        String source =
            "computed from %d vehicles, %s to %s"
                .formatted(
                    one.vehicles(), LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(behind - 1L));
        usual.put(one.model(), row(one, ModelLimits.Norm::usual, source));
        least.put(
            one.model(),
            row(
                one,
                ModelLimits.Norm::least,
                source + ", Q1 - %d IQR, at most %d %% of the median".formatted(fence, mostPct)));
      }
      err.printf(
          "%s: %d vehicles, %s%n",
          one.model(), one.vehicles(), lacks == null ? "loads " + one.norms().keySet() : lacks);
    }
    err.flush();
    spec.commandLine().getOut().println(Json.pretty(new Block(usual, least)));
    spec.commandLine().getOut().flush();
  }

  private @Nullable String lacks(ModelCensus.Figures one, ModelLimits limits) {
    if (one.vehicles() < leastVehicles) {
      return "too few: at least %d are asked for".formatted(leastVehicles);
    }
    return one.norms().size() < limits.enough().classes()
        ? "no limits: too few loads at which %d of them drove and are alike"
            .formatted(leastVehicles)
        : null;
  }

  private static Row row(
      ModelCensus.Figures one, ToIntFunction<ModelLimits.Norm> part, String source) {
    Map<String, BigDecimal> value = new LinkedHashMap<>();
    one.norms()
        .forEach((load, norm) ->
            value.put(
                load.toString(),
                BigDecimal.valueOf(part.applyAsInt(norm), 3).setScale(1, RoundingMode.DOWN)));
    return new Row(value, source, false);
  }
}
