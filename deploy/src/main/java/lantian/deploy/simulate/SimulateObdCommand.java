package lantian.deploy.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.obd.packet.Profile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian simulate obd}: a fleet of modelled heavy diesels against a listening socket. */
@Command(
    name = "obd",
    description = {
      "Sends a fleet of modelled heavy diesel trucks to a server (模拟重型柴油车OBD).",
      "Nothing of it was measured; --register writes the filing file that says so."
    },
    mixinStandardHelpOptions = true)
final class SimulateObdCommand implements Callable<Integer> {
  private static final Duration FILED_BEFORE = Duration.ofDays(30);
  private static final int AT_ONCE = 64;

  @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "where to")
  private String to = "";

  @Option(names = "--profile", description = "GB17691 or HJ1239 (default ${DEFAULT-VALUE})")
  private Profile profile = Profile.HJ1239;

  @Option(names = "--vehicles", description = "how many trucks (default ${DEFAULT-VALUE})")
  private int vehicles = 100;

  @Option(names = "--seed", description = "decides every truck (default ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--past",
      description = "how much of the past to send first, as reissue (default ${DEFAULT-VALUE})")
  private Duration past = Duration.ZERO;

  @Option(
      names = "--live",
      description = "how long to send live afterwards (default ${DEFAULT-VALUE})")
  private Duration live = Duration.ofMinutes(10);

  @Option(
      names = "--rate",
      description = "most packets a second while the past is sent, 0 for no limit")
  private double rate;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND=COUNT",
      description = {
        "labelled faults, KIND=COUNT[@MAGNITUDE][+AFTER], for example scr-disabled=3@0.8;",
        "a kind that there is not names all there are"
      })
  private List<String> faults = new ArrayList<>();

  @Option(names = "--holes", description = "network holes per truck and hour")
  private double holes = 0.5;

  @Option(names = "--signed", description = "sign with SM2 (HJ1239 only)")
  private boolean signed;

  @Option(names = "--no-answers", description = "the server's policy answers nothing")
  private boolean unanswered;

  @Option(names = "--register", description = "write the filing file (CSV) here before sending")
  private @Nullable Path register;

  @Option(names = "--json", description = "print progress as JSON lines")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws InterruptedException {
    long start = clock.instant().getEpochSecond();
    InventedFleet invented = fleet();
    Schedule schedule = schedule(start);
    file(invented, start);
    LinkOptions options = new LinkOptions(address(), !unanswered, 64, Duration.ofSeconds(30));
    Traffic traffic = new Traffic();
    List<Vehicle> trucks = invented.vehicles(start, options, traffic);
    try (Fleet fleet = new Fleet(trucks, Pace.real(clock), schedule)) {
      Thread hook = new Thread(fleet::close, "stop-fleet");
      Runtime.getRuntime().addShutdownHook(hook);
      fleet.start();
      Report report = new Report(spec.commandLine().getOut(), json, fleet, traffic);
      while (!fleet.await(Duration.ofSeconds(2))) {
        report.print();
      }
      report.print();
      unhook(hook);
    }
    return traffic.refused() == 0 ? 0 : Failure.FAILED;
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending, and the hook is what stopped the fleet.
    }
  }

  private Schedule schedule(long start) {
    if (rate < 0 || live.isNegative()) {
      throw Failure.usage("--rate and --live can't be negative");
    }
    return new Schedule(start, rate, AT_ONCE, live.toSeconds());
  }

  private InventedFleet fleet() {
    try {
      if (signed && profile != Profile.HJ1239) {
        throw new IllegalArgumentException("--signed needs --profile HJ1239");
      }
      List<FaultShare> shares = faults.stream().map(FaultShare::of).toList();
      return new InventedFleet(seed, vehicles, profile, signed, shares, past, holes);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private InetSocketAddress address() {
    int colon = to.lastIndexOf(':');
    try {
      InetSocketAddress address =
          new InetSocketAddress(
              to.substring(0, Math.max(0, colon)), Integer.parseInt(to.substring(colon + 1)));
      if (colon > 0 && !address.isUnresolved()) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw Failure.usage("--to " + to + " is not HOST:PORT of a known host");
  }

  private void file(InventedFleet invented, long start) {
    Path path = register;
    if (path != null) {
      Instant from = Instant.ofEpochSecond(start).minus(past).minus(FILED_BEFORE);
      try {
        Files.writeString(path, FilingFile.csv(invented.filed(start), from));
      } catch (IOException e) {
        throw Failure.failed("can't write " + path + ": " + e.getMessage());
      }
    }
  }

  /** Prints how far a fleet is. */
  private static final class Report {
    private final PrintWriter out;
    private final boolean json;
    private final Fleet fleet;
    private final Traffic traffic;
    private long lastNanos = System.nanoTime();
    private long lastAnswered;

    Report(PrintWriter out, boolean json, Fleet fleet, Traffic traffic) {
      this.out = out;
      this.json = json;
      this.fleet = fleet;
      this.traffic = traffic;
    }

    void print() {
      long now = System.nanoTime();
      long settled = traffic.acknowledged() + traffic.refused();
      double perSecond = (settled - lastAnswered) * 1e9 / Math.max(1, now - lastNanos);
      lastNanos = now;
      lastAnswered = settled;
      String form =
          json
              ? "{\"sent\":%d,\"acknowledged\":%d,\"refused\":%d,\"perSecond\":%.0f,"
                  + "\"connected\":%d,\"broken\":%d,\"dropped\":%d,\"pastSecondsLeft\":%d}%n"
              : "sent %,d  acknowledged %,d  refused %,d  %,.0f/s  connected %,d"
                  + "  broken %,d  dropped %,d  seconds of the past left %,d%n";
      out.printf(
          Locale.ROOT,
          form,
          traffic.sent(),
          traffic.acknowledged(),
          traffic.refused(),
          perSecond,
          traffic.connected(),
          traffic.broken(),
          fleet.dropped(),
          fleet.pastPlanned() - fleet.pastDone());
      out.flush();
    }
  }
}
