package lantian.deploy.command;

import java.io.PrintWriter;
import java.net.BindException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.mongo.Database;
import lantian.deploy.server.Lifetime;
import lantian.deploy.server.Role;
import lantian.deploy.server.RunningServer;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Wiring;
import lantian.deploy.settings.SettingsReader;
import lantian.desk.Desk;
import lantian.desk.DeskSettings;
import lantian.desk.access.Accounts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian serve}: a server until somebody stops it. */
@Command(
    name = "serve",
    description = {
      "Runs a server; prints one JSON line with its addresses and the process ids of",
      "its children when it is ready. Ends in order on SIGTERM."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  /** A little below the 20 s within which whoever stops us may expect the end. */
  private static final Duration END = Duration.ofMillis(18_500);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();
  @Mixin private PortOptions ports = new PortOptions();

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = "What the process does: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Role> roles = new LinkedHashSet<>();

  @Override
  public Integer call() throws Exception {
    Settings settings = ports.applied(site.settings());
    run(roles.isEmpty() ? settings : settings.withRoles(roles));
    return 0;
  }

  private void run(Settings settings) throws Exception {
    SettingsReader.lines(settings).forEach(line -> LOG.info("setting {}", line));
    try (Lifetime life = Lifetime.ofServer(END)) {
      RunningServer server = started(settings, life, site, spec.commandLine().getErr());
      PrintWriter out = spec.commandLine().getOut();
      out.println(Json.line(server.ready()));
      out.flush();
      firstAdministrator(server);
      life.await();
    }
  }

  /** Said once, to whoever started the server, and never to a log. */
  private void firstAdministrator(RunningServer server) {
    Desk desk = server.desk();
    if (desk != null) {
      desk.firstAdministratorPassword()
          .ifPresent(password ->
              spec.commandLine()
                  .getErr()
                  .println(
                      "lantian serve: first start: "
                          + Accounts.FIRST
                          + " may sign in once with "
                          + password
                          + " (shown only here)"));
    }
  }

  /** Database and rooms, each owned by the life. */
  static RunningServer started(
      Settings settings, Lifetime life, SiteOptions site, PrintWriter progress) throws Exception {
    Database database =
        life.own(
            "database",
            () -> Database.own(settings.data(), settings.mongo(), site.mongod(progress::println)));
    life.lastResort(database::cutOff);
    database.onLost(() -> life.abort("its mongod ended and can't be started again"));
    for (Role role : settings.roles()) {
      if (role == Role.REMOTE || role == Role.SHIP) {
        LOG.info("role {}: receives nothing yet", role);
      }
    }
    return wired(settings, life, database);
  }

  /** The rooms on a database; a port that another program has is one line. */
  static RunningServer wired(Settings settings, Lifetime life, Database database) throws Exception {
    try {
      return new Wiring(settings, life).start(database);
    } catch (Exception e) {
      String said = String.valueOf(e.getMessage());
      if (said.contains("can't be bound")) {
        throw Failure.usage(said); // A listener names its own port.
      }
      if (unbound(e)) {
        DeskSettings.Listen pages = settings.desk().listen();
        throw Failure.usage(
            "port %d on %s, for the pages, can't be bound: is it taken?"
                .formatted(pages.port(), pages.bind()));
      }
      throw e instanceof IllegalStateException ? Failure.failed(said) : e;
    }
  }

  private static boolean unbound(@Nullable Throwable thrown) {
    return thrown != null && (thrown instanceof BindException || unbound(thrown.getCause()));
  }
}
