package lantian.deploy.command;

import com.mongodb.client.MongoClient;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Logs;
import lantian.deploy.demo.DemoCity;
import lantian.deploy.demo.DemoGround;
import lantian.deploy.demo.DemoPorts;
import lantian.deploy.demo.DemoRun;
import lantian.deploy.demo.DemoScreen;
import lantian.deploy.demo.Plan;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.server.Clients;
import lantian.deploy.server.Lifetime;
import lantian.deploy.server.Role;
import lantian.deploy.server.RunningServer;
import lantian.deploy.server.Settings;
import lantian.desk.evidence.EvidenceSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian demo}: everything on this machine, fed by a city of trucks. */
@Command(
    name = "demo",
    description = {
      "Starts a database and all roles on this machine and feeds a demo city over the wire.",
      "Every start begins afresh; Ctrl-C ends it and leaves nothing running."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final Duration END = Duration.ofMillis(18_500);
  private static final Duration FIRST_FINDING = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();

  @Option(names = "--minutes", paramLabel = "N", description = "Ends by itself after N minutes.")
  private @Nullable Integer minutes;

  @Option(
      names = "--once",
      description = "Ends by itself after the first finding and the first list.")
  private boolean once;

  @Option(
      names = "--trucks",
      paramLabel = "N",
      description = "Ordinary trucks besides those that show something (default 400).")
  private int trucks = Plan.ORDINARY.trucks();

  @Option(names = "--json", description = "What happens as JSON lines.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (trucks < 0 || trucks > 400 || (minutes != null && minutes < 1)) {
      throw Failure.usage("--trucks is 0 to 400, --minutes at least 1");
    }
    Settings settings = settings();
    PrintWriter out = spec.commandLine().getOut();
    DemoScreen screen = new DemoScreen(out, json);
    try (Lifetime life = Lifetime.ofServer(END)) {
      run(settings, life, screen);
    }
    return 0;
  }

  private void run(Settings settings, Lifetime life, DemoScreen screen) throws Exception {
    InstantSource clock = InstantSource.system();
    screen.say("Lantian demo 蓝天演示");
    DemoGround.check(settings.data());
    Database database =
        life.own(
            "database",
            () ->
                Database.own(
                    settings.data(),
                    settings.mongo(),
                    site.mongod(spec.commandLine().getErr()::println)));
    life.lastResort(database::cutOff);
    database.onLost(() -> life.abort("its mongod ended and can't be started again"));
    DemoGround.mark(settings.data());
    DemoGround.forget(settings.evidenceFolder());
    DemoGround.forget(settings.pins());
    Logs.toFile(log(settings.data()));
    startAfresh(database, settings.mongo());
    Instant begun = clock.instant();
    RunningServer server = ServeCommand.wired(settings, life, database);
    DemoRun demo = new DemoRun(server, screen, clock, begun);
    demo.introduce();
    DemoCity city =
        life.own(
            "city",
            () ->
                new DemoCity(new Plan(Plan.ORDINARY.seed(), trucks, Plan.ORDINARY.past()), clock));
    demo.file(city);
    screen.say(
        "  city       recorded trucks are shifted in time, all others are modelled; findings come"
            + " from modelled trucks only");
    screen.say("  end        Ctrl-C; nothing is left running");
    demo.watch(city, life, aim());
  }

  private DemoRun.Aim aim() {
    return new DemoRun.Aim() {
      @Override
      public boolean reached(Duration since, int findings, boolean listed) {
        return (once && findings > 0 && listed)
            || (minutes != null && since.toMinutes() >= minutes);
      }

      @Override
      public boolean missed(Duration since, int findings, boolean listed) {
        return once && !listed && since.compareTo(FIRST_FINDING) > 0;
      }
    };
  }

  private Settings settings() {
    Settings set = site.settings();
    Path data = site.namedData() == null ? SiteOptions.demoData() : set.data();
    MongoSettings mongo = set.mongo();
    Settings own =
        DemoPorts.applied(set.withData(data))
            .withRoles(EnumSet.allOf(Role.class))
            .with(EvidenceSettings.defaults()); // in its own folder, which it empties
    return mongo.uri().isEmpty() ? own : own.withMongo(mongo.named(mongo.database() + "_demo"));
  }

  private static Path log(Path data) throws Exception {
    Path log = data.resolve("lantian.log");
    Files.deleteIfExists(log);
    return log;
  }

  private static void startAfresh(Database database, MongoSettings mongo)
      throws InterruptedException {
    try (MongoClient client = Clients.open(database.uri(), "lantian-demo", 2, ANSWER)) {
      DemoGround.clear(Clients.checked(client, mongo.database()), !mongo.uri().isEmpty());
    }
  }
}
