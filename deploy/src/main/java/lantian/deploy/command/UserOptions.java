package lantian.deploy.command;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import lantian.deploy.console.Failure;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.access.Access;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about accounts have in common. */
final class UserOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private SiteOptions site = new SiteOptions();

  @Option(names = "--json", description = "One JSON line per account.")
  private boolean json;

  /** Works on the accounts. */
  interface Work {
    void on(Access access, Visit visit);
  }

  /** Opens the database, does the work, closes it; a refusal becomes one line. */
  int run(Work work) {
    Settings settings = site.visiting(spec.commandLine().getErr()::println);
    InstantSource clock = InstantSource.system();
    try (Visit visit =
            new Visit(settings, site.mongod(spec.commandLine().getErr()::println), clock);
        Access access =
            Access.open(visit.durable(), settings.desk().access(), clock, new SecureRandom())) {
      work.on(access, visit);
      return 0;
    } catch (Refusal refusal) {
      throw Failure.failed(
          refusal.errors().stream().map(FieldError::en).findFirst().orElse("refused"));
    } catch (IllegalArgumentException wrong) {
      throw Failure.usage(String.valueOf(wrong.getMessage()));
    }
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
