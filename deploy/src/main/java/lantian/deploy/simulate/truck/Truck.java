package lantian.deploy.simulate.truck;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import lantian.deploy.simulate.truck.Fault.Kind;
import lantian.deploy.simulate.wire.StreamBody;

/** A modelled truck (模型车辆), advanced second by second; the same seed gives the same truck. */
public final class Truck {
  private static final double FUEL_G_PER_LITRE = 840;
  private static final double COOLANT_KJ_PER_K = 110;
  private static final double COOLANT_LOSS = 0.012;
  private static final int REFILL_REST_S = 600;
  private static final double HEATER_C = 62;

  private final Build build;
  private final Drive drive;
  private final Condition condition;
  private final Powertrain powertrain;
  private final Aftertreatment exhaust;
  private final Filter filter;
  private final Sensors sensors;
  private final Forgery forgery;
  private final Tank fuel;
  private final Tank reagent;
  private final double idle;
  private double ambientC;
  private double metres;
  private double counted;
  private double speed;
  private double coolantC;
  private double thermostat;
  private boolean turnedBack;
  private int runningFor;
  private int ignitions;

  /**
   * A truck as the model was calibrated, at rest, cold.
   *
   * @param specification what it is built of
   * @param drive how it moves
   * @param faults what is wrong with it, empty for a healthy truck
   * @param random source of its individual differences and its noise
   */
  public Truck(
      Specification specification, Drive drive, List<Fault> faults, RandomGenerator random) {
    this(Build.plain(specification), drive, faults, random);
  }

  /**
   * A truck of a family with its own differences, at rest, cold.
   *
   * @param build which truck it is
   * @param drive how it moves
   * @param faults what is wrong with it, empty for a healthy truck
   * @param random source of its individual differences and its noise
   */
  public Truck(Build build, Drive drive, List<Fault> faults, RandomGenerator random) {
    this.build = build;
    this.drive = drive;
    this.condition = new Condition(faults);
    Specification built = build.specification();
    this.ambientC = 8 + 12 * random.nextDouble();
    this.coolantC = ambientC;
    this.powertrain = new Powertrain(built, build.air());
    this.fuel = new Tank(built.fuelTankLitres(), 0.4 + 0.55 * random.nextDouble());
    this.reagent = new Tank(built.reagentTankLitres(), 0.4 + 0.55 * random.nextDouble());
    this.sensors = new Sensors(build, random);
    this.ignitions = 200 + random.nextInt(3_000);
    // What the calibrated truck has not draws from a source of its own, behind all the rest.
    SplittableRandom own = new SplittableRandom(ignitions * 31L + 7);
    this.filter = new Filter(build.fitting().passive(), own);
    this.forgery = new Forgery(own);
    this.idle = lively() ? -10 + 70 * own.nextDouble() : 0;
    this.exhaust =
        new Aftertreatment(
            built.stage(),
            build.family(),
            lively() ? Dosing.of(own.split()) : Dosing.calibrated(),
            ambientC);
  }

  /** Cold soaked in this weather, °C; before the first second. */
  public void soak(double ambient) {
    ambientC = ambient;
    coolantC = ambient;
    exhaust.soak(ambient);
  }

  /**
   * Stands for so many seconds with the engine off, at least one, in weather that may have changed;
   * much quicker than the same number of steps. Tanks are filled in a long rest.
   */
  public void rest(int seconds, double ambient) {
    ambientC = ambient;
    speed = 0;
    runningFor = 0;
    exhaust.rest(seconds, ambient);
    coolantC =
        ambient + (coolantC - ambient) * Math.exp(-seconds * COOLANT_LOSS / COOLANT_KJ_PER_K);
    if (build.fitting().heater() && ambient < 8 && seconds > 6 * 3_600) {
      coolantC = Math.max(coolantC, HEATER_C);
    }
    if (seconds >= REFILL_REST_S) {
      fuel.fillIfLow();
      reagent.fillIfLow();
    }
  }

  /** Moves on by one second of collection time. */
  public Reading step(long second) {
    condition.turnTo(second);
    Motion motion = drive.next();
    double before = speed;
    if (!Double.isNaN(motion.metresPerSecond())) {
      // Recorded speeds jump by a noise that no mass of 25 t can follow.
      speed += 0.5 * (motion.metresPerSecond() - speed);
      speed = motion.metresPerSecond() == 0 && speed < 0.3 ? 0 : speed;
    }
    Load load = engine(motion, before);
    exhaust.step(load, working(load));
    warmUp(load);
    use(load, motion);
    boolean emulated = condition.has(Kind.REAGENT_UNUSED) || condition.has(Kind.REAGENT_LOW_USE);
    Sensors.Seen seen =
        new Sensors.Seen(
            motion,
            load,
            exhaust.inletC(),
            exhaust.outletC(),
            exhaust.upPpm(),
            emulated ? exhaust.healthyDownPpm() : exhaust.downPpm(),
            lively() ? filter.resistance() : 1,
            coolantC + thermostat,
            fuel.percent(),
            reagent.percent(),
            metres,
            counted,
            runningFor);
    StreamBody stream = sensors.read(seen);
    if (!condition.sound()) {
      forgery.apply(condition, seen, second, stream);
    }
    return new Reading(motion.running(), stream, truth(load));
  }

  /** How often the engine was started in the truck's life. */
  public int ignitions() {
    return ignitions;
  }

  /** What the truck is built of. */
  public Specification specification() {
    return build.specification();
  }

  /** What is wrong with it. */
  public List<Fault> faults() {
    return condition.faults();
  }

  private boolean lively() {
    return build.fitting().lively();
  }

  private Load engine(Motion motion, double before) {
    if (!motion.running()) {
      runningFor = 0;
      return Load.OFF;
    }
    if (runningFor++ == 0) {
      ignitions++;
    }
    powertrain.idleOffset(idle + sensors.idleWander());
    return powertrain.load(speed, speed - before, motion.grade());
  }

  private Aftertreatment.Working working(Load load) {
    double removed = condition.share(Kind.CATALYST_REMOVED);
    double aged = Math.max(removed, condition.share(Kind.CATALYST_AGED));
    boolean regenerating = false;
    if (lively() && build.specification().stage().hasFilter()) {
      filter.step(
          load.fuelGps(),
          exhaust.inletC(),
          speed > 4 && coolantC > 65,
          condition.share(Kind.FILTER_NOT_REGENERATED));
      regenerating = filter.regenerating();
    }
    return new Aftertreatment.Working(
        1 - lack(),
        1 - condition.share(Kind.REAGENT_DILUTED),
        build.fitting().activity() * (1 - aged),
        1 - 0.9 * removed,
        regenerating);
  }

  private void warmUp(Load load) {
    double heat = load.fuelGps() * Powertrain.HEATING_VALUE * 0.25;
    double room = Math.max(0, (lively() ? 96 : 88) - coolantC) / 88;
    double loss = load.fuelGps() > 0 ? 0 : COOLANT_LOSS * (coolantC - ambientC);
    if (lively()) {
      // A frosty wind cools an idling engine; a fan and a thermostat make a warm one swing.
      loss = COOLANT_LOSS * (coolantC - ambientC) * (load.fuelGps() > 0 ? 2.2 : 1);
      thermostat = build.fitting().steadyCoolant() ? 0 : swing(load);
    }
    coolantC += (heat * room - loss) / COOLANT_KJ_PER_K;
  }

  private double swing(Load load) {
    double warm = Math.clamp((coolantC - 70) / 10, 0, 1);
    double pull = warm * (6 * load.share() - 1.5);
    return thermostat + (pull - thermostat) / 240;
  }

  private void use(Load load, Motion motion) {
    double moved = motion.running() ? speed : 0;
    metres += moved;
    counted += moved * (1 - condition.share(Kind.ODOMETER_SLOW));
    double back = condition.share(Kind.ODOMETER_BACK);
    if (back > 0 && !turnedBack) {
      counted -= Math.min(50_000_000 * back, counted + 4_000_000);
    }
    turnedBack = back > 0;
    fuel.take(load.fuelGps() / FUEL_G_PER_LITRE);
    reagent.take(exhaust.reagentLitres());
    if (speed == 0 && !lively()) {
      fuel.fillIfLow();
      reagent.fillIfLow();
    }
  }

  /** Share of the needed reagent that is not dosed. */
  private double lack() {
    return Math.max(
        condition.share(Kind.SCR_DISABLED),
        Math.max(condition.share(Kind.REAGENT_UNUSED), condition.share(Kind.REAGENT_LOW_USE)));
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
