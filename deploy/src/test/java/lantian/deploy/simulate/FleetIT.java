package lantian.deploy.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import lantian.deploy.simulate.truck.InventedDrive;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.truck.Stage;
import lantian.deploy.simulate.truck.Truck;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

/** A fleet over real sockets. */
class FleetIT {
  private static final long START = 1_700_000_000L;

  @Test
  void sendsThePastOfEveryTruckOnce() throws Exception {
    try (EchoServer server = new EchoServer(0)) {
      Traffic traffic = run(server, 5, 0);
      assertThat(server.damaged()).isZero();
      assertThat(data(server)).doesNotHaveDuplicates();
      assertThat(traffic.acknowledged()).isEqualTo(server.received().size());
      assertThat(traffic.broken()).isZero();
    }
  }

  @Test
  void connectionsThatBreakLoseNothing() throws Exception {
    List<String> whole;
    try (EchoServer server = new EchoServer(0)) {
      run(server, 3, 0);
      whole = data(server);
    }
    try (EchoServer server = new EchoServer(40)) {
      Traffic traffic = run(server, 3, 0);
      assertThat(traffic.broken()).isPositive();
      assertThat(new TreeSet<>(data(server))).isEqualTo(new TreeSet<>(whole));
    }
  }

  @Test
  void liveSecondsFollowThePastWithoutAHole() throws Exception {
    try (EchoServer server = new EchoServer(0)) {
      run(server, 1, 600);
      assertThat(server.received()).anySatisfy(frame -> assertThat(frame[2]).isEqualTo((byte) 2));
      assertThat(data(server)).doesNotHaveDuplicates();
    }
  }

  private static Traffic run(EchoServer server, int trucks, long liveSeconds) throws Exception {
    Traffic traffic = new Traffic();
    List<Vehicle> vehicles = new ArrayList<>();
    for (int i = 0; i < trucks; i++) {
      vehicles.add(vehicle(server, i, traffic));
    }
    Schedule schedule = new Schedule(START, 0, 2, liveSeconds);
    try (Fleet fleet = new Fleet(vehicles, new Hurried(), schedule)) {
      fleet.start();
      fleet.await();
      assertThat(fleet.pastDone()).isEqualTo(fleet.pastPlanned());
    }
    return traffic;
  }

  private static Vehicle vehicle(EchoServer server, int number, Traffic traffic)
      throws IOException {
    SplittableRandom random = new SplittableRandom(number);
    Vin vin = new Vin("LSUZTEST0VIN%05d".formatted(number));
    Truck truck =
        new Truck(
            Specification.draw(Stage.VI, random),
            new InventedDrive(random.split()),
            List.of(),
            random.split());
    TerminalWriter writer = new TerminalWriter(vin, "89860000000000000001", Profile.GB17691, null);
    Terminal terminal =
        new Terminal(
            writer,
            Profile.GB17691,
            new ModelSource(vin, truck),
            new Coverage(0, random.split()),
            1_000);
    TcpUplink link =
        new TcpUplink(LinkOptions.answered(server.address()), traffic, PacketJournal.NONE);
    return new Vehicle(terminal, link, Duration.ofHours(1));
  }

  /** Data frames as hex. */
  private static List<String> data(EchoServer server) {
    return server.received().stream()
        .filter(frame -> frame[2] == 2 || frame[2] == 3)
        .map(HexFormat.of()::formatHex)
        .toList();
  }

  /** A clock that never waits. */
  private static final class Hurried implements Pace {
    @Override
    public long second() {
      return START;
    }

    @Override
    public void past(long second) {}
  }
}
