package lantian.deploy.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Logs;
import lantian.deploy.server.Readings;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.audit.Act;
import lantian.obd.read.Export;
import lantian.obd.read.ExportFilter;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lantian export WHAT}: what is stored, as JSON lines. */
@Command(
    name = "export",
    description = {
      "Prints what is stored as JSON lines, read with majority concern, with the server",
      "running or stopped. Leaves an audit record with the user and the purpose first."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();
  @Mixin private Purpose purpose = new Purpose();

  @Parameters(
      paramLabel = "WHAT",
      description = "One of: packets, samples, findings, conflicts, quarantine, log.")
  private String what = "";

  @Option(names = "--vin", paramLabel = "VIN", description = "Only this vehicle.")
  private @Nullable String vin;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = {
        "From this moment on: 2026-11-23, 2026-11-23T10:00 (+08:00 unless it says otherwise).",
        "Packets, quarantine and log by receipt, the rest by collection time."
      })
  private @Nullable Moment from;

  @Option(names = "--to", paramLabel = "TIME", description = "Before this moment.")
  private @Nullable Moment to;

  @Override
  public Integer call() {
    Export kind = kind(what);
    purpose.check();
    ExportFilter filter = new ExportFilter(vehicle(vin), at(from), at(to));
    Logs.quiet();
    Settings settings = site.visiting(spec.commandLine().getErr()::println);
    InstantSource clock = InstantSource.system();
    PrintWriter out = spec.commandLine().getOut();
    try (Visit visit =
        new Visit(settings, site.mongod(spec.commandLine().getErr()::println), clock)) {
      visit.record(Act.COMMAND_EXPORTED, object(kind, filter), purpose.text());
      new Readings(settings, visit, clock).read().export(kind, filter, out::println);
      out.flush();
      if (out.checkError()) {
        throw Failure.failed("standard output was closed");
      }
    }
    return 0;
  }

  private static Export kind(String word) {
    return Arrays.stream(Export.values())
        .filter(kind -> kind.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            Failure.usage(
                "unknown export "
                    + word
                    + "; one of "
                    + Arrays.stream(Export.values())
                        .map(Export::word)
                        .collect(Collectors.joining(", "))));
  }

  private static @Nullable Vin vehicle(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return new Vin(text);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--vin: " + e.getMessage());
    }
  }

  private static @Nullable Instant at(@Nullable Moment moment) {
    return moment == null ? null : moment.at();
  }

  /** What was exported; a vehicle stands there as a digest, since VINs stay out of the trail. */
  private static String object(Export kind, ExportFilter filter) {
    Vin one = filter.vin();
    String vehicle = one == null ? "" : " " + VehicleChoice.hidden(one);
    return kind.word() + vehicle + " from " + filter.from() + " to " + filter.to();
  }
}
