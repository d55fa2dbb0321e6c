package lantian.deploy.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.InventedDrive;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.truck.Stage;
import lantian.deploy.simulate.truck.Truck;
import lantian.deploy.simulate.wire.ChipSigner;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A fleet of modelled trucks with invented days (模拟车队); trucks with faults come first. The same
 * settings give the same fleet.
 *
 * @param seed decides every truck
 * @param vehicles how many trucks, 1 to 999999
 * @param profile what their terminals speak
 * @param signed true if their chips sign; only with {@link Profile#HJ1239}
 * @param faults which of them are sick
 * @param past what each sends of the past
 * @param holesPerHour how often a truck loses its network
 */
public record InventedFleet(
    long seed,
    int vehicles,
    Profile profile,
    boolean signed,
    List<FaultShare> faults,
    Duration past,
    double holesPerHour) {
  private static final int MEMORY = 360;

  /** Checks that there are trucks enough for the faults. */
  public InventedFleet {
    faults = List.copyOf(faults);
    int sick = faults.stream().mapToInt(FaultShare::count).sum();
    if (vehicles < 1 || vehicles > 999_999 || sick > vehicles) {
      throw new IllegalArgumentException(
          "a fleet has 1 to 999999 vehicles, and no more faults than vehicles");
    }
  }

  /** One truck: what is filed of it, and the truck itself. */
  private record Member(FiledTruck filed, Truck truck, SplittableRandom random) {}

  /** What the register may be told. */
  public List<FiledTruck> filed(long start) {
    return members(start).stream().map(Member::filed).toList();
  }

  /** The trucks with their links, their past ending at {@code start}. */
  public List<Vehicle> vehicles(long start, LinkOptions options, Traffic traffic) {
    return members(start).stream().map(member -> vehicle(member, options, traffic)).toList();
  }

  private Vehicle vehicle(Member member, LinkOptions options, Traffic traffic) {
    FiledTruck filed = member.filed();
    TerminalWriter writer = new TerminalWriter(filed.vin(), filed.iccid(), profile, filed.chip());
    Source source = new ModelSource(filed.vin(), member.truck());
    Coverage coverage = new Coverage(holesPerHour, member.random());
    Terminal terminal = new Terminal(writer, profile, source, coverage, MEMORY);
    return new Vehicle(terminal, new TcpUplink(options, traffic, PacketJournal.NONE), past);
  }

  private List<Member> members(long start) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Fault> sick = new ArrayList<>();
    for (FaultShare share : faults) {
      for (int i = 0; i < share.count(); i++) {
        sick.add(share.from(start - past.toSeconds()));
      }
    }
    List<Member> members = new ArrayList<>(vehicles);
    for (int i = 0; i < vehicles; i++) {
      List<Fault> faulty = i < sick.size() ? List.of(sick.get(i)) : List.of();
      members.add(member(i + 1, faulty, random.split()));
    }
    return members;
  }

  private Member member(int number, List<Fault> faulty, SplittableRandom random) {
    Vin vin = ConstructedVin.of('S', number);
    Stage stage = random.nextInt(100) < 45 ? Stage.V : Stage.VI;
    Specification built = Specification.draw(stage, random);
    @Nullable ChipSigner chip =
        signed ? new ChipSigner("SIMUCHIP%08d".formatted(number), random.nextLong()) : null;
    Truck truck = new Truck(built, new InventedDrive(random.split()), faulty, random.split());
    String model = faulty.isEmpty() ? "model" : "model " + faulty.getFirst().kind();
    FiledTruck filed = new FiledTruck(vin, profile, built, chip, model, Origin.MODELLED);
    return new Member(filed, truck, random.split());
  }
}
