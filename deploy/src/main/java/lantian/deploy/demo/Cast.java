package lantian.deploy.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lantian.deploy.simulate.ConstructedVin;
import lantian.deploy.simulate.FiledTruck;
import lantian.deploy.simulate.ModelSource;
import lantian.deploy.simulate.truck.Drive;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.MotorwayDrive;
import lantian.deploy.simulate.truck.RecordedDrive;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.truck.Stage;
import lantian.deploy.simulate.truck.Truck;
import lantian.deploy.simulate.wire.ChipSigner;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Chooses the trucks of a demo city; the ones that show something come first (演示车辆). */
final class Cast {
  private static final int REST_AFTER = 900;
  private static final Duration SHIFT = Duration.ofHours(3);
  private static final Duration LONG_DAY = Duration.ofHours(12);
  private static final Duration LAMP_DAYS = Duration.ofHours(40);

  private final Plan plan;
  private final long start;
  private final SplittableRandom random;
  private final List<DemoTruck> trucks = new ArrayList<>();

  private Cast(Plan plan, long start) {
    this.plan = plan;
    this.start = start;
    this.random = new SplittableRandom(plan.seed());
  }

  /** The trucks, their past ending at {@code start}. */
  static List<DemoTruck> of(Plan plan, long start) {
    Cast cast = new Cast(plan, start);
    cast.recordings();
    cast.faults();
    cast.neighbours();
    cast.ordinary();
    return List.copyOf(cast.trucks);
  }

  private void recordings() {
    recording(1, Recording.idleTruck(), "怠速卡车实录", "recorded truck, idling");
    recording(2, Recording.benchUnit(), "台架控制器实录，钥匙接通未起动", "recorded bench unit, key on");
    recording(3, Recording.keyOnVehicle(), "车辆实录，钥匙接通未起动", "recorded vehicle, key on");
  }

  private void recording(int number, Recording recording, String zh, String en) {
    int length = recording.bodies().size();
    long first = start - length;
    long shift = first - recording.first();
    trucks.add(
        new DemoTruck(
            new FiledTruck(
                ConstructedVin.of('R', number),
                Profile.GB17691,
                null,
                null,
                zh + "，时移" + shift + "秒",
                Origin.SHIFTED),
            new Story(zh + "，时移" + shift + "秒", en + ", shifted by " + shift + " s", ""),
            new RecordedSource(recording, first),
            Duration.ofSeconds(length),
            0));
  }

  private void faults() {
    long onset = start - SHIFT.toSeconds() + 3_600;
    fault(
        1,
        Specification.tractor(Stage.VI, 0.7),
        new MotorwayDrive(random.split()),
        new Fault(Fault.Kind.SCR_DISABLED, onset, 1),
        SHIFT,
        Profile.HJ1239,
        new Story("国六，停喷尿素", "stage VI, reagent dosing off", "OBD-NOX-LASTING"));
    fault(
        2,
        Specification.tractor(Stage.V, 0.9),
        new MotorwayDrive(random.split()),
        new Fault(Fault.Kind.SCR_DISABLED, onset, 1),
        SHIFT,
        Profile.GB17691,
        new Story("国五，停喷尿素", "stage V, reagent dosing off", "OBD-NOX-LASTING"));
    fault(
        3,
        Specification.tractor(Stage.VI, 0.5),
        longHaul(),
        new Fault(Fault.Kind.REAGENT_UNUSED, 0, 1),
        LONG_DAY,
        Profile.GB17691,
        new Story("国六，尿素模拟器", "stage VI, reagent emulator", "OBD-REAGENT-UNUSED"));
    fault(
        4,
        Specification.tractor(Stage.VI, 0.4),
        new MotorwayDrive(random.split()),
        new Fault(Fault.Kind.MIL_ON, 0, 1),
        LAMP_DAYS,
        Profile.GB17691,
        new Story("国六，故障灯长亮", "stage VI, malfunction lamp on", "OBD-MIL-LASTING"));
  }

  /** The same drives without a fault: nothing may be found on them. */
  private void neighbours() {
    Story healthy = new Story("同样工况，无故障", "the same drive without a fault", "");
    modelled(
        ConstructedVin.of('N', 1),
        healthy,
        Specification.tractor(Stage.V, 0.9),
        new MotorwayDrive(random.split()),
        List.of(),
        SHIFT,
        Profile.GB17691,
        null,
        0);
    modelled(
        ConstructedVin.of('N', 2),
        healthy,
        Specification.tractor(Stage.VI, 0.5),
        longHaul(),
        List.of(),
        LONG_DAY,
        Profile.GB17691,
        null,
        0);
  }

  private void ordinary() {
    List<Trace> traces = Trace.chineseTrucks();
    Story story = new Story("实录车速，模型发动机", "recorded speed, modelled engine", "");
    for (int i = 0; i < plan.trucks(); i++) {
      Trace trace = traces.get(i % traces.size());
      Stage stage = random.nextInt(100) < 45 ? Stage.V : Stage.VI;
      boolean hj = i % 5 >= 3;
      modelled(
          ConstructedVin.of('T', i + 1),
          story,
          Specification.draw(stage, random),
          drive(trace, i / traces.size() * 100),
          List.of(),
          plan.past(),
          hj ? Profile.HJ1239 : Profile.GB17691,
          hj && i % 20 == 19 ? chip(i + 1) : null,
          0.5);
    }
  }

  private void fault(
      int number,
      Specification specification,
      Drive drive,
      Fault fault,
      Duration past,
      Profile profile,
      Story story) {
    modelled(
        ConstructedVin.of('F', number),
        story,
        specification,
        drive,
        List.of(fault),
        past,
        profile,
        profile == Profile.HJ1239 ? chip(10_000 + number) : null,
        0);
  }

  private void modelled(
      Vin vin,
      Story story,
      Specification specification,
      Drive drive,
      List<Fault> faults,
      Duration past,
      Profile profile,
      @Nullable ChipSigner chip,
      double holesPerHour) {
    Truck truck = new Truck(specification, drive, faults, random.split());
    trucks.add(
        new DemoTruck(
            new FiledTruck(vin, profile, specification, chip, story.zh(), Origin.MODELLED),
            story,
            new ModelSource(vin, truck),
            past,
            holesPerHour));
  }

  private ChipSigner chip(int number) {
    return new ChipSigner("DEMOCHIP%08d".formatted(number), random.nextLong());
  }

  private static Drive longHaul() {
    return drive(Trace.longHaul(), 0);
  }

  private static Drive drive(Trace trace, int from) {
    return new RecordedDrive(trace.metresPerSecond(), trace.grades(), from, REST_AFTER);
  }
}
