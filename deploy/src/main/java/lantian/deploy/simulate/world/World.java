package lantian.deploy.simulate.world;

import java.util.List;
import java.util.SplittableRandom;
import lantian.deploy.simulate.ConstructedVin;
import lantian.deploy.simulate.truck.Build;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.Fitting;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.truck.Stage;
import lantian.deploy.simulate.truck.Truck;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Where labelled trucks come from (标注世界). Every truck depends on the seed and its number alone, so
 * that they may be made in any order.
 *
 * @param seed decides every truck
 * @param days how many days each is watched
 * @param heldOut true if the engine family that no limit was chosen with is among them
 */
public record World(long seed, int days, boolean heldOut) {
  /** 1 January 2027, in days since 1970. */
  private static final int FIRST_DAY = 20_819;

  private static final int YEAR = 350;
  private static final int HARD_PERCENT = 40;
  private static final int HARD_FAULTY_PERCENT = 15;
  private static final int REPAIRED_PERCENT = 20;
  private static final int HABIT_PERCENT = 40;
  private static final int HABIT_FAULTY_PERCENT = 20;
  private static final int KNOWN_S = 8 * 3_600;
  private static final int TANK_FILED_PERCENT = 60;
  private static final int TANK_MISFILED_PERCENT = 10;

  /** An honest truck. */
  public WorldTruck honest(int number) {
    SplittableRandom random = random(number);
    boolean hard = random.nextInt(100) < HARD_PERCENT;
    HardCase[] cases = HardCase.values();
    HardCase hardCase = hard ? cases[random.nextInt(cases.length)] : null;
    SplittableRandom terminals = terminals(number);
    Habit habit = habit(terminals, HABIT_PERCENT);
    Odd odd = new Odd(hardCase, habit, terminals);
    return truck(random, ConstructedVin.of('H', number + 1), stage(random), odd, null);
  }

  /**
   * What is wrong with a faulty truck.
   *
   * @param kind kind of fault
   * @param severity what the magnitude is called
   * @param least least magnitude
   * @param most greatest magnitude
   */
  public record Wrong(Fault.Kind kind, Severity severity, double least, double most) {}

  /** A faulty truck; its number tells it from all others of the world. */
  public WorldTruck faulty(int number, Wrong wrong) {
    SplittableRandom random = random(-1 - number);
    boolean hard = random.nextInt(100) < HARD_FAULTY_PERCENT;
    HardCase[] cases = HardCase.values();
    HardCase drawn = cases[random.nextInt(cases.length)];
    HardCase hardCase = hard && !drawn.masks() ? drawn : null;
    Stage stage = stage(random);
    while (onFilter(wrong.kind()) && !stage.hasFilter()) {
      stage = stage(random);
    }
    SplittableRandom terminals = terminals(-1 - number);
    Habit habit = wrong.kind().ofTerminals() ? null : habit(terminals, HABIT_FAULTY_PERCENT);
    Odd odd = new Odd(hardCase, habit, terminals);
    return truck(random, ConstructedVin.of('F', number + 1), stage, odd, wrong);
  }

  /**
   * What is odd of a truck and nobody's fault.
   *
   * @param hardCase of the truck, null if nothing
   * @param habit of its terminal, null if nothing
   * @param terminals decides what its terminals do
   */
  private record Odd(
      @Nullable HardCase hardCase, @Nullable Habit habit, SplittableRandom terminals) {}

  private WorldTruck truck(
      SplittableRandom random, Vin vin, Stage stage, Odd odd, @Nullable Wrong wrong) {
    HardCase hardCase = odd.hardCase;
    List<Families.Model> open = Families.OPEN;
    int drawn = random.nextInt(open.size() + (heldOut ? 1 : 0));
    Families.Model model = drawn == open.size() ? Families.HELD_OUT : open.get(drawn);
    List<Job> jobs = List.of(Job.values());
    Job job = jobs.get(random.nextInt(jobs.size()));
    int first = FIRST_DAY + firstDay(random, hardCase);
    List<Spell> spells = Rota.of(random.split(), job, hardCase, first, days);
    Fault fault = wrong == null ? null : fault(random, wrong, first, spells);
    Fitting fitting =
        hardCase == null ? Fitting.LIVELY : hardCase.fitting(stage, random.nextDouble());
    DutyDrive drive = new DutyDrive(random.split(), hardCase == null ? 1 : hardCase.steepness());
    Specification specification =
        Specification.of(stage, model.build(), 0.25 + 0.75 * random.nextDouble());
    Truck truck =
        new Truck(
            new Build(specification, model.family(), fitting),
            drive,
            fault == null ? List.of() : List.of(fault),
            random.split());
    Label label =
        new Label(
            fault,
            wrong == null ? null : wrong.severity(),
            hardCase,
            odd.habit,
            model.family().name(),
            stage,
            job);
    SplittableRandom own = random.split();
    Double tank = filedTank(random, specification.reagentTankLitres());
    return new WorldTruck(vin, label, spells, truck, drive, own, odd.terminals, tank);
  }

  /** The register's column is optional, and now and then it names another tank of the maker's. */
  private static @Nullable Double filedTank(SplittableRandom random, double litres) {
    boolean filed = random.nextInt(100) < TANK_FILED_PERCENT;
    boolean wrong = random.nextInt(100) < TANK_MISFILED_PERCENT;
    double other = Math.rint(litres * (0.7 + 0.7 * random.nextDouble()));
    return filed ? Double.valueOf(wrong ? other : litres) : null;
  }

  /**
   * From the second to the fourth day on, after some hours of driving without it; now and then
   * repaired near the end.
   */
  private Fault fault(SplittableRandom random, Wrong wrong, int firstDay, List<Spell> spells) {
    long begin = CityTime.startOf(firstDay);
    long drawn = begin + 86_400 + random.nextInt(2 * 86_400);
    long from = Math.max(drawn, driven(spells));
    long repaired = begin + (days - 2) * 86_400L + random.nextInt(86_400);
    boolean repairs = random.nextInt(100) < REPAIRED_PERCENT && repaired > from;
    double magnitude = wrong.least() + (wrong.most() - wrong.least()) * random.nextDouble();
    return new Fault(wrong.kind(), from, repairs ? repaired : Fault.NEVER, magnitude);
  }

  /** When the truck has driven for long enough to be known as it was. */
  private static long driven(List<Spell> spells) {
    int left = KNOWN_S;
    for (Spell spell : spells) {
      left -= spell.seconds();
      if (left <= 0) {
        return spell.from() + spell.seconds();
      }
    }
    return Long.MIN_VALUE;
  }

  private static int firstDay(SplittableRandom random, @Nullable HardCase hardCase) {
    int day = random.nextInt(YEAR);
    boolean winter = hardCase != null && hardCase.frosty();
    return winter ? day % 45 : day;
  }

  private static Stage stage(SplittableRandom random) {
    int dice = random.nextInt(100);
    return dice < 30 ? Stage.V : dice < 65 ? Stage.VI_A : Stage.VI_B;
  }

  private static boolean onFilter(Fault.Kind kind) {
    return switch (kind) {
      case FILTER_REMOVED, FILTER_BLOCKED, FILTER_NOT_REGENERATED -> true;
      default -> false;
    };
  }

  private static @Nullable Habit habit(SplittableRandom random, int percent) {
    Habit[] habits = Habit.values();
    return random.nextInt(100) < percent ? habits[random.nextInt(habits.length)] : null;
  }

  /** A source of its own: what terminals do was added when trucks were known by their seeds. */
  private SplittableRandom terminals(int number) {
    SplittableRandom mixed = new SplittableRandom(seed * 0xD1B5_4A32_D192_ED03L - number);
    return mixed.split();
  }

  private SplittableRandom random(int number) {
    SplittableRandom mixed = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + number);
    return mixed.split();
  }
}
