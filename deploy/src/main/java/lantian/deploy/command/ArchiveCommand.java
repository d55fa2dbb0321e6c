package lantian.deploy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import lantian.deploy.archive.Archiving;
import lantian.deploy.archive.Archiving.Done;
import lantian.deploy.archive.Archiving.Order;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.console.Logs;
import lantian.deploy.console.Progress;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.audit.Act;
import lantian.desk.pinning.NewestRoot;
import lantian.desk.pinning.RootKey;
import lantian.obd.log.LogMonth;
import lantian.obd.store.ArchiveGuard;
import lantian.obd.store.Store;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian archive}: a closed month of the log as files. */
@Command(
    name = "archive",
    description = {
      "Writes the raw log of one closed month into files with a manifest, reads them back and",
      "holds every batch against the database (归档), with the server running or stopped. A run",
      "that was killed is repeated. Leaves audit records. With --drop the month then goes from",
      "the database and leaves a tombstone (墓碑)."
    },
    mixinStandardHelpOptions = true)
final class ArchiveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      required = true,
      description = "Month of receipt (UTC), for example 2025-10.")
  private String month = "";

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description = "Folder of the archives; each month gets a folder of its own in it.")
  private Path to = Path.of("");

  @Option(
      names = "--drop",
      description = {
        "Drops the month from the database once its archive is verified: months from the oldest",
        "on, 31 days after their end at the earliest."
      })
  private boolean drop;

  @Option(names = "--younger", description = "Also a month whose term (13 months) is not over.")
  private boolean younger;

  @Option(names = "--json", description = "One JSON object as the result.")
  private boolean json;

  private record End(
      String event,
      String month,
      String folder,
      String manifest,
      long documents,
      long frames,
      boolean dropped,
      long quarantined) {}

  @Override
  public Integer call() {
    YearMonth wanted = wanted();
    Logs.quiet();
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = site.visiting(err::println);
    InstantSource clock = InstantSource.system();
    RootKey key = key(settings);
    String by = System.getProperty("user.name", "unknown");
    try (Visit visit = new Visit(settings, site.mongod(err::println), clock)) {
      int most = settings.obd().projector().evidencePackets();
      Archiving archiving =
          new Archiving(
              visit.durable(),
              new ArchiveGuard(new Store(visit.durable()), most),
              clock,
              step -> {});
      Order order = new Order(wanted, to.toAbsolutePath(), younger, by);
      long expected = 2 * new LogMonth(visit.durable(), wanted).size();
      LongConsumer said = new Progress("batches written or read back", expected, err);
      String root = new NewestRoot(settings.pins()).get().orElse(null);
      Done done =
          visit.change(
              Act.COMMAND_RUN,
              "archive " + wanted + (drop ? " and drop" : ""),
              "to " + order.archives(),
              () -> run(archiving, order, root, key, said));
      tell(done, archiving.quarantined(wanted));
    }
    return 0;
  }

  private Done run(
      Archiving archiving,
      Order order,
      @Nullable String root,
      @Nullable RootKey key,
      LongConsumer said) {
    try {
      Done done = archiving.archive(order, root, key, said);
      return drop ? archiving.drop(order, done) : done;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private YearMonth wanted() {
    try {
      return YearMonth.parse(month);
    } catch (DateTimeException e) {
      throw Failure.usage("--month: " + month + " is no month; write it like 2025-10");
    }
  }

  private static @Nullable RootKey key(Settings settings) {
    Path file = settings.evidence().rootKeyFile();
    try {
      return file == null ? null : RootKey.read(file, new SecureRandom());
    } catch (IOException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private void tell(Done done, long quarantined) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.line(
              new End(
                  "end",
                  done.month().toString(),
                  done.folder().toString(),
                  done.manifest(),
                  done.documents(),
                  done.frames(),
                  done.dropped(),
                  quarantined)));
      return;
    }
    out.printf(
        "%s: %,d frames in %,d batches are in %s, verified%n",
        done.month(), done.frames(), done.documents(), done.folder());
    out.println("manifest SM3 " + done.manifest());
    if (quarantined > 0) {
      out.printf(
          "note: %,d quarantined frames of the month %s%n",
          quarantined,
          done.dropped()
              ? "are in the archive only and are not looked at again"
              : "will not be looked at again once it is dropped");
    }
    out.println(
        done.dropped()
            ? "it is no longer in the database; keep the folder, it is the only copy"
            : "it is still in the database; --drop takes it out");
  }
}
