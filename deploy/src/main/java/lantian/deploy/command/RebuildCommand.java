package lantian.deploy.command;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Logs;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.audit.Act;
import lantian.obd.store.Rebuild;
import lantian.obd.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lantian rebuild}: makes the next server derive everything from the log again. */
@Command(
    name = "rebuild",
    description = {
      "Throws away what is derived from the log (chunks, latest state, quarantine), so that the",
      "next server makes it again. The log and the findings stay. No server may be running.",
      "It is always the whole log, never only from a day on: a late report belongs to an earlier",
      "day, and memory, latest states and the counts beside the watermarks are kept as they are",
      "now, not as they were on that day."
    },
    mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();
  @Mixin private Purpose purpose = new Purpose();

  @Override
  public Integer call() {
    purpose.check();
    Logs.quiet();
    Settings settings = site.visiting(spec.commandLine().getErr()::println);
    try (Visit visit =
        new Visit(
            settings, site.mongod(spec.commandLine().getErr()::println), InstantSource.system())) {
      visit.record(Act.COMMAND_RUN, "rebuild", purpose.text());
      rebuild(new Store(visit.durable()));
    }
    spec.commandLine()
        .getOut()
        .println("the next start of a server derives everything from the log again");
    return 0;
  }

  private static void rebuild(Store store) {
    try {
      Rebuild.run(store);
    } catch (IllegalStateException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }
}
