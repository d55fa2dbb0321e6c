package lantian.deploy.demo;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import lantian.deploy.simulate.Coverage;
import lantian.deploy.simulate.FiledTruck;
import lantian.deploy.simulate.FilingFile;
import lantian.deploy.simulate.Fleet;
import lantian.deploy.simulate.LinkOptions;
import lantian.deploy.simulate.Pace;
import lantian.deploy.simulate.PacketJournal;
import lantian.deploy.simulate.Schedule;
import lantian.deploy.simulate.TcpUplink;
import lantian.deploy.simulate.Terminal;
import lantian.deploy.simulate.Traffic;
import lantian.deploy.simulate.Vehicle;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The demo city (演示城市): trucks with recorded or modelled data that talk to a server over TCP.
 *
 * <p>File {@link #register()} first, then {@link #start}: past hours go out as reissue ending at
 * the moment this object was made, the faulty trucks' first; after that everything is live at real
 * speed. Both listeners must answer every frame.
 */
public final class DemoCity implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final int MEMORY = 360;
  private static final Duration FILED_BEFORE = Duration.ofDays(30);

  private final InstantSource clock;
  private final long begin;
  private final List<DemoTruck> trucks;
  private final long seed;
  private final Traffic traffic = new Traffic();
  private @Nullable Fleet fleet;

  /** A city that has sent nothing yet. */
  public DemoCity(Plan plan, InstantSource clock) {
    this.clock = clock;
    this.begin = clock.instant().getEpochSecond();
    this.seed = plan.seed();
    this.trucks = Cast.of(plan, begin);
  }

  /** The terminal register of its trucks as a filing file (CSV, UTF-8), with their origin. */
  public String register() {
    List<FiledTruck> filed = trucks.stream().map(DemoTruck::filed).toList();
    return FilingFile.csv(filed, Instant.ofEpochSecond(begin).minus(FILED_BEFORE));
  }

  /** What each truck shows, the remarkable ones first. */
  public Map<Vin, Story> stories() {
    Map<Vin, Story> stories = new LinkedHashMap<>();
    trucks.forEach(truck -> stories.put(truck.filed().vin(), truck.story()));
    return stories;
  }

  /** Starts sending and returns. */
  public synchronized void start(InetSocketAddress gb17691, InetSocketAddress hj1239) {
    if (fleet != null) {
      throw new IllegalStateException("the demo city has been started");
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Vehicle> vehicles = new ArrayList<>(trucks.size());
    for (DemoTruck truck : trucks) {
      InetSocketAddress to = truck.filed().profile() == Profile.HJ1239 ? hj1239 : gb17691;
      vehicles.add(vehicle(truck, LinkOptions.answered(to), random.split()));
    }
    Schedule schedule = new Schedule(begin, 0, AT_ONCE, Schedule.FOR_EVER);
    fleet = new Fleet(vehicles, Pace.real(clock), schedule);
    fleet.start();
  }

  /** How far it is. */
  public synchronized Progress progress() {
    Fleet running = fleet;
    return new Progress(
        trucks.size(),
        traffic.connected(),
        traffic.sent(),
        traffic.acknowledged(),
        traffic.refused(),
        running == null ? 0 : running.pastDone(),
        trucks.stream().mapToLong(truck -> truck.past().toSeconds()).sum());
  }

  /** Stops sending; returns when every link is closed. */
  @Override
  public synchronized void close() {
    if (fleet != null) {
      fleet.close();
    }
  }

  private Vehicle vehicle(DemoTruck truck, LinkOptions options, SplittableRandom random) {
    FiledTruck filed = truck.filed();
    TerminalWriter writer =
        new TerminalWriter(filed.vin(), filed.iccid(), filed.profile(), filed.chip());
    Coverage coverage = new Coverage(truck.holesPerHour(), random);
    Terminal terminal = new Terminal(writer, filed.profile(), truck.source(), coverage, MEMORY);
    return new Vehicle(terminal, new TcpUplink(options, traffic, PacketJournal.NONE), truck.past());
  }
}
