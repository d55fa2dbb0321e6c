package lantian.deploy.command;

import com.mongodb.client.MongoClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.doctor.BalanceChecks;
import lantian.deploy.doctor.DatabaseChecks;
import lantian.deploy.doctor.MachineChecks;
import lantian.deploy.doctor.Verdict;
import lantian.deploy.mongo.DataFolder;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.server.Clients;
import lantian.deploy.server.Lifetime;
import lantian.deploy.server.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian doctor}: everything that may be wrong, in one list. */
@Command(
    name = "doctor",
    description = "Looks at machine, database and stored data and says what is wrong.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(15);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();

  @Option(names = "--json", description = "One JSON line per check.")
  private boolean json;

  @Option(
      names = "--deep",
      description = "Adds up the frames of the whole log too; reads every batch.")
  private boolean deep;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = site.visiting(hint -> spec.commandLine().getErr().println(hint));
    boolean runs = DataFolder.inUse(settings.data());
    List<Verdict> verdicts =
        new ArrayList<>(new MachineChecks(settings.data(), ports(settings), runs).run());
    verdicts.addAll(database(settings));
    verdicts.forEach(verdict -> out.println(json ? Json.line(verdict) : line(verdict)));
    boolean wrong = verdicts.stream().anyMatch(v -> v.state() == Verdict.State.WRONG);
    return wrong ? Failure.FAILED : 0;
  }

  private List<Verdict> database(Settings settings) {
    MongoSettings mongo = settings.mongo();
    if (mongo.uri().isEmpty() && !Database.present(settings.data())) {
      return List.of(
          new Verdict(
              "mongod", Verdict.State.ADVICE, "no data in " + settings.data() + " yet: not tried"));
    }
    try (Lifetime life = Lifetime.ofCommand(END)) {
      Database database =
          life.own(
              "database",
              () ->
                  Database.visit(
                      settings.data(), mongo, site.mongod(spec.commandLine().getErr()::println)));
      life.lastResort(database::cutOff);
      MongoClient client =
          life.own("client", () -> Clients.open(database.uri(), "lantian-doctor", 2, ANSWER));
      List<Verdict> found =
          new ArrayList<>(
              new DatabaseChecks(client, mongo.database(), InstantSource.system()).run());
      if (found.stream().noneMatch(verdict -> verdict.state() == Verdict.State.WRONG)) {
        found.addAll(new BalanceChecks(client.getDatabase(mongo.database()), deep).run());
      }
      return found;
    } catch (Failure none) {
      return List.of(new Verdict("mongod", Verdict.State.WRONG, none.line()));
    }
  }

  private static Map<String, Integer> ports(Settings settings) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    settings
        .obd()
        .terminal()
        .listeners()
        .forEach(each -> ports.put(each.profile().name() + " " + each.host(), each.port()));
    ports.put("http", settings.desk().listen().port());
    return ports;
  }

  private static String line(Verdict verdict) {
    return "%-6s  %-14s %s".formatted(verdict.state(), verdict.check(), verdict.says());
  }
}
