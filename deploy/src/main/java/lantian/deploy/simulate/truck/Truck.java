package lantian.deploy.simulate.truck;

import java.util.List;
import java.util.random.RandomGenerator;

/** A modelled truck (模型车辆), advanced second by second; the same seed gives the same truck. */
public final class Truck {
  private static final double FUEL_G_PER_LITRE = 840;

  private final Specification specification;
  private final Drive drive;
  private final List<Fault> faults;
  private final Powertrain powertrain;
  private final Aftertreatment exhaust;
  private final Sensors sensors;
  private final Tank fuel;
  private final Tank reagent;
  private final double ambientC;
  private double metres;
  private double speed;
  private double coolantC;
  private int runningFor;
  private int ignitions;

  /**
   * A truck at rest, cold.
   *
   * @param specification what it is built of
   * @param drive how it moves
   * @param faults what is wrong with it, empty for a healthy truck
   * @param random source of its individual differences and its noise
   */
  public Truck(
      Specification specification, Drive drive, List<Fault> faults, RandomGenerator random) {
    this.specification = specification;
    this.drive = drive;
    this.faults = List.copyOf(faults);
    this.ambientC = 8 + 12 * random.nextDouble();
    this.coolantC = ambientC;
    this.powertrain = new Powertrain(specification);
    this.exhaust = new Aftertreatment(specification.stage(), ambientC);
    this.fuel = new Tank(specification.fuelTankLitres(), 0.4 + 0.55 * random.nextDouble());
    this.reagent = new Tank(specification.reagentTankLitres(), 0.4 + 0.55 * random.nextDouble());
    this.sensors = new Sensors(specification.stage(), random);
    this.ignitions = 200 + random.nextInt(3_000);
  }

  /** Moves on by one second of collection time. */
  public Reading step(long second) {
    Motion motion = drive.next();
    double before = speed;
    if (!Double.isNaN(motion.metresPerSecond())) {
      // Recorded speeds jump by a noise that no mass of 25 t can follow.
      speed += 0.5 * (motion.metresPerSecond() - speed);
      speed = motion.metresPerSecond() == 0 && speed < 0.3 ? 0 : speed;
    }
    Load load = engine(motion, before);
    exhaust.step(load, 1 - lack(second), 1 - wrong(Fault.Kind.CATALYST_AGED, second));
    warmUp(load);
    use(load, motion);
    boolean emulated = wrong(Fault.Kind.REAGENT_UNUSED, second) > 0;
    Sensors.Seen seen =
        new Sensors.Seen(
            motion,
            load,
            exhaust.inletC(),
            exhaust.outletC(),
            exhaust.upPpm(),
            emulated ? exhaust.healthyDownPpm() : exhaust.downPpm(),
            coolantC,
            fuel.percent(),
            reagent.percent(),
            metres,
            runningFor);
    return new Reading(motion.running(), sensors.read(seen), truth(load));
  }

  /** True if the malfunction indicator lamp is on at this second. */
  public boolean lamp(long second) {
    return wrong(Fault.Kind.MIL_ON, second) > 0;
  }

  /** How often the engine was started in the truck's life. */
  public int ignitions() {
    return ignitions;
  }

  /** What the truck is built of. */
  public Specification specification() {
    return specification;
  }

  /** What is wrong with it. */
  public List<Fault> faults() {
    return faults;
  }

  private Load engine(Motion motion, double before) {
    if (!motion.running()) {
      runningFor = 0;
      return Load.OFF;
    }
    if (runningFor++ == 0) {
      ignitions++;
    }
    powertrain.idleOffset(sensors.idleWander());
    return powertrain.load(speed, speed - before, motion.grade());
  }

  private void warmUp(Load load) {
    double heat = load.fuelGps() * Powertrain.HEATING_VALUE * 0.25;
    double room = Math.max(0, 88 - coolantC) / 88;
    double loss = load.fuelGps() > 0 ? 0 : 0.012 * (coolantC - ambientC);
    coolantC += (heat * room - loss) / 110;
  }

  private void use(Load load, Motion motion) {
    metres += motion.running() ? speed : 0;
    fuel.take(load.fuelGps() / FUEL_G_PER_LITRE);
    reagent.take(exhaust.reagentLitres());
    if (speed == 0) {
      fuel.fillIfLow();
      reagent.fillIfLow();
    }
  }

  /** Share of the needed reagent that is missing. */
  private double lack(long second) {
    return Math.max(
        wrong(Fault.Kind.SCR_DISABLED, second), wrong(Fault.Kind.REAGENT_UNUSED, second));
  }

  private double wrong(Fault.Kind kind, long second) {
    double most = 0;
    for (Fault fault : faults) {
      most = Math.max(most, fault.share(kind, second));
    }
    return most;
  }

  private Reading.Truth truth(Load load) {
    return new Reading.Truth(
        load.brakeKw(),
        load.fuelGps(),
        load.exhaustGps(),
        exhaust.upPpm(),
        exhaust.downPpm(),
        exhaust.noxInGps(),
        exhaust.noxOutGps(),
        exhaust.reagentLitres(),
        exhaust.inletC(),
        exhaust.outletC(),
        metres);
  }
}
